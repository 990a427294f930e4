// A built plugin: its manifest, read as the daemon reads it, and its functions, loaded once and
// used in this process.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "domain/manifest.hpp"
#include "sdk/hearth_plugin.h"

namespace hearth::conformance {

// One folder that holds a manifest.yaml. A parameter of every test case.
struct PluginFolder {
    std::string name;
    std::string path;
};
std::ostream& operator<<(std::ostream& out, const PluginFolder& folder);

// Every plugin that has been built; only the one that the environment variable
// HEARTH_CONFORMANCE_PLUGIN names, if it is set.
std::vector<PluginFolder> all_plugins();

struct PluginUnderTest {
    Manifest manifest;
    std::string library;  // absolute path
    const hearth_plugin* table = nullptr;
};

// Whether its results have the scores of next-action models (plugins/sdk/metrics.hpp), which not
// every model of interactions is.
bool has_ranking_scores(const PluginUnderTest& plugin);

// Throws std::runtime_error with the reason when manifest or library cannot be used.
const PluginUnderTest& load(const PluginFolder& folder);

}  // namespace hearth::conformance
