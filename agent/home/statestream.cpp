#include "home/statestream.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "core/iso_time.hpp"
#include "core/utf8.hpp"
#include "home/payload_check.hpp"
#include "home/topic_path.hpp"

namespace hearth {

namespace {

constexpr std::size_t kMaxAttributeName = 255;  // bytes

struct Leaf {
    std::string_view domain, object_id, name;
};

// The three parts of "<domain>/<object_id>/<leaf>", where the leaf may hold more slashes.
std::optional<Leaf> split(std::string_view path) {
    const auto first = path.find('/');
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = path.find('/', first + 1);
    if (second == std::string_view::npos || second + 1 == path.size()) return std::nullopt;
    return Leaf{path.substr(0, first), path.substr(first + 1, second - first - 1),
                path.substr(second + 1)};
}

// Discovery configs share the tree when the base is Home Assistant's discovery prefix.
bool is_discovery_config(std::string_view leaf, const std::string& payload) {
    if (leaf != "config" && !leaf.ends_with("/config")) return false;
    if (payload.empty()) return true;
    if (payload.front() != '{') return false;
    static constexpr const char* kKeys[] = {
        "\"unique_id\"", "\"uniq_id\"", "\"state_topic\"",     "\"stat_t\"",
        "\"cmd_t\"",     "\"cmps\"",    "\"command_topic\"",   "\"components\"",
        "\"device\"",    "\"dev\"",     "\"automation_type\"", "\"atype\""};
    return std::any_of(std::begin(kKeys), std::end(kKeys),
                       [&](const char* key) { return payload.find(key) != std::string::npos; });
}

Fact leaf_fact(FactKind kind, std::string entity_id) {
    Fact fact;
    fact.kind = kind;
    fact.source = SourceKind::kStatestream;
    fact.entity_id = std::move(entity_id);
    return fact;
}

Fact about(std::string entity_id, Fact refused) {
    refused.entity_id = std::move(entity_id);
    return refused;
}

// The payload itself where it can stay as it is, so that long integers keep their digits.
std::string one_line_json(const std::string& payload, const Json& parsed) {
    if (payload.find("NaN") != std::string::npos || payload.find("Infinity") != std::string::npos ||
        payload.starts_with("\xEF\xBB\xBF"))
        return dump_json(parsed);
    std::string text = payload;
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
}

Fact cleared(std::string entity_id) {
    return about(std::move(entity_id), ignored_fact(SourceKind::kStatestream, "cleared",
                                                    "the retained topic was cleared"));
}

Fact read_state(std::string entity_id, const InboundMessage& message) {
    if (message.payload.empty() && message.retained) return cleared(std::move(entity_id));
    if (const auto defect = check_state(message.payload))
        return about(std::move(entity_id), quarantined_fact(SourceKind::kStatestream, *defect));
    Fact fact = leaf_fact(FactKind::kState, std::move(entity_id));
    fact.state = message.payload;
    return fact;
}

Fact read_attribute(std::string entity_id, std::string_view name, const InboundMessage& message) {
    if (name.size() > kMaxAttributeName)
        return about(std::move(entity_id),
                     quarantined_fact(SourceKind::kStatestream, "attribute_name_too_long",
                                      "an attribute name of " + std::to_string(name.size()) +
                                          " bytes; at most " + std::to_string(kMaxAttributeName) +
                                          " are read"));
    Json value;
    if (const auto defect = read_json(message.payload, value))
        return about(std::move(entity_id), quarantined_fact(SourceKind::kStatestream, *defect));
    Fact fact = leaf_fact(FactKind::kAttribute, std::move(entity_id));
    fact.attribute = name;
    fact.value = one_line_json(message.payload, value);
    return fact;
}

// An attribute of the same name shares the topic; its value is JSON, which no raw time is.
Fact read_time(std::string entity_id, std::string_view name, const InboundMessage& message) {
    const auto time = parse_iso_time(message.payload);
    if (!time) {
        Json value;
        if (!read_json(message.payload, value))
            return read_attribute(std::move(entity_id), name, message);
        return about(std::move(entity_id),
                     quarantined_fact(
                         SourceKind::kStatestream, "bad_time",
                         "'" + utf8_excerpt(message.payload, 60) + "' is not an ISO 8601 time"));
    }
    if (const auto defect = check_time(*time, message.received_us))
        return about(std::move(entity_id), quarantined_fact(SourceKind::kStatestream, *defect));
    Fact fact = leaf_fact(FactKind::kTime, std::move(entity_id));
    (name == "last_changed" ? fact.changed_us : fact.updated_us) = time;
    return fact;
}

Fact read_leaf(std::string_view base, const InboundMessage& message) {
    const auto path = path_below(base, message.topic);
    const auto leaf = path ? split(*path) : std::nullopt;
    if (!leaf)
        return ignored_fact(SourceKind::kStatestream, "unknown_topic",
                            "the topic is not <base>/<domain>/<object_id>/<leaf> of the base '" +
                                utf8_excerpt(base, 100) + "'");
    if (is_discovery_config(leaf->name, message.payload))
        return ignored_fact(SourceKind::kStatestream, "discovery",
                            "a discovery config, not a state");
    std::string entity_id;
    entity_id.reserve(leaf->domain.size() + 1 + leaf->object_id.size());
    entity_id.append(leaf->domain).append(1, '.').append(leaf->object_id);
    if (const auto defect = check_entity_id(entity_id))
        return quarantined_fact(SourceKind::kStatestream, *defect);
    if (const auto defect = check_payload(message))
        return about(std::move(entity_id), quarantined_fact(SourceKind::kStatestream, *defect));
    if (leaf->name == "state") return read_state(std::move(entity_id), message);
    if (message.payload.empty()) return cleared(std::move(entity_id));
    if (leaf->name == "last_updated" || leaf->name == "last_changed")
        return read_time(std::move(entity_id), leaf->name, message);
    if (!is_utf8(leaf->name))
        return about(std::move(entity_id), quarantined_fact(SourceKind::kStatestream, "bad_utf8",
                                                            "the topic is not valid UTF-8"));
    return read_attribute(std::move(entity_id), leaf->name, message);
}

}  // namespace

std::vector<Fact> parse_statestream(std::string_view base, const InboundMessage& message) {
    std::vector<Fact> facts;
    facts.push_back(read_leaf(base, message));
    return facts;
}

namespace {

bool is_known_domain(std::string_view level) {
    static constexpr std::string_view kDomains[] = {"alarm_control_panel",
                                                    "automation",
                                                    "binary_sensor",
                                                    "button",
                                                    "calendar",
                                                    "camera",
                                                    "climate",
                                                    "conversation",
                                                    "counter",
                                                    "cover",
                                                    "date",
                                                    "datetime",
                                                    "device_tracker",
                                                    "event",
                                                    "fan",
                                                    "group",
                                                    "humidifier",
                                                    "image",
                                                    "input_boolean",
                                                    "input_button",
                                                    "input_datetime",
                                                    "input_number",
                                                    "input_select",
                                                    "input_text",
                                                    "lawn_mower",
                                                    "light",
                                                    "lock",
                                                    "media_player",
                                                    "notify",
                                                    "number",
                                                    "person",
                                                    "plant",
                                                    "remote",
                                                    "scene",
                                                    "schedule",
                                                    "script",
                                                    "select",
                                                    "sensor",
                                                    "siren",
                                                    "stt",
                                                    "sun",
                                                    "switch",
                                                    "text",
                                                    "time",
                                                    "timer",
                                                    "todo",
                                                    "tts",
                                                    "update",
                                                    "vacuum",
                                                    "valve",
                                                    "water_heater",
                                                    "weather",
                                                    "zone"};
    return std::binary_search(std::begin(kDomains), std::end(kDomains), level);
}

}  // namespace

std::string_view guess_statestream_base(std::string_view topic) {
    for (auto slash = topic.find('/'); slash != std::string_view::npos;
         slash = topic.find('/', slash + 1)) {
        const auto leaf = split(topic.substr(slash + 1));
        if (!leaf) break;
        if (slash > 0 && is_known_domain(leaf->domain)) return topic.substr(0, slash);
    }
    auto end = topic.size();
    for (int level = 0; level < 3; ++level) {
        if (end == 0) return {};
        end = topic.rfind('/', end - 1);
        if (end == std::string_view::npos) return {};
    }
    return topic.substr(0, end);
}

}  // namespace hearth
