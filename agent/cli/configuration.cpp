#include "cli/configuration.hpp"

#include <unistd.h>

namespace hearth::cli {

namespace {
constexpr const char* kUsualConfiguration = "/etc/hearth/hearth.yaml";
}

void add_configuration_options(CLI::App& verb, ConfigurationArguments& arguments) {
    verb.add_option("--config", arguments.file,
                    "Configuration of the daemon (default: /etc/hearth/hearth.yaml, if it is "
                    "there)");
    verb.add_option("--set", arguments.overrides,
                    "KEY=VALUE in place of what the file says; may be repeated")
        ->allow_extra_args(false);
}

std::string configuration_file(const ConfigurationArguments& arguments) {
    if (arguments.file.empty() && ::access(kUsualConfiguration, F_OK) == 0)
        return kUsualConfiguration;
    return arguments.file;
}

Result<config::LoadedSettings> load_configuration(const ConfigurationArguments& arguments) {
    return config::load_settings(configuration_file(arguments), arguments.overrides);
}

}  // namespace hearth::cli
