// scenario_host --set KEY=VALUE … --wall-us N --machine FOLDER: requests on standard input, a line
// of JSON each, answers on standard output. The first answer says whether it has started.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "config/loader.hpp"
#include "core/log.hpp"
#include "scenarios/host/scenario_host.hpp"

namespace {

using namespace hearth;

void answer(const Json& value) { std::cout << dump_json(value) << "\n" << std::flush; }

int serve(scenarios::HostOptions options) {
    scenarios::ScenarioHost host(std::move(options));
    if (const Status started = host.start(); !started) {
        answer({{"error", started.error().text}});
        return EXIT_FAILURE;
    }
    answer({{"started", true}});
    std::string line;
    while (std::getline(std::cin, line)) {
        const auto request = parse_json(line);
        answer(request ? host.handle(*request) : Json{{"error", request.error().text}});
    }
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char* argv[]) {
    CLI::App arguments("The engine for scenarios", "scenario_host");
    std::vector<std::string> settings;
    scenarios::HostOptions options;
    arguments.add_option("--set", settings)->allow_extra_args(false);
    arguments.add_option("--wall-us", options.wall_us)->required();
    arguments.add_option("--machine", options.machine_root)->required();
    CLI11_PARSE(arguments, argc, argv);
    auto loaded = config::load_settings("", settings, {});
    if (!loaded) {
        answer({{"error", loaded.error().text}});
        return EXIT_FAILURE;
    }
    options.settings = std::move(loaded->settings);
    if (const Status started = start_logging("info", true); !started) return EXIT_FAILURE;
    return serve(std::move(options));
}
