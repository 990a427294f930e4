#include "home/zigbee_device.hpp"

#include <string_view>

#include "home/zigbee_entities.hpp"

namespace hearth {

namespace {

constexpr std::int64_t kSettable = 2;  // bit of "access"

const Json& list_of(const Json& object, const char* key) {
    static const Json kNone = Json::array();
    if (!object.is_object()) return kNone;
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : kNone;
}

const Json& value_or(const Json& object, const char* key, const Json& otherwise) {
    const auto found = object.find(key);
    return found == object.end() ? otherwise : *found;
}

// The property that a feature of a light, cover … is sent as; empty if it has no such feature.
std::string feature_property(const Json& expose, std::string_view name) {
    for (const Json& feature : list_of(expose, "features"))
        if (text_member(feature, "name") == name) return text_member(feature, "property");
    return {};
}

void add_attribute(ZigbeeEntity& entity, const Json& expose, std::string_view feature,
                   const char* name) {
    if (std::string property = feature_property(expose, feature); !property.empty())
        entity.attributes.push_back({std::move(property), name});
}

void add_switched(ZigbeeEntities& out, const Json& expose, const std::string& domain) {
    std::string property = feature_property(expose, "state");
    if (property.empty()) property = "state";
    ZigbeeEntity& entity =
        out.add_main(domain, ZigbeeReading::kOnOff, property, text_member(expose, "endpoint"));
    entity.on = "ON";
    entity.off = "OFF";
    add_attribute(entity, expose, "brightness", "brightness");
    add_attribute(entity, expose, "color_temp", "color_temp");
    add_attribute(entity, expose, "mode", "preset_mode");
}

void add_cover(ZigbeeEntities& out, const Json& expose) {
    ZigbeeEntity& entity =
        out.add_main("cover", ZigbeeReading::kCover, feature_property(expose, "state"),
                     text_member(expose, "endpoint"));
    entity.position = feature_property(expose, "position");
    add_attribute(entity, expose, "position", "current_position");
}

void add_climate(ZigbeeEntities& out, const Json& expose) {
    const std::string mode = feature_property(expose, "system_mode");
    if (mode.empty()) return;  // without a mode it has no state
    ZigbeeEntity& entity =
        out.add_main("climate", ZigbeeReading::kValue, mode, text_member(expose, "endpoint"));
    add_attribute(entity, expose, "local_temperature", "current_temperature");
    add_attribute(entity, expose, "occupied_heating_setpoint", "temperature");
    add_attribute(entity, expose, "current_heating_setpoint", "temperature");
    add_attribute(entity, expose, "preset", "preset_mode");
}

void add_lock(ZigbeeEntities& out, const Json& expose) {
    const std::string property = feature_property(expose, "state");
    if (!property.empty())
        out.add_main("lock", ZigbeeReading::kLock, property, text_member(expose, "endpoint"));
}

void add_generic(ZigbeeEntities& out, const Json& expose, const std::string& type,
                 const std::string& property) {
    const bool settable = (json_integer(expose, "access").value_or(0) & kSettable) != 0;
    if (type == "binary") {
        out.add_binary(settable, property, value_or(expose, "value_on", true),
                       value_or(expose, "value_off", false));
        return;
    }
    if (property == "action") {
        out.add_property("event", ZigbeeReading::kMoment, property);
        return;
    }
    const char* domain = !settable        ? "sensor"
                         : type == "enum" ? "select"
                         : type == "text" ? "text"
                                          : "number";
    ZigbeeEntity& entity = out.add_property(domain, ZigbeeReading::kValue, property);
    if (const auto unit = json_string(expose, "unit"); unit && !unit->empty())
        entity.described["unit_of_measurement"] = *unit;
}

void add_expose(ZigbeeEntities& out, const Json& expose) {
    const std::string type = text_member(expose, "type"),
                      property = text_member(expose, "property");
    if (type == "light" || type == "switch" || type == "fan")
        return add_switched(out, expose, type);
    if (type == "cover") return add_cover(out, expose);
    if (type == "climate") return add_climate(out, expose);
    if (type == "lock") return add_lock(out, expose);
    const bool is_single =
        type == "binary" || type == "numeric" || type == "enum" || type == "text";
    if (is_single && !property.empty()) add_generic(out, expose, type, property);
}

}  // namespace

ZigbeeDevice zigbee_device(const Json& device) {
    ZigbeeEntities out(text_member(device, "friendly_name"));
    const auto definition = device.is_object() ? device.find("definition") : device.end();
    std::size_t count = 0;
    if (definition != device.end())
        for (const Json& expose : list_of(*definition, "exposes"))
            if (expose.is_object() && count++ < kMaxZigbeeEntities) add_expose(out, expose);
    return out.take();
}

}  // namespace hearth
