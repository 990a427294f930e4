#include "app/run_daemon.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "app/application.hpp"
#include "app/process_memory.hpp"
#include "config/loader.hpp"
#include "core/log.hpp"

namespace hearth::app {

namespace {

constexpr int kExitUsage = 64;
constexpr int kExitConfig = 78;

int report(const Error& error) {
    std::fprintf(stderr, "hearthd: %s\n", error.text.c_str());
    return error.code == ErrorCode::kInvalid ? kExitConfig : EXIT_FAILURE;
}

int run_with(config::LoadedSettings loaded) {
    const bool under_systemd = std::getenv("JOURNAL_STREAM") != nullptr;
    if (const Status started = start_logging(loaded.settings.log.level, !under_systemd); !started)
        return report(started.error());
    for (const std::string& warning : loaded.warnings) log::warn("{}", warning);
    Application application(std::move(loaded.settings), std::move(loaded.origins));
    if (const Status started = application.start(); !started) return report(started.error());
    return application.run();
}

}  // namespace

int run_daemon(int argc, char* argv[]) {
    keep_memory_small();
    CLI::App arguments("Hearth's daemon: learns from the home's MQTT events", "hearthd");
    std::string file = "/etc/hearth/hearth.yaml";
    std::vector<std::string> overrides;
    bool check_only = false;
    arguments.add_option("--config", file, "configuration file")->capture_default_str();
    arguments
        .add_option("--set", overrides, "KEY=VALUE in place of what the file says; may be repeated")
        ->allow_extra_args(false);
    arguments.add_flag("--check", check_only, "check the configuration and end");
    arguments.set_version_flag("--version", HEARTH_VERSION);
    try {
        arguments.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return arguments.exit(e) == 0 ? EXIT_SUCCESS : kExitUsage;
    }
    auto loaded = config::load_settings(file, overrides);
    if (!loaded) {
        std::fprintf(stderr, "%s\n", loaded.error().text.c_str());
        return kExitConfig;
    }
    if (check_only) {
        std::puts("the configuration is valid");
        return EXIT_SUCCESS;
    }
    return run_with(std::move(*loaded));
}

}  // namespace hearth::app
