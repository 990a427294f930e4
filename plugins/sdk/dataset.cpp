#include "sdk/dataset.hpp"

#include <algorithm>
#include <cmath>

#include "core/hash.hpp"
#include "sdk/failure.hpp"
#include "sdk/line_reader.hpp"

namespace hearth::sdk {

namespace {

constexpr std::size_t kMaxNesting = 16;
constexpr TimeUs kEndOf9999 = 253'402'300'799 * kMicrosPerSecond;

// A member that may be left out, but not be of another type. False: it is of another type.
template <class T>
bool optional_member(const Json& object, const char* key, Json::value_t type, T& value) {
    const auto found = object.find(key);
    if (found == object.end()) return true;
    if (found->type() != type) return false;
    value = found->get<T>();
    return true;
}

Status read_number(const Json& object, const char* key, double& value) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (!found->is_number() || !std::isfinite(found->get<double>()))
        return bad_input(std::string("'") + key + "' is no finite number");
    value = found->get<double>();
    return {};
}

Status read_part(const Json& object, Part& part) {
    std::string word;
    if (!optional_member(object, "part", Json::value_t::string, word))
        return bad_input("'part' is no text");
    if (word.empty()) return {};
    if (word != "train" && word != "test")
        return bad_input("'part' is '" + word.substr(0, 40) + "'; it may be 'train' or 'test'");
    part = word == "train" ? Part::kTrain : Part::kTest;
    return {};
}

Result<Row> row_of(Json& object) {
    Row row;
    if (!object.is_object()) return bad_input("not a JSON object");
    const auto time = json_integer(object, "t");
    if (!time) return bad_input("'t' (UTC microseconds, a whole number) is missing");
    row.time_us = *time;
    auto label = json_string(object, "y");
    if (!label) return bad_input("'y' (the label, a text) is missing");
    row.label = std::move(*label);
    row.features = Json::object();
    if (const auto features = object.find("f"); features != object.end()) {
        if (!features->is_object()) return bad_input("'f' (the features) is no object");
        row.features = std::move(*features);
    }
    if (const Status ok = read_number(object, "w", row.weight); !ok) return ok.error();
    if (row.weight < 0) return bad_input("the weight 'w' is negative");
    if (const Status ok = read_number(object, "c", row.confidence); !ok) return ok.error();
    if (!optional_member(object, "target", Json::value_t::boolean, row.target))
        return bad_input("'target' is neither true nor false");
    if (!optional_member(object, "anchor", Json::value_t::boolean, row.anchor))
        return bad_input("'anchor' is neither true nor false");
    if (!optional_member(object, "replay", Json::value_t::boolean, row.replay))
        return bad_input("'replay' is neither true nor false");
    if (!optional_member(object, "src", Json::value_t::string, row.source) ||
        !optional_member(object, "g", Json::value_t::string, row.group))
        return bad_input("'src' or 'g' is no text");
    if (const Status ok = read_part(object, row.part); !ok) return ok.error();
    return row;
}

// Why a row that is well formed cannot be used; empty: it can.
std::string implausible(const Row& row, const DatasetLimits& limits) {
    if (row.label.empty()) return "the label is empty";
    if (row.label.size() > limits.max_label_bytes)
        return "the label has " + std::to_string(row.label.size()) + " bytes; at most " +
               std::to_string(limits.max_label_bytes) + " are used";
    if (row.time_us <= 0 || row.time_us > kEndOf9999) return "the time is impossible";
    if (row.confidence < 0 || row.confidence > 1) return "the confidence is not within 0 to 1";
    return {};
}

Result<Dataset> dataset_of_header(const std::string& line, std::size_t max_bytes) {
    auto header = parse_json(line, {max_bytes, kMaxNesting});
    if (!header) return bad_input(header.error().text);
    if (json_integer(*header, "hearth_dataset") != 1)
        return bad_input("no header of a Hearth dataset, version 1");
    Dataset out;
    const auto kind = json_string(*header, "kind");
    if (!kind || kind->empty()) return bad_input("the header names no 'kind'");
    out.kind = *kind;
    out.time_zone = json_string(*header, "time_zone").value_or("UTC");
    if (out.time_zone.empty()) out.time_zone = "UTC";
    out.new_after_us = json_integer(*header, "new_after_us");
    out.learn_from_us = json_integer(*header, "learn_from_us");
    out.simulated = json_bool(*header, "simulated").value_or(false);
    return out;
}

Error at_line(const std::string& path, std::size_t number, const std::string& text) {
    return bad_input(path + ", line " + std::to_string(number) + ": " + text);
}

void add_row(Dataset& dataset, Row row, std::size_t number, const DatasetLimits& limits) {
    const std::string reason = implausible(row, limits);
    if (!reason.empty()) {
        if (dataset.skipped++ == 0)
            dataset.skipped_because = "line " + std::to_string(number) + ": " + reason;
        return;
    }
    if (!dataset.rows.empty() && row.time_us < dataset.rows.back().time_us)
        dataset.was_unsorted = true;
    dataset.rows.push_back(std::move(row));
}

}  // namespace

Result<Row> parse_row(std::string_view line, const DatasetLimits& limits) {
    auto object = parse_json(line, {limits.max_line_bytes, kMaxNesting});
    if (!object) return bad_input(object.error().text);
    auto row = row_of(*object);
    if (!row) return row;
    if (const std::string reason = implausible(*row, limits); !reason.empty())
        return bad_input(reason);
    return row;
}

Result<Dataset> read_dataset(const std::string& path, const DatasetLimits& limits) {
    auto reader = LineReader::open(path, limits.max_line_bytes);
    if (!reader) return reader.error();
    auto line = reader->next();
    if (!line) return line.error();
    if (*line == nullptr) return at_line(path, 1, "the file is empty; a header was expected");
    auto dataset = dataset_of_header(**line, limits.max_line_bytes);
    if (!dataset) return at_line(path, 1, dataset.error().text);
    for (;;) {
        line = reader->next();
        if (!line) return line.error();
        if (*line == nullptr) break;
        if ((*line)->empty()) continue;
        if (dataset->rows.size() >= limits.max_rows)
            return at_line(path, reader->line_number(),
                           "more than " + std::to_string(limits.max_rows) + " rows");
        auto object = parse_json(**line, {limits.max_line_bytes, kMaxNesting});
        if (!object) return at_line(path, reader->line_number(), object.error().text);
        auto row = row_of(*object);
        if (!row) return at_line(path, reader->line_number(), row.error().text);
        add_row(*dataset, std::move(*row), reader->line_number(), limits);
    }
    std::stable_sort(dataset->rows.begin(), dataset->rows.end(),
                     [](const Row& a, const Row& b) { return a.time_us < b.time_us; });
    auto hash = sha256_of_file(path);
    if (!hash) return bad_input(hash.error().text);
    dataset->sha256 = std::move(*hash);
    return dataset;
}

}  // namespace hearth::sdk
