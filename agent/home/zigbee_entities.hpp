// Makes the entities of a Zigbee device, by the rules that hold whether the device was described or
// guessed: entity ids, names, classes. Pure.
#pragma once

#include <string>
#include <string_view>

#include "home/zigbee_device.hpp"

namespace hearth {

class ZigbeeEntities {
public:
    explicit ZigbeeEntities(std::string device_name) : device_{std::move(device_name), {}} {}

    // light, switch, fan, cover, lock, climate: named after the device, and after the endpoint if
    // there are several. Returns the entity to be completed; valid until the next call.
    ZigbeeEntity& add_main(std::string_view domain, ZigbeeReading reading,
                           const std::string& property, const std::string& endpoint);

    // Everything else: named after the device and the property.
    ZigbeeEntity& add_property(std::string_view domain, ZigbeeReading reading,
                               const std::string& property);

    // A binary sensor, or a switch; contact sensors the way Home Assistant has them.
    ZigbeeEntity& add_binary(bool is_settable, const std::string& property, const Json& on,
                             const Json& off);

    ZigbeeDevice take() { return std::move(device_); }

private:
    ZigbeeEntity& add(std::string entity_id, ZigbeeReading reading, const std::string& property,
                      std::string name);

    ZigbeeDevice device_;
};

// Home Assistant's device class of a property; empty if it has none.
std::string_view zigbee_device_class(std::string_view property, bool is_binary);

}  // namespace hearth
