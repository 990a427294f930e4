#include "recording/csv_log.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/iso_time.hpp"
#include "core/trimmed.hpp"
#include "recording/csv_reader.hpp"

namespace hearth {

namespace {

using Fields = std::vector<std::string>;

struct KnownHeader {
    LogFormat format;
    std::vector<std::string> columns;
};

const std::array<KnownHeader, 4>& headers() {
    static const std::array<KnownHeader, 4> known = {{
        {LogFormat::kInterval, {"start", "end", "sensor_id", "sensor_name"}},
        {LogFormat::kPlace, {"start", "end", "location", "type", "place"}},
        {LogFormat::kEvent, {"time", "sensor", "state", "activity"}},
        {LogFormat::kHistory, {"entity_id", "state", "last_changed"}},
    }};
    return known;
}

std::string joined(const Fields& fields) {
    std::string out;
    for (const std::string& field : fields) out += (out.empty() ? "" : ",") + field;
    return out;
}

// Who a row of an interval log is about.
struct Sensor {
    std::string identity, name;
};

Sensor sensor_of_interval(LogFormat format, const Fields& fields) {
    if (format == LogFormat::kPlace) {
        const std::string location = trimmed(fields[2]), place = trimmed(fields[4]);
        return {location + '\n' + place, place + " " + location};
    }
    const std::string id = trimmed(fields[2]), name = trimmed(fields[3]);
    return {id + '\n' + name, name.empty() ? "sensor " + id : name};
}

Status add_interval(const Fields& fields, LogBuilder& builder, const CsvReader& csv) {
    const auto start = read_wall_time(fields[0]);
    if (!start) return csv.error("column start: " + start.error().text);
    const auto end = read_wall_time(fields[1]);
    if (!end) return csv.error("column end: " + end.error().text);
    if (*end < *start)
        return csv.error("the end " + shown(fields[1]) + " lies before the start " +
                         shown(fields[0]));
    const Sensor sensor = sensor_of_interval(builder.log().format, fields);
    const std::string objection = objection_to_text("sensor name", sensor.name);
    if (!objection.empty()) return csv.error(objection);
    LogEvent event;
    event.local_us = *start;
    event.sensor = sensor.name;
    event.entity_id = builder.names().entity_id(sensor.identity, sensor.name);
    event.state = "on";
    builder.add(event);
    if (!builder.options().ends) return {};
    event.local_us = *end;
    event.state = "off";
    builder.add(std::move(event));
    return {};
}

struct EventFields {
    std::string time, sensor, state;
};

Status add_event(const EventFields& row, LogBuilder& builder, const CsvReader& csv) {
    const auto time = read_wall_time(row.time);
    if (!time) return csv.error(time.error().text);
    std::string objection = objection_to_text("sensor", row.sensor);
    if (objection.empty()) objection = objection_to_text("state", row.state);
    if (!objection.empty()) return csv.error(objection);
    LogEvent event;
    event.local_us = *time;
    event.sensor = row.sensor;
    event.entity_id = builder.names().entity_id(row.sensor, row.sensor);
    event.state = normal_state(row.state);
    builder.add(std::move(event));
    return {};
}

// Times in a log whose columns the user names, and in Home Assistant's export, may carry a zone:
// then all must.
Result<TimeUs> read_any_time(const std::string& text, bool first, bool& utc) {
    const auto local = parse_local_time(text);
    const auto zoned = local ? std::nullopt : parse_iso_time(text, true);
    if (!local && !zoned)
        return Error{ErrorCode::kInvalid,
                     "found " + shown(text) +
                         " where a time such as 2024-03-04 07:15:00 or 2024-03-04T07:15:00Z was "
                         "expected"};
    if (first) utc = zoned.has_value();
    if (utc != zoned.has_value())
        return Error{ErrorCode::kInvalid, "the time " + shown(text) + (utc ? " has no" : " has a") +
                                              " zone, unlike the rows above it"};
    return local ? *local : *zoned;
}

struct Columns {
    std::size_t time, entity, state;
};

Status add_column_row(const Fields& fields, const Columns& at, LogBuilder& builder,
                      const CsvReader& csv) {
    EventLog& log = builder.log();
    const auto time = read_any_time(trimmed(fields[at.time]), log.rows == 1, log.utc);
    if (!time) return csv.error(time.error().text);
    const std::string& sensor = fields[at.entity];
    const std::string& state = fields[at.state];
    std::string objection = objection_to_text("entity", sensor);
    if (objection.empty() && !state.empty()) objection = objection_to_text("state", state);
    if (!objection.empty()) return csv.error(objection);
    LogEvent event;
    event.local_us = *time;
    event.sensor = sensor;
    event.entity_id = builder.names().entity_id(sensor, sensor);
    event.state = normal_state(state);
    builder.add(std::move(event));
    return {};
}

Status wrong_count(const CsvReader& csv, std::size_t found, const Fields& header) {
    return csv.error("found " + std::to_string(found) + " fields where " +
                     std::to_string(header.size()) + " were expected (" + joined(header) + ")");
}

// Calls add(fields) for each row below the header.
template <class Add>
Status for_each_row(CsvReader& csv, const Fields& header, LogBuilder& builder, const Add& add) {
    Fields fields;
    for (;;) {
        const auto more = csv.next(fields);
        if (!more) return more.error();
        if (!*more) return {};
        if (fields.size() != header.size()) return wrong_count(csv, fields.size(), header);
        if (Status ok = builder.count_row(); !ok) return ok;
        if (Status ok = add(fields); !ok) return ok;
    }
}

Result<std::size_t> find_column(const CsvReader& csv, const Fields& header,
                                const std::string& name) {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
    return csv.error("there is no column " + shown(name) + "; the header is " +
                     shown(joined(header)));
}

Status read_by_columns(CsvReader& csv, const Fields& header, const ColumnNames& names,
                       LogBuilder& builder) {
    Columns at{};
    for (const auto& [name, index] :
         {std::pair(&names.time, &at.time), std::pair(&names.entity, &at.entity),
          std::pair(&names.state, &at.state)}) {
        const auto found = find_column(csv, header, *name);
        if (!found) return found.error();
        *index = *found;
    }
    return for_each_row(csv, header, builder, [&](const Fields& fields) {
        return add_column_row(fields, at, builder, csv);
    });
}

Result<Fields> read_header(CsvReader& csv, const LineSource& lines) {
    Fields header;
    const auto more = csv.next(header);
    if (!more) return more.error();
    if (!*more) return lines.error("the file is empty");
    for (std::string& name : header) name = trimmed(name);
    return header;
}

}  // namespace

std::optional<LogFormat> csv_format_of(const std::vector<std::string>& header) {
    for (const KnownHeader& known : headers())
        if (known.columns == header) return known.format;
    return std::nullopt;
}

std::string known_headers() {
    std::string out;
    for (const KnownHeader& known : headers()) out += "\n  " + joined(known.columns);
    return out;
}

Status read_csv_log(LineSource& lines, LogBuilder& builder) {
    CsvReader csv(lines);
    const auto header = read_header(csv, lines);
    if (!header) return header.error();
    switch (builder.log().format) {
        case LogFormat::kInterval:
        case LogFormat::kPlace:
            return for_each_row(csv, *header, builder, [&](const Fields& fields) {
                return add_interval(fields, builder, csv);
            });
        case LogFormat::kHistory:
            return read_by_columns(csv, *header, {"last_changed", "entity_id", "state"}, builder);
        default:
            return for_each_row(csv, *header, builder, [&](const Fields& fields) {
                return add_event({fields[0], trimmed(fields[1]), trimmed(fields[2])}, builder, csv);
            });
    }
}

Status read_column_log(LineSource& lines, LogBuilder& builder) {
    CsvReader csv(lines);
    const auto header = read_header(csv, lines);
    if (!header) return header.error();
    return read_by_columns(csv, *header, *builder.options().columns, builder);
}

}  // namespace hearth
