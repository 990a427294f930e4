// The configuration of the daemon, for verbs that work without it.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "config/loader.hpp"

namespace hearth::cli {

struct ConfigurationArguments {
    std::string file;  // empty: the usual one, if it is there
    std::vector<std::string> overrides;
};

// --config and --set.
void add_configuration_options(CLI::App& verb, ConfigurationArguments& arguments);

// The file that is read: the one given, else /etc/hearth/hearth.yaml, else none (empty).
std::string configuration_file(const ConfigurationArguments& arguments);

// Errors: those of config::load_settings().
Result<config::LoadedSettings> load_configuration(const ConfigurationArguments& arguments);

}  // namespace hearth::cli
