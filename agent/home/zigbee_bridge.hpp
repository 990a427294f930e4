// Reads what Zigbee2MQTT says about itself, below <base>/bridge. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "domain/message.hpp"
#include "home/fact.hpp"
#include "home/zigbee_devices.hpp"

namespace hearth {

// A list of devices is larger than anything else that is read.
inline constexpr std::size_t kMaxZigbeeDeviceList = 8 * 1024 * 1024;

// topic: what follows <base>/bridge/. "devices": one kEvent of the type kZigbeeDeviceList, and a
// kAttribute for each attribute of an entity that never changes; kIgnored when the list is the one
// that is known. "state": kAvailability of "zigbee2mqtt". Others: kIgnored.
std::vector<Fact> read_zigbee_bridge(std::string_view base, std::string_view topic,
                                     const ZigbeeDevices& devices, const InboundMessage& message);

// "online" and "offline" in both forms: plain, and {"state": "online"}. Empty for anything else.
std::string_view zigbee_availability(std::string_view payload);

}  // namespace hearth
