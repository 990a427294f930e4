// The options of verbs that publish: which broker, and how fast.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "mqtt/broker_session.hpp"

namespace hearth::cli {

struct BrokerArguments {
    std::string uri = "tcp://127.0.0.1:1883";
    std::string username;
    std::string ca_file;
};

void add_broker_options(CLI::App* verb, BrokerArguments& arguments);

// The password comes from $HEARTH_MQTT_PASSWORD. client_id: one for each verb, so that the broker
// does not gather sessions.
BrokerOptions broker_options(const BrokerArguments& arguments, const std::string& client_id);

}  // namespace hearth::cli
