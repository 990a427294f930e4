// What a Zigbee device is to Home Assistant: its entities, and which property of the device's
// messages each reads its state from. Made from what the device exposes, or guessed from one of
// its messages.
//
// The entity ids are those that Home Assistant gives to devices that Zigbee2MQTT announces, so that
// a home that reads Zigbee2MQTT itself speaks of the same entities. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "core/json.hpp"

namespace hearth {

enum class ZigbeeReading {
    kOnOff,   // "on" and "off"
    kValue,   // the value as text
    kCover,   // "open", "opening", "closed", "closing"
    kLock,    // "locked", "unlocked"
    kMoment,  // each value is something that happens now (a press of a button)
};

struct ZigbeeEntity {
    std::string entity_id;
    ZigbeeReading reading = ZigbeeReading::kValue;
    std::string property;  // of the device's messages; a cover may have none
    Json on, off;          // kOnOff: what the property says
    std::string position;  // kCover: the property with 0 (closed) to 100, if there is one
    Json described;        // attributes that never change: friendly_name, device_class, …
    struct Attribute {
        std::string property, name;  // as the device and as Home Assistant call it
    };
    std::vector<Attribute> attributes;
};

inline constexpr std::size_t kMaxZigbeeEntities = 200;  // of one device; more are left out

struct ZigbeeDevice {
    std::string name;  // Zigbee2MQTT's friendly_name
    std::vector<ZigbeeEntity> entities;
};

// device: one object of <base>/bridge/devices. Without entities when Zigbee2MQTT does not know what
// the device is (yet).
ZigbeeDevice zigbee_device(const Json& device);

// The device, as far as one of its messages, an object, shows what it is.
ZigbeeDevice guess_zigbee_device(const std::string& name, const Json& message);

}  // namespace hearth
