#include "home/zigbee_bridge.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/json_members.hpp"
#include "core/utf8.hpp"
#include "home/payload_check.hpp"

namespace hearth {

namespace {

// The members of the list that say what a device is; descriptions, options, endpoints and value
// lists make up nine tenths of it.
bool is_kept(const std::string& member) {
    static constexpr std::array<std::string_view, 13> kKept = {
        "friendly_name", "ieee_address", "definition", "exposes",  "features",  "type",    "name",
        "property",      "access",       "unit",       "value_on", "value_off", "endpoint"};
    return std::find(kKept.begin(), kKept.end(), member) != kKept.end();
}

void add_attributes(const ZigbeeEntity& entity, std::vector<Fact>& facts) {
    for (const auto& [name, value] : entity.described.items()) {
        Fact fact;
        fact.kind = FactKind::kAttribute;
        fact.source = SourceKind::kZigbee2Mqtt;
        fact.entity_id = entity.entity_id;
        fact.attribute = name;
        fact.value = dump_json(value);
        facts.push_back(std::move(fact));
    }
}

std::vector<Fact> read_device_list(std::string_view base, const ZigbeeDevices& devices,
                                   const InboundMessage& message) {
    if (message.payload.empty())
        return {
            ignored_fact(SourceKind::kZigbee2Mqtt, "cleared", "the list of devices was cleared")};
    JsonLimits limits;
    limits.max_bytes = kMaxZigbeeDeviceList;
    auto list = parse_json_members(message.payload, limits, is_kept);
    if (!list)
        return {quarantined_fact(SourceKind::kZigbee2Mqtt, "bad_json",
                                 utf8_excerpt(list.error().text, 300))};
    if (!list->is_array())
        return {quarantined_fact(SourceKind::kZigbee2Mqtt, "bad_shape",
                                 "the list of devices is no JSON array")};
    Fact fact;
    fact.kind = FactKind::kEvent;
    fact.source = SourceKind::kZigbee2Mqtt;
    fact.event_type = kZigbeeDeviceList;
    fact.event_data = {{"base", base}, {"devices", std::move(*list)}};
    if (devices.is_known(fact.event_data))
        return {ignored_fact(SourceKind::kZigbee2Mqtt, "known_devices",
                             "the list of devices is the same as before")};
    std::vector<Fact> facts;
    for (const Json& device : fact.event_data["devices"])
        for (const ZigbeeEntity& entity : zigbee_device(device).entities)
            add_attributes(entity, facts);
    facts.insert(facts.begin(), std::move(fact));
    return facts;
}

Fact read_bridge_state(const InboundMessage& message) {
    const auto state = zigbee_availability(message.payload);
    if (state.empty())
        return ignored_fact(SourceKind::kZigbee2Mqtt, "unknown_status",
                            "neither \"online\" nor \"offline\" from Zigbee2MQTT");
    Fact fact;
    fact.kind = FactKind::kAvailability;
    fact.source = SourceKind::kZigbee2Mqtt;
    fact.event_type = to_string(SourceKind::kZigbee2Mqtt);
    fact.state = state;
    return fact;
}

}  // namespace

std::string_view zigbee_availability(std::string_view payload) {
    for (const std::string_view word : {"online", "offline"}) {
        if (payload == word) return word;
        if (payload.size() > 64 || !payload.starts_with('{')) continue;
        const auto object = parse_json(payload);
        if (object && json_string(*object, "state") == word) return word;
    }
    return {};
}

std::vector<Fact> read_zigbee_bridge(std::string_view base, std::string_view topic,
                                     const ZigbeeDevices& devices, const InboundMessage& message) {
    if (topic == "devices") return read_device_list(base, devices, message);
    if (topic == "state") return {read_bridge_state(message)};
    if (topic == "event")
        return {ignored_fact(SourceKind::kZigbee2Mqtt, "bridge",
                             "a device joined, left or announced itself: the list of devices "
                             "tells what that means")};
    if (topic == "groups")
        return {ignored_fact(SourceKind::kZigbee2Mqtt, "bridge",
                             "the members of groups are not read: what a group does, its "
                             "lights report themselves")};
    return {ignored_fact(SourceKind::kZigbee2Mqtt, "bridge",
                         "Zigbee2MQTT's own business (bridge/" + utf8_excerpt(topic, 60) +
                             "), nothing that happens in the home")};
}

}  // namespace hearth
