// The Zigbee devices that are known, by Zigbee2MQTT's base topic: what its lists of devices said.
//
// Single-threaded. It is a part of its own because an Interpreter knows nothing of earlier
// messages: whoever runs one learns the lists and lets the interpreter look into them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "home/zigbee_device.hpp"

namespace hearth {

// The event_type of the fact that a list of devices is. Its event_data is what learn() takes.
inline constexpr const char* kZigbeeDeviceList = "zigbee2mqtt_devices";

class ZigbeeDevices {
public:
    // {"base": topic, "devices": [as in <base>/bridge/devices]}. Replaces what was known of this
    // base; anything else is passed over.
    void learn(const Json& list);

    // True when learn() was given exactly this for this base the last time.
    bool is_known(const Json& list) const;

    // Null when there is no such device. Valid until the next learn().
    const ZigbeeDevice* find(std::string_view base, std::string_view name) const;

private:
    struct Network {
        std::string key;  // of the list
        std::map<std::string, ZigbeeDevice, std::less<>> devices;
    };
    std::map<std::string, Network, std::less<>> networks_;  // by base topic
};

}  // namespace hearth
