#include "plugin_under_test.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "config/manifest_loader.hpp"
#include "worker/plugin_library.hpp"

namespace hearth::conformance {

namespace fs = std::filesystem;

std::ostream& operator<<(std::ostream& out, const PluginFolder& folder) {
    return out << folder.name;
}

std::vector<PluginFolder> all_plugins() {
    std::vector<PluginFolder> out;
    const char* only = std::getenv("HEARTH_CONFORMANCE_PLUGIN");
    for (const char* root : {HEARTH_BINARY_DIR "/plugins", HEARTH_TEST_PLUGINS}) {
        std::error_code missing;
        for (const auto& entry : fs::directory_iterator(root, missing))
            if (fs::exists(entry.path() / "manifest.yaml") &&
                (only == nullptr || entry.path().filename() == only))
                out.push_back({entry.path().filename().string(), entry.path().string()});
    }
    std::sort(out.begin(), out.end(),
              [](const PluginFolder& a, const PluginFolder& b) { return a.name < b.name; });
    return out;
}

const PluginUnderTest& load(const PluginFolder& folder) {
    static std::map<std::string, PluginUnderTest> loaded;
    const auto found = loaded.find(folder.path);
    if (found != loaded.end()) return found->second;
    auto manifest = config::load_manifest(folder.path + "/manifest.yaml");
    if (!manifest) throw std::runtime_error(manifest.error().text);
    const std::string library = manifest->folder + "/" + manifest->library;
    const auto table = worker::load_plugin(library, true);
    if (!table) throw std::runtime_error(table.error().text);
    return loaded.emplace(folder.path, PluginUnderTest{std::move(*manifest), library, *table})
        .first->second;
}

bool has_ranking_scores(const PluginUnderTest& plugin) {
    const auto& metrics = plugin.manifest.primary_metrics;
    return plugin.manifest.samples.kind == "interaction" &&
           std::any_of(metrics.begin(), metrics.end(),
                       [](const MetricPolicy& metric) { return metric.name == "top1"; });
}

}  // namespace hearth::conformance
