// Paho's failures in words for people: what is wrong, and what to do. Includes Paho; for this room
// only.
#pragma once

#include <mqtt/async_client.h>

#include <string>

#include "mqtt/broker_uri.hpp"

namespace hearth {

// Why a connection attempt failed. Names the broker; never a password.
std::string describe_connect_failure(const mqtt::token& token, const BrokerUri& uri);

// An exception that Paho threw at a call.
std::string describe(const mqtt::exception& failure);

}  // namespace hearth
