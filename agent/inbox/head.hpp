// What the writer (the network library's thread) and the reader (the event loop) of an inbox share.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

namespace hearth::inbox {

struct Head {
    std::atomic<std::int64_t> last_id{0};         // the newest message that is whole in its file
    std::atomic<bool> new_segment_wanted{false};  // the next message shall begin a new file
    std::mutex last_file;                         // held while it is written to, or deleted
};

}  // namespace hearth::inbox
