// The segment files of an inbox folder: <id of its first message, 20 digits>.log each.
//
// Only the last one is written to. A segment is deleted whole, once all of it has been processed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"

namespace hearth::inbox {

// A segment takes messages until it has this many bytes.
inline constexpr std::int64_t kSegmentBytes = 1024 * 1024;

std::string segment_path(const std::string& folder, std::int64_t first_id);

// First ids of the segments there, ascending. kIo.
Result<std::vector<std::int64_t>> list_segments(const std::string& folder);

struct Recovered {
    std::int64_t last_id = 0;           // of the newest whole message; 0 when there is none
    std::vector<std::string> warnings;  // what was damaged and where a copy of it lies
};

// Makes the folder if need be, reads every segment and cuts off what a dying process or a power cut
// left at its end. An unfinished message is just cut off: the broker was never told that it is
// stored. What is damaged otherwise is kept as a copy, <segment>.damaged-<time>. kIo.
Result<Recovered> recover_segments(const std::string& folder, const Clock& clock);

}  // namespace hearth::inbox
