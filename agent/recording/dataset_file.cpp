#include "recording/dataset_file.hpp"

#include <cmath>
#include <filesystem>
#include <limits>
#include <utility>

#include "core/file.hpp"
#include "core/json.hpp"
#include "recording/line_source.hpp"

namespace hearth {

namespace {

constexpr std::uint64_t kMaxDatasetBytes = std::uint64_t{1} << 30;
constexpr std::size_t kMaxNesting = 16;
constexpr std::size_t kMaxLabelBytes = 1024;
constexpr TimeUs kEndOf9999 = 253'402'300'799 * kMicrosPerSecond;

std::string header_line(const DatasetHeader& header, std::size_t rows) {
    OrderedJson json;
    json["hearth_dataset"] = 1;
    json["kind"] = header.kind;
    json["time_zone"] = header.time_zone;
    json["rows"] = rows;
    json["new_after_us"] = header.new_after_us ? OrderedJson(*header.new_after_us) : OrderedJson();
    if (header.learn_from_us) json["learn_from_us"] = *header.learn_from_us;
    json["simulated"] = header.simulated;
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

// The number of rows is known at the end only: blanks keep room for it.
std::string padded_header(const DatasetHeader& header, std::size_t rows) {
    const std::size_t room = header_line(header, std::numeric_limits<std::size_t>::max()).size();
    std::string line = header_line(header, rows);
    line.resize(room, ' ');
    return line + '\n';
}

// Reads the fields of one row; remembers the first that is wrong.
class RowReader {
public:
    explicit RowReader(const Json& row) : row_(row) {}

    std::string text(const char* key, const std::string& otherwise) {
        if (!row_.contains(key)) return otherwise;
        const auto value = json_string(row_, key);
        if (!value) complain(key, "must be text");
        return value.value_or(otherwise);
    }
    double number(const char* key, double otherwise, double maximum) {
        if (!row_.contains(key)) return otherwise;
        const auto value = json_number(row_, key);
        if (!value || !std::isfinite(*value) || *value < 0 || *value > maximum)
            complain(key, "must be a number from 0 to " + std::to_string(maximum));
        return value.value_or(otherwise);
    }
    bool boolean(const char* key, bool otherwise) {
        if (!row_.contains(key)) return otherwise;
        const auto value = json_bool(row_, key);
        if (!value) complain(key, "must be true or false");
        return value.value_or(otherwise);
    }
    TimeUs time() {
        const auto value = json_integer(row_, "t");
        if (!value || *value <= 0 || *value > kEndOf9999)
            complain("t", "must be UTC microseconds (a whole number, years 1970 to 9999)");
        return value.value_or(0);
    }
    void complain(const char* key, const std::string& text) {
        if (problem_.empty()) problem_ = std::string("field '") + key + "' " + text;
    }
    const std::string& problem() const { return problem_; }

private:
    const Json& row_;
    std::string problem_;
};

Sample read_row(RowReader& in, const Json& row, const std::string& kind) {
    Sample sample;
    sample.kind = kind;
    sample.time_us = in.time();
    sample.label = in.text("y", "");
    if (sample.label.empty() || sample.label.size() > kMaxLabelBytes)
        in.complain("y", "must be a label of 1 to 1024 bytes");
    const auto features = row.find("f");
    sample.features = features == row.end() ? Json::object() : *features;
    if (!sample.features.is_object()) in.complain("f", "must be an object");
    constexpr double kMaxWeight = 1e6;
    sample.weight = in.number("w", 1, kMaxWeight);
    sample.confidence = in.number("c", 1, 1);
    sample.target = in.boolean("target", true);
    sample.source = sample_source_from_string(in.text("src", "live"));
    sample.group = in.text("g", "");
    sample.part = in.text("part", "");
    if (!sample.part.empty() && sample.part != "train" && sample.part != "test")
        in.complain("part", "must be 'train', 'test' or absent");
    return sample;
}

Result<DatasetHeader> read_header(LineSource& lines) {
    std::string line;
    const auto more = lines.next(line);
    if (!more) return more.error();
    if (!*more || !is_dataset_header(line))
        return lines.error_at(1,
                              "the header of a dataset file, {\"hearth_dataset\":1,…}, was "
                              "expected");
    const auto json = parse_json(line, {LineSource::kMaxLineBytes, kMaxNesting});
    if (!json) return lines.error(json.error().text);
    const auto version = json_integer(*json, "hearth_dataset");
    if (version != 1)
        return lines.error("dataset version " +
                           (version ? std::to_string(*version) : std::string("unknown")) +
                           "; this Hearth reads version 1");
    const auto rows = json_integer(*json, "rows");
    if (!rows || *rows < 0) return lines.error("field 'rows' must be the number of rows");
    DatasetHeader header;
    header.kind = json_string(*json, "kind").value_or("");
    if (header.kind.empty()) return lines.error("field 'kind' must name the kind of samples");
    header.time_zone = json_string(*json, "time_zone").value_or("UTC");
    header.new_after_us = json_integer(*json, "new_after_us");
    header.learn_from_us = json_integer(*json, "learn_from_us");
    header.simulated = json_bool(*json, "simulated").value_or(false);
    header.rows = static_cast<std::size_t>(*rows);
    return header;
}

}  // namespace

Json dataset_row(const Sample& sample) {
    Json row = {{"t", sample.time_us}, {"y", sample.label}, {"f", sample.features}};
    if (!sample.features.is_object()) row["f"] = Json::object();
    if (sample.weight != 1) row["w"] = sample.weight;
    if (sample.confidence != 1) row["c"] = sample.confidence;
    if (!sample.target) row["target"] = false;
    if (sample.source != SampleSource::kLive) row["src"] = to_string(sample.source);
    if (!sample.group.empty()) row["g"] = sample.group;
    if (!sample.part.empty()) row["part"] = sample.part;
    return row;
}

bool is_dataset_header(std::string_view line) {
    return line.starts_with('{') && line.find("\"hearth_dataset\"") != std::string_view::npos;
}

DatasetWriter::DatasetWriter(std::string path, DatasetHeader header)
    : path_(std::move(path)),
      partial_(path_ + ".partial"),
      header_(std::move(header)),
      file_(partial_, std::ios::binary | std::ios::trunc),
      last_us_(std::numeric_limits<TimeUs>::min()) {
    header_.rows = 0;
    file_ << padded_header(header_, 0);
}

DatasetWriter::DatasetWriter(DatasetWriter&& other) noexcept
    : path_(std::move(other.path_)),
      partial_(std::move(other.partial_)),
      header_(std::move(other.header_)),
      file_(std::move(other.file_)),
      last_us_(other.last_us_),
      open_(std::exchange(other.open_, false)) {}

DatasetWriter::~DatasetWriter() {
    if (!open_) return;
    file_.close();
    std::error_code ignored;
    std::filesystem::remove(partial_, ignored);
}

Result<DatasetWriter> DatasetWriter::open(const std::string& path, const DatasetHeader& header) {
    DatasetWriter writer(path, header);
    if (!writer.file_)
        return Error{ErrorCode::kIo, writer.partial_ +
                                         ": cannot be written; check that the folder exists, "
                                         "its permissions and the free space"};
    return writer;
}

Status DatasetWriter::add(const Sample& sample, RowMarks marks) {
    if (sample.time_us < last_us_)
        return Error{ErrorCode::kInvalid, path_ + ": sample " + std::to_string(header_.rows + 1) +
                                              " is older than the one before it; a dataset file "
                                              "is in order of time"};
    last_us_ = sample.time_us;
    Json row = dataset_row(sample);
    if (marks.anchor) row["anchor"] = true;
    if (marks.replay) row["replay"] = true;
    file_ << dump_json(row) << '\n';
    if (!file_) return Error{ErrorCode::kIo, partial_ + ": writing failed; is the disk full?"};
    ++header_.rows;
    return {};
}

Status DatasetWriter::close() {
    if (!open_) return Error{ErrorCode::kConflict, path_ + ": the dataset file is closed already"};
    file_.seekp(0);
    file_ << padded_header(header_, header_.rows);
    file_.close();
    if (!file_) return Error{ErrorCode::kIo, partial_ + ": writing failed; is the disk full?"};
    if (Status published = publish_file(partial_, path_); !published) return published;
    open_ = false;
    return {};
}

DatasetReader::DatasetReader(std::unique_ptr<LineSource> lines) : lines_(std::move(lines)) {}
DatasetReader::DatasetReader(DatasetReader&&) noexcept = default;
DatasetReader& DatasetReader::operator=(DatasetReader&&) noexcept = default;
DatasetReader::~DatasetReader() = default;

Result<DatasetReader> DatasetReader::open(const std::string& path) {
    auto lines = LineSource::open(path, kMaxDatasetBytes);
    if (!lines) return lines.error();
    DatasetReader reader(std::move(lines).value());
    auto header = read_header(*reader.lines_);
    if (!header) return header.error();
    reader.header_ = std::move(header).value();
    return reader;
}

Result<std::optional<Sample>> DatasetReader::next() {
    std::string line;
    do {
        const auto more = lines_->next(line);
        if (!more) return more.error();
        if (*more) continue;
        if (rows_ == header_.rows) return std::optional<Sample>();
        return lines_->error("the file ends after " + std::to_string(rows_) + " of " +
                             std::to_string(header_.rows) + " rows; it is not complete");
    } while (line.empty());
    const auto json = parse_json(line, {LineSource::kMaxLineBytes, kMaxNesting});
    if (!json) return lines_->error(json.error().text);
    if (!json->is_object()) return lines_->error("a JSON object was expected");
    if (++rows_ > header_.rows)
        return lines_->error("more rows than the " + std::to_string(header_.rows) +
                             " that the header announces");
    RowReader in(*json);
    Sample sample = read_row(in, *json, header_.kind);
    if (!in.problem().empty()) return lines_->error(in.problem());
    return std::optional(std::move(sample));
}

Result<Dataset> read_dataset(const std::string& path, std::size_t max_rows) {
    auto reader = DatasetReader::open(path);
    if (!reader) return reader.error();
    Dataset dataset{reader->header(), {}};
    for (;;) {
        auto sample = reader->next();
        if (!sample) return sample.error();
        if (!*sample) return dataset;
        if (dataset.samples.size() >= max_rows)
            return Error{ErrorCode::kTooLarge,
                         path + ": more than " + std::to_string(max_rows) + " rows"};
        dataset.samples.push_back(std::move(**sample));
    }
}

}  // namespace hearth
