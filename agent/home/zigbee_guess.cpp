// What a Zigbee device is, guessed from one of its messages: for the time until Zigbee2MQTT's list
// of devices is known, and for groups, which it does not describe.
#include <algorithm>
#include <optional>
#include <string_view>

#include "home/zigbee_device.hpp"
#include "home/zigbee_entities.hpp"

namespace hearth {

namespace {

bool is_one_of(const Json& value, std::initializer_list<std::string_view> words) {
    return value.is_string() && std::find(words.begin(), words.end(),
                                          value.get_ref<const std::string&>()) != words.end();
}

// What the device says about itself or the radio, not about the home.
bool is_aside(std::string_view property) {
    return property == "last_seen" || property == "elapsed" || property == "update_available";
}

// "l1" of "state_l1"; empty for "state", nothing for any other property.
std::optional<std::string> endpoint_of_state(const std::string& property) {
    if (property == "state") return std::string();
    if (property.starts_with("state_") && property.size() > 6) return property.substr(6);
    return std::nullopt;
}

void guess_state(ZigbeeEntities& out, const Json& message, const std::string& property,
                 const std::string& endpoint) {
    const Json& value = message[property];
    if (is_one_of(value, {"OPEN", "CLOSE", "STOP"})) {
        ZigbeeEntity& cover = out.add_main("cover", ZigbeeReading::kCover, property, endpoint);
        if (message.contains("position")) {
            cover.position = "position";
            cover.attributes.push_back({"position", "current_position"});
        }
        return;
    }
    if (is_one_of(value, {"LOCK", "UNLOCK"})) {
        out.add_main("lock", ZigbeeReading::kLock, property, endpoint);
        return;
    }
    const bool is_light =
        endpoint.empty() && (message.contains("brightness") || message.contains("color_temp") ||
                             message.contains("color_mode") || message.contains("color"));
    ZigbeeEntity& entity =
        out.add_main(is_light ? "light" : "switch", ZigbeeReading::kOnOff, property, endpoint);
    entity.on = "ON";
    entity.off = "OFF";
    if (message.contains("brightness")) entity.attributes.push_back({"brightness", "brightness"});
}

void guess_property(ZigbeeEntities& out, const Json& message, const std::string& property) {
    const Json& value = message[property];
    const bool has_state = message.contains("state");
    if (property == "action") {
        out.add_property("event", ZigbeeReading::kMoment, property);
    } else if (const auto endpoint = endpoint_of_state(property)) {
        guess_state(out, message, property, *endpoint);
    } else if (property == "system_mode") {
        ZigbeeEntity& climate = out.add_main("climate", ZigbeeReading::kValue, property, "");
        climate.attributes.push_back({"local_temperature", "current_temperature"});
    } else if (property == "position" && !has_state) {
        out.add_main("cover", ZigbeeReading::kCover, "", "").position = property;
    } else if (value.is_boolean() || !zigbee_device_class(property, true).empty()) {
        out.add_binary(false, property, true, false);
    } else if (value.is_number() || value.is_string() ||
               !zigbee_device_class(property, false).empty()) {
        const bool of_light = property == "brightness" || property.starts_with("color_");
        const bool of_cover = property == "position";
        if (!((of_light || of_cover) && has_state))
            out.add_property("sensor", ZigbeeReading::kValue, property);
    }
}

}  // namespace

ZigbeeDevice guess_zigbee_device(const std::string& name, const Json& message) {
    ZigbeeEntities out(name);
    std::size_t count = 0;
    for (const auto& [property, value] : message.items())
        if (!is_aside(property) && count++ < kMaxZigbeeEntities)
            guess_property(out, message, property);
    return out.take();
}

}  // namespace hearth
