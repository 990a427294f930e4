#include "recording/log_reader.hpp"

#include <filesystem>
#include <utility>

#include "recording/action_log.hpp"
#include "recording/csv_log.hpp"
#include "recording/csv_reader.hpp"
#include "recording/dataset_file.hpp"
#include "recording/dataset_log.hpp"
#include "recording/log_builder.hpp"
#include "recording/smartthings_log.hpp"

namespace hearth {

namespace {

Error unknown_format(const LineSource& lines, const std::string& first) {
    return lines.error_at(
        1, "found " + shown(first) +
               ", the beginning of no known log. Known are CSV files with the header" +
               known_headers() +
               "\nSmartThings windows (50 integers a line), actions (date time sensor action state "
               "activity, separated by blanks) and Hearth's own export. For another CSV name its "
               "columns: --columns time=…,entity=…,state=…");
}

Result<LogFormat> recognise(LineSource& lines) {
    std::string first;
    const auto more = lines.next(first);
    if (!more) return more.error();
    if (!*more) return lines.error_at(1, "the file is empty");
    const std::string line = first;
    lines.put_back(std::move(first));
    if (is_dataset_header(line)) return LogFormat::kDataset;
    if (is_integer_row(line)) return LogFormat::kSmartThings;
    if (is_action_row(line)) return LogFormat::kAction;
    CsvReader csv(lines);
    std::vector<std::string> header;
    const auto row = csv.next(header);
    lines.put_back(line);
    if (row.ok() && *row)
        if (const auto format = csv_format_of(header)) return *format;
    return unknown_format(lines, line);
}

Status read_recognised(LineSource& lines, LogBuilder& builder) {
    switch (builder.log().format) {
        case LogFormat::kDataset: return read_dataset_log(lines.path(), builder);
        case LogFormat::kSmartThings: return read_smartthings_file(lines.path(), builder);
        case LogFormat::kAction: return read_action_log(lines, builder);
        case LogFormat::kColumns: return read_column_log(lines, builder);
        default: return read_csv_log(lines, builder);
    }
}

Result<EventLog> taken(LogBuilder& builder, const Status& read) {
    if (!read) return read.error();
    if (builder.log().rows == 0)
        return Error{ErrorCode::kInvalid, builder.log().path + ": holds no rows"};
    return builder.take();
}

}  // namespace

Result<ColumnNames> parse_column_names(std::string_view text) {
    ColumnNames names;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        const std::string_view key = pair.substr(0, equals);
        std::string* const target = key == "time"     ? &names.time
                                    : key == "entity" ? &names.entity
                                    : key == "state"  ? &names.state
                                                      : nullptr;
        if (!target || equals == std::string_view::npos)
            return Error{ErrorCode::kInvalid, "found " + shown(std::string(pair)) +
                                                  " in the columns; expected "
                                                  "time=NAME,entity=NAME,state=NAME"};
        *target = pair.substr(equals + 1);
    }
    for (const auto& [key, name] :
         {std::pair("time", &names.time), std::pair("entity", &names.entity),
          std::pair("state", &names.state)})
        if (name->empty())
            return Error{ErrorCode::kInvalid, std::string("the columns do not name '") + key +
                                                  "'; expected time=NAME,entity=NAME,state=NAME"};
    return names;
}

Result<EventLog> read_log(const std::string& path, const ReadOptions& options) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        LogBuilder builder(path, LogFormat::kSmartThings, options);
        return taken(builder, read_smartthings_folder(path, builder));
    }
    auto lines = LineSource::open(path, options.max_bytes);
    if (!lines) return lines.error();
    LogFormat format = LogFormat::kColumns;
    if (!options.columns) {
        const auto recognised = recognise(**lines);
        if (!recognised) return recognised.error();
        format = *recognised;
    }
    LogBuilder builder(path, format, options);
    return taken(builder, read_recognised(**lines, builder));
}

}  // namespace hearth
