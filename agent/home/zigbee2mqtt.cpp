#include "home/zigbee2mqtt.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "core/utf8.hpp"
#include "home/payload_check.hpp"
#include "home/topic_path.hpp"
#include "home/zigbee_bridge.hpp"
#include "home/zigbee_values.hpp"

namespace hearth {

namespace {

constexpr std::string_view kBridge = "bridge/";
constexpr std::string_view kAvailability = "availability";

Fact ignored(const char* code, std::string text) {
    return ignored_fact(SourceKind::kZigbee2Mqtt, code, std::move(text));
}

// A path as what comes before its last '/' and what comes after it.
std::pair<std::string_view, std::string_view> split_last(std::string_view path) {
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos) return {{}, path};
    return {path.substr(0, slash), path.substr(slash + 1)};
}

bool is_request(std::string_view path) {
    const auto [device, last] = split_last(path);
    if (device.empty()) return false;
    if (last == "set" || last == "get") return true;
    const auto [owner, before] = split_last(device);  // …/set/brightness
    return !owner.empty() && (before == "set" || before == "get");
}

std::vector<Fact> read_availability(const ZigbeeDevice* device, const InboundMessage& message) {
    const auto state = zigbee_availability(message.payload);
    if (message.payload.empty()) return {ignored("cleared", "the retained topic was cleared")};
    if (state.empty())
        return {quarantined_fact(SourceKind::kZigbee2Mqtt, "bad_state",
                                 "the availability is neither \"online\" nor \"offline\"")};
    if (state == "online")
        return {ignored("available", "the device is there; its states come with its own messages")};
    if (!device || device->entities.empty())
        return {ignored("unknown_device", "the device is away, and what it is is not known")};
    std::vector<Fact> facts;
    for (const ZigbeeEntity& entity : device->entities) {
        Fact fact;
        fact.kind = FactKind::kState;
        fact.source = SourceKind::kZigbee2Mqtt;
        fact.entity_id = entity.entity_id;
        fact.state = "unavailable";
        facts.push_back(std::move(fact));
    }
    return facts;
}

std::vector<Fact> told_of(std::vector<Fact> facts) {
    if (facts.empty())
        facts.push_back(ignored("no_state", "the message tells no state of any entity"));
    return facts;
}

std::vector<Fact> read_device(const std::string& name, const ZigbeeDevice* known,
                              const InboundMessage& message) {
    Json values;
    if (const auto defect = read_json(message.payload, values)) {
        const bool is_object = message.payload.starts_with('{');
        return {is_object ? quarantined_fact(SourceKind::kZigbee2Mqtt, *defect)
                          : ignored("no_object", "no JSON object, as devices send them")};
    }
    if (!values.is_object()) return {ignored("no_object", "no JSON object, as devices send them")};
    if (known && !known->entities.empty())
        return told_of(read_zigbee_values(*known, values, message));
    return told_of(read_zigbee_values(guess_zigbee_device(name, values), values, message));
}

// One property by itself (Zigbee2MQTT's "output: attribute"): JSON, or text as it is.
std::vector<Fact> read_property(const ZigbeeDevice& device, std::string_view property,
                                const InboundMessage& message) {
    Json value;
    if (read_json(message.payload, value)) value = message.payload;
    return told_of(read_zigbee_values(device, Json{{property, value}}, message));
}

std::vector<Fact> read_path(std::string_view base, std::string_view path,
                            const ZigbeeDevices& devices, const InboundMessage& message) {
    const ZigbeeDevice* known = devices.find(base, path);
    const auto [parent, last] = split_last(path);
    if (!known && is_request(path))
        return {ignored("request", "sent to a device; what it does about it, it reports itself")};
    if (!known && !parent.empty() && last == kAvailability)
        return read_availability(devices.find(base, parent), message);
    if (message.payload.empty()) return {ignored("cleared", "the payload is empty")};
    if (const auto defect = check_payload(message))
        return {quarantined_fact(SourceKind::kZigbee2Mqtt, *defect)};
    if (!known && !parent.empty())
        if (const ZigbeeDevice* owner = devices.find(base, parent))
            return read_property(*owner, last, message);
    return read_device(std::string(path), known, message);
}

}  // namespace

std::vector<Fact> parse_zigbee2mqtt(std::string_view base, const ZigbeeDevices& devices,
                                    const InboundMessage& message) {
    const std::string_view path = path_below(base, message.topic).value_or("");
    if (path.empty())
        return {ignored("unknown_topic",
                        "the topic is not below the base '" + utf8_excerpt(base, 100) + "'")};
    if (!is_utf8(path))
        return {
            quarantined_fact(SourceKind::kZigbee2Mqtt, "bad_utf8", "the topic is not valid UTF-8")};
    if (path.starts_with(kBridge))
        return read_zigbee_bridge(base, path.substr(kBridge.size()), devices, message);
    return read_path(base, path, devices, message);
}

std::size_t zigbee_payload_limit(std::string_view base, std::string_view topic,
                                 std::size_t usual_bytes) {
    const std::string_view path = path_below(base, topic).value_or("");
    if (path == "bridge/devices") return kMaxZigbeeDeviceList;
    return path.starts_with(kBridge) ? std::numeric_limits<std::size_t>::max() : usual_bytes;
}

bool looks_like_zigbee2mqtt(const InboundMessage& message) {
    const std::string_view topic = message.topic;
    const auto slash = topic.find('/');
    if (slash == std::string_view::npos || slash == 0) return false;
    if (topic.substr(slash + 1).starts_with(kBridge) || topic.ends_with("/availability"))
        return true;
    if (!message.payload.starts_with('{')) return false;
    const auto values = parse_json(message.payload);
    if (!values || !values->is_object()) return false;
    static constexpr const char* kTelling[] = {"linkquality", "last_seen",  "battery", "occupancy",
                                               "contact",     "action",     "state",   "position",
                                               "temperature", "system_mode"};
    return std::any_of(std::begin(kTelling), std::end(kTelling),
                       [&](const char* property) { return values->contains(property); });
}

}  // namespace hearth
