// ha_view: subscribes to the broker as Home Assistant would and lists what it would create: each
// entity with its state, and everything in the messages that Home Assistant would refuse. Ends with
// 0 when there is a device and nothing to complain about.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "support/discovery_validator.hpp"
#include "support/home_assistant.hpp"

namespace {

using namespace hearth;
using test::HomeAssistant;

struct Options {
    std::string uri = "tcp://127.0.0.1:1883", prefix = "homeassistant", base_topic = "hearth";
    int wait_s = 3;
};

int list_entity(HomeAssistant& home_assistant, const test::discovery::Entity& entity) {
    std::string state = "-", complaint;
    if (entity.config.contains("state_topic")) {
        const bool silent = home_assistant.last(entity.config.value("state_topic", "")).empty();
        const auto shown =
            silent ? test::discovery::Shown{"unknown", {}, ""} : home_assistant.shown(entity);
        state = shown.state;
        complaint = shown.complaint;
    }
    std::printf("  %-48s %-28s %-10s %s%s%s\n", entity.entity_id.c_str(),
                entity.name.substr(0, 28).c_str(),
                entity.config.value("entity_category", "").c_str(), state.c_str(),
                complaint.empty() ? "" : "  REFUSED: ", complaint.c_str());
    return complaint.empty() ? 0 : 1;
}

int list_device(HomeAssistant& home_assistant, const std::string& topic, const std::string& payload,
                const std::string& prefix) {
    int refused = 0;
    std::printf("%s (%zu bytes)\n", topic.c_str(), payload.size());
    for (const std::string& problem : test::discovery::problems_of(topic, payload, prefix)) {
        std::printf("  REFUSED: %s\n", problem.c_str());
        ++refused;
    }
    if (refused > 0) return refused;
    const Json device = *parse_json(payload, {8 * 1024 * 1024, 64});
    for (const auto& entity : test::discovery::entities_of(device))
        refused += list_entity(home_assistant, entity);
    return refused;
}

int run(const Options& options) {
    test::TestLoop loop;
    BrokerOptions broker;
    broker.uri = options.uri;
    broker.client_id = "ha_view";
    HomeAssistant home_assistant(loop, broker, options.prefix, options.base_topic);
    if (!home_assistant.start()) {
        std::fprintf(stderr, "ha_view: no broker answers at %s\n", options.uri.c_str());
        return EXIT_FAILURE;
    }
    home_assistant.wait([] { return false; }, std::chrono::seconds(options.wait_s));
    const auto configs = home_assistant.configs();
    int refused = 0;
    for (const auto& [topic, payload] : configs)
        refused += list_device(home_assistant, topic, payload, options.prefix);
    if (configs.empty()) std::puts("no device was announced");
    return configs.empty() || refused > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char* argv[]) {
    CLI::App arguments("What Home Assistant would make of the discovery messages", "ha_view");
    Options options;
    arguments.add_option("--uri", options.uri, "The broker")->capture_default_str();
    arguments.add_option("--prefix", options.prefix, "Discovery prefix")->capture_default_str();
    arguments.add_option("--base-topic", options.base_topic, "mqtt.base_topic of Hearth")
        ->capture_default_str();
    arguments.add_option("--wait", options.wait_s, "Seconds to listen")->capture_default_str();
    CLI11_PARSE(arguments, argc, argv);
    return run(options);
}
