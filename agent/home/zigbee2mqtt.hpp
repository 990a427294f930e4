// Reads what Zigbee2MQTT publishes: the list of devices, the devices' messages, who is available.
//
// A device's message repeats all that is known of it; what has not changed is told apart by those
// who know the states. last_seen is not taken for the time of a change: it is when the device was
// heard last. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "domain/message.hpp"
#include "home/fact.hpp"
#include "home/zigbee_devices.hpp"

namespace hearth {

// At least one fact. base: Zigbee2MQTT's base topic, without '/' at the end. A device that is not
// in `devices` is guessed from its message.
//
// <base>/bridge/…: as read_zigbee_bridge(). <base>/<device>: as read_zigbee_values().
// <base>/<device>/<property>: the same for one property of a known device.
// <base>/<device>/availability: "unavailable" for each entity of a known device that is offline.
// What is sent to devices (…/set, …/get): kIgnored.
std::vector<Fact> parse_zigbee2mqtt(std::string_view base, const ZigbeeDevices& devices,
                                    const InboundMessage& message);

// How large a payload may be that is read: more than usual for the list of devices, and without end
// for what is ignored anyway.
std::size_t zigbee_payload_limit(std::string_view base, std::string_view topic,
                                 std::size_t usual_bytes);

// True when the message looks like Zigbee2MQTT's, whose base topic is one level then.
bool looks_like_zigbee2mqtt(const InboundMessage& message);

}  // namespace hearth
