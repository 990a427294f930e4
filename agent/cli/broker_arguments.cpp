#include "cli/broker_arguments.hpp"

#include <cstdlib>

namespace hearth::cli {

void add_broker_options(CLI::App* verb, BrokerArguments& arguments) {
    verb->add_option("--broker", arguments.uri, "MQTT broker, tcp://host:port or ssl://host:port")
        ->capture_default_str();
    verb->add_option("--username", arguments.username,
                     "User at the broker; the password is taken from $HEARTH_MQTT_PASSWORD");
    verb->add_option("--ca-file", arguments.ca_file,
                     "Certificate authority of the broker (PEM; default: the system's)");
}

BrokerOptions broker_options(const BrokerArguments& arguments, const std::string& client_id) {
    BrokerOptions options;
    options.uri = arguments.uri;
    options.client_id = client_id;
    options.username = arguments.username;
    if (const char* password = std::getenv("HEARTH_MQTT_PASSWORD")) options.password = password;
    options.ca_file = arguments.ca_file;
    options.max_inflight = 100;
    return options;
}

}  // namespace hearth::cli
