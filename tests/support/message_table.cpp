#include "support/message_table.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "core/iso_time.hpp"
#include "support/yaml_json.hpp"

namespace hearth::test {

namespace {

namespace fs = std::filesystem;

const TimeUs kReceived = parse_iso_time("2025-03-09T14:05:08Z").value();

std::string bytes_of(const std::string& hex) {
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        out.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    return out;
}

// "payload": text as it is; "payload_hex": bytes; "payload_parts": texts, or [text, times], joined.
std::string payload_of(const Json& row) {
    if (row.contains("payload_hex")) return bytes_of(row["payload_hex"].get<std::string>());
    if (!row.contains("payload_parts")) return row.at("payload").get<std::string>();
    std::string out;
    for (const Json& part : row["payload_parts"])
        for (int i = part.is_array() ? part[1].get<int>() : 1; i > 0; --i)
            out += part.is_array() ? part[0].get<std::string>() : part.get<std::string>();
    return out;
}

SourceConfig source_of(const Json& row) {
    SourceConfig out;
    for (const SourceKind kind : all_source_kinds())
        if (row.at("kind") == to_string(kind)) out.kind = kind;
    out.topic = row.at("topic");
    out.mapping.entity_id = row.value("entity_id", "");
    out.mapping.state = row.value("state", "");
    out.mapping.time = row.value("time", "");
    out.mapping.values = row.value("values", Json::object());
    if (const Status checked = check(out); !checked) throw std::runtime_error(checked.error().text);
    return out;
}

MessageCase case_of(const Json& row) {
    MessageCase out;
    out.name = row.at("name");
    out.message.inbox_id = 1;
    out.message.topic = row.contains("topic_hex") ? bytes_of(row["topic_hex"].get<std::string>())
                                                  : row.at("topic").get<std::string>();
    out.message.payload = payload_of(row);
    out.message.retained = row.value("retained", false);
    out.message.received_us = kReceived;
    out.facts = row.at("facts");
    return out;
}

MessageTable read_table(const fs::path& path) {
    const Json document = yaml_to_json(YAML::LoadFile(path.string()));
    std::vector<SourceConfig> sources;
    for (const Json& row : document.at("sources")) sources.push_back(source_of(row));
    const auto devices = std::make_shared<ZigbeeDevices>();
    if (document.contains("devices"))
        devices->learn(Json{{"base", sources.front().topic},
                            {"devices", Json::parse(document["devices"].get<std::string>())}});
    MessageTable out{path.stem().string(),
                     Interpreter(std::move(sources), kDefaultStatusTopic, 256 * 1024, devices),
                     {}};
    for (const Json& row : document.at("cases")) out.cases.push_back(case_of(row));
    return out;
}

}  // namespace

std::vector<MessageTable> read_message_tables(const std::string& folder) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<MessageTable> out;
    for (const fs::path& path : paths) {
        try {
            out.push_back(read_table(path));
        } catch (const std::exception& failure) {
            throw std::runtime_error(path.string() + ": " + failure.what());
        }
    }
    return out;
}

}  // namespace hearth::test
