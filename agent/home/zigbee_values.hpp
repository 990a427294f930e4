// Reads the values of a Zigbee device's message as states of its entities. Pure; any thread.
#pragma once

#include <vector>

#include "domain/message.hpp"
#include "home/fact.hpp"
#include "home/zigbee_device.hpp"

namespace hearth {

// values: the properties that the message tells. One fact for each entity of the device that it
// tells something of; none if it tells of none. kIgnored for an action that is over or came
// retained, kQuarantined for a value that the entity cannot have.
std::vector<Fact> read_zigbee_values(const ZigbeeDevice& device, const Json& values,
                                     const InboundMessage& message);

}  // namespace hearth
