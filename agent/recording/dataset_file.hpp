// The dataset file: JSON Lines, a header and one line for each sample in order of time. Training
// workers read it, `evaluate` and `export` write it, and the log reader takes it as a log.
//
// Header: {"hearth_dataset":1,"kind","time_zone","rows","new_after_us","simulated"}. Row:
// {"t","y","f","w","c","target","src","g","part"}; fields at their default (1, 1, true, "live", "",
// "") are left out.
#pragma once

#include <cstddef>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/sample.hpp"

namespace hearth {

struct DatasetHeader {
    std::string kind = "interaction";
    std::string time_zone = "UTC";        // IANA name of the home's zone
    std::optional<TimeUs> new_after_us;   // rows later than this are new since the last run
    std::optional<TimeUs> learn_from_us;  // older rows are history only
    bool simulated = false;
    std::size_t rows = 0;  // written by close(); what reading found in the header
};

// What a model keeps apart.
struct RowMarks {
    bool anchor = false;  // the row belongs to its permanent anchor set
    bool replay = false;  // the row is in its replay buffer
};

// One sample as a row of the file.
Json dataset_row(const Sample& sample);

// Writes beside `path` and moves the file there when it is complete and on the disk. Not closed, or
// closed with an error: nothing is left. One thread at a time.
class DatasetWriter {
public:
    static Result<DatasetWriter> open(const std::string& path, const DatasetHeader& header);
    DatasetWriter(DatasetWriter&&) noexcept;
    DatasetWriter& operator=(DatasetWriter&&) = delete;
    DatasetWriter(const DatasetWriter&) = delete;
    ~DatasetWriter();

    // kInvalid when the sample is older than the one before it; kIo.
    Status add(const Sample& sample, RowMarks marks = {});
    // Enters the number of rows into the header and publishes the file. Call once.
    Status close();
    std::size_t rows() const { return header_.rows; }

private:
    DatasetWriter(std::string path, DatasetHeader header);
    std::string path_, partial_;
    DatasetHeader header_;
    std::ofstream file_;
    TimeUs last_us_;
    bool open_ = true;
};

class LineSource;

// Reads a dataset file row by row (.xz too). Errors name file, line and field.
class DatasetReader {
public:
    static Result<DatasetReader> open(const std::string& path);
    DatasetReader(DatasetReader&&) noexcept;
    DatasetReader& operator=(DatasetReader&&) noexcept;
    ~DatasetReader();

    const DatasetHeader& header() const { return header_; }
    // Nothing after the last row. A file with fewer or more rows than its header says is an error
    // at its end.
    Result<std::optional<Sample>> next();

private:
    explicit DatasetReader(std::unique_ptr<LineSource> lines);
    std::unique_ptr<LineSource> lines_;
    DatasetHeader header_;
    std::size_t rows_ = 0;
};

struct Dataset {
    DatasetHeader header;
    std::vector<Sample> samples;
};

// The whole file; kTooLarge over `max_rows`.
Result<Dataset> read_dataset(const std::string& path, std::size_t max_rows = 5'000'000);

// Whether a first line is the header of a dataset file.
bool is_dataset_header(std::string_view line);

}  // namespace hearth
