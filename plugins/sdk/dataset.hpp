// The dataset file: JSON Lines that the daemon writes for one run. Line 1 is a header, every other
// line one row. See docs/plugin-guide.md for the fields.
//
// The file is not trusted: lines and row counts are bounded, UTF-8 is checked. A line that is not a
// row (no JSON, no time, no label, a weight that is negative or no number) is an error with its
// line number, since it means that the file is damaged. A row with a value that merely makes no
// sense (empty or huge label, impossible time, confidence outside 0 to 1) is left out and counted.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::sdk {

enum class Part { kByTime, kTrain, kTest };  // a split fixed by the data set, or none

struct Row {
    TimeUs time_us = 0;
    std::string label;
    Json features;          // an object
    double weight = 1;      // finite, >= 0
    double confidence = 1;  // 0 to 1
    bool target = true;     // false: context, part of the history and never predicted
    std::string source = "live";
    std::string group;  // history does not cross groups; "": no group
    Part part = Part::kByTime;
    bool replay = false;  // is in the model's replay buffer
    bool anchor = false;  // belongs to the permanent anchor set: history, never learned from
};

struct Dataset {
    std::string kind;                     // such as "interaction"
    std::string time_zone;                // IANA name, never empty
    std::optional<TimeUs> new_after_us;   // rows later than it are new; nothing: all are
    std::optional<TimeUs> learn_from_us;  // older rows are history only; nothing: all are learned
    bool simulated = false;
    std::vector<Row> rows;  // in order of time; rows of equal time as in the file

    std::size_t skipped = 0;      // rows left out
    std::string skipped_because;  // the first such row: "line 7: the label is empty"
    bool was_unsorted = false;    // the file was not in order of time
    std::string sha256;           // of the file

    bool is_new(const Row& row) const { return !new_after_us || row.time_us > *new_after_us; }
};

struct DatasetLimits {
    std::size_t max_line_bytes = 256 * 1024;
    std::size_t max_rows = 2'000'000;
    std::size_t max_label_bytes = 1024;
};

// Errors: bad_input (sdk/failure.hpp) with the path and line number. A file without rows is fine.
Result<Dataset> read_dataset(const std::string& path, const DatasetLimits& limits = {});

// One row from a line of the file, as `observe` gets it. bad_input; never throws.
Result<Row> parse_row(std::string_view line, const DatasetLimits& limits = {});

}  // namespace hearth::sdk
