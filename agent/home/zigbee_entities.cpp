#include "home/zigbee_entities.hpp"

#include <array>
#include <utility>

#include "domain/slug.hpp"

namespace hearth {

namespace {

using Classes = std::pair<std::string_view, std::string_view>;

template <std::size_t N>
std::string_view find_class(const std::array<Classes, N>& classes, std::string_view property) {
    for (const auto& [name, device_class] : classes)
        if (property == name) return device_class;
    return {};
}

std::string words_of(std::string text) {
    for (char& c : text)
        if (c == '_') c = ' ';
    return text;
}

}  // namespace

std::string_view zigbee_device_class(std::string_view property, bool is_binary) {
    static constexpr std::array<Classes, 14> kBinary = {{{"contact", "door"},
                                                         {"occupancy", "occupancy"},
                                                         {"presence", "presence"},
                                                         {"motion", "motion"},
                                                         {"moving", "moving"},
                                                         {"vibration", "vibration"},
                                                         {"water_leak", "moisture"},
                                                         {"smoke", "smoke"},
                                                         {"gas", "gas"},
                                                         {"carbon_monoxide", "carbon_monoxide"},
                                                         {"tamper", "tamper"},
                                                         {"battery_low", "battery"},
                                                         {"noise_detected", "sound"},
                                                         {"window_open", "window"}}};
    static constexpr std::array<Classes, 18> kMeasured = {
        {{"temperature", "temperature"},
         {"local_temperature", "temperature"},
         {"device_temperature", "temperature"},
         {"humidity", "humidity"},
         {"soil_moisture", "moisture"},
         {"illuminance", "illuminance"},
         {"illuminance_lux", "illuminance"},
         {"pressure", "atmospheric_pressure"},
         {"battery", "battery"},
         {"power", "power"},
         {"energy", "energy"},
         {"voltage", "voltage"},
         {"current", "current"},
         {"co2", "carbon_dioxide"},
         {"pm25", "pm25"},
         {"pm10", "pm10"},
         {"voc", "volatile_organic_compounds"},
         {"formaldehyd", "volatile_organic_compounds"}}};
    return is_binary ? find_class(kBinary, property) : find_class(kMeasured, property);
}

ZigbeeEntity& ZigbeeEntities::add(std::string entity_id, ZigbeeReading reading,
                                  const std::string& property, std::string name) {
    ZigbeeEntity& entity = device_.entities.emplace_back();
    entity.entity_id = std::move(entity_id);
    entity.reading = reading;
    entity.property = property;
    entity.described = {{"friendly_name", std::move(name)}};
    return entity;
}

ZigbeeEntity& ZigbeeEntities::add_main(std::string_view domain, ZigbeeReading reading,
                                       const std::string& property, const std::string& endpoint) {
    const std::string name = endpoint.empty() ? device_.name : device_.name + " " + endpoint;
    return add(std::string(domain) + "." + slug(name), reading, property, name);
}

ZigbeeEntity& ZigbeeEntities::add_property(std::string_view domain, ZigbeeReading reading,
                                           const std::string& property) {
    ZigbeeEntity& entity = add(std::string(domain) + "." + slug(device_.name + " " + property),
                               reading, property, device_.name + " " + words_of(property));
    const auto device_class = zigbee_device_class(property, reading == ZigbeeReading::kOnOff);
    if (!device_class.empty() && domain != "switch")
        entity.described["device_class"] = device_class;
    return entity;
}

ZigbeeEntity& ZigbeeEntities::add_binary(bool is_settable, const std::string& property,
                                         const Json& on, const Json& off) {
    ZigbeeEntity& entity =
        add_property(is_settable ? "switch" : "binary_sensor", ZigbeeReading::kOnOff, property);
    // Zigbee2MQTT says whether the contact is made; for Home Assistant "on" is open.
    const bool is_contact = property == "contact";
    entity.on = is_contact ? Json(false) : on;
    entity.off = is_contact ? Json(true) : off;
    return entity;
}

}  // namespace hearth
