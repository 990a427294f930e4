#include "scenarios/runner/scenario_folder.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "core/file.hpp"

namespace hearth::scenarios {

namespace {

namespace fs = std::filesystem;

void write(const std::string& path, const std::string& text) {
    fs::create_directories(fs::path(path).parent_path());
    if (const Status done = write_file_atomically(path, text); !done)
        throw std::runtime_error(done.error().text);
}

// The plugin's own manifest: small figures, so that a scenario is short.
Json default_manifest(const std::string& name) {
    return {{"name", name},
            {"version", "1.0.0"},
            {"abi_version", 1},
            {"description", "does what a scenario says"},
            {"library", "lib" + name + ".so"},
            {"samples", {{"kind", "interaction"}, {"min_confidence", 0.5}}},
            {"threshold", {{"base", 40}, {"minimum", 10}, {"maximum", 400}}},
            {"metrics",
             {{"primary", {{{"name", "top1"}, {"direction", "higher"}, {"tolerance", 0.01}}}}}},
            {"accept", {{"min_anchor", 5}}},
            {"baselines",
             {{"names", {"guess"}},
              {"fallback", "guess"},
              {"beat_on", {{{"name", "top1"}, {"direction", "higher"}}}}}},
            {"min_holdout", 5},
            {"fallback_after", 3},
            {"full_every", 4},
            {"capabilities", {"incremental", "serve", "seed"}},
            {"limits", {{"train_seconds", 60}, {"memory_mb", 200}, {"niceness", 1}}}};
}

}  // namespace

ScenarioFolder::ScenarioFolder(const Scenario& scenario) {
    for (const std::string& model : scenario.models) write_manifest(scenario, model);
    fs::create_directories(data_folder());
    change_script(Json::object());
    set_machine(Json::object());
    settings_ = {"data_folder=" + data_folder(),
                 "plugin_folder=" + folder_.file("plugins"),
                 ("worker=" HEARTH_BINARY_DIR "/bin/hearth-worker"),
                 "trust_any_owner=true",
                 "http.socket=",
                 "home.time_zone=" + scenario.zone,
                 "learning.cool_down_s=0",
                 "sources=[{kind: plain_json, topic: plain/#}]"};
    for (const auto& [key, value] : scenario.settings.items())
        settings_.push_back(key + "=" +
                            (value.is_string() ? value.get<std::string>() : dump_json(value)));
}

// JSON is YAML.
void ScenarioFolder::write_manifest(const Scenario& scenario, const std::string& model) {
    Json manifest = default_manifest(model);
    manifest.merge_patch(scenario.manifest);
    manifest.merge_patch(scenario.manifest_of.value(model, Json::object()));
    const std::string folder = folder_.file("plugins/" + model);
    write(folder + "/manifest.yaml", dump_json(manifest));
    fs::copy_file(HEARTH_SCRIPTED_PLUGINS "/lib" + model + ".so", folder + "/lib" + model + ".so");
}

void ScenarioFolder::change_script(const Json& change) {
    script_.merge_patch(change);
    write(data_folder() + "/script.json", dump_json(script_));
}

void ScenarioFolder::set_machine(const Json& machine) {
    const double load = json_number(machine, "load_per_core").value_or(0.1);
    const double temperature = json_number(machine, "temperature_c").value_or(40);
    const double available = json_number(machine, "available_mb").value_or(2000);
    const bool battery = json_bool(machine, "on_battery").value_or(false);
    const std::string root = machine_root();
    write(root + "/sys/devices/system/cpu/online", "0\n");
    write(root + "/proc/loadavg", std::to_string(load) + " 0.1 0.1 1/100 1000\n");
    write(root + "/proc/meminfo",
          "MemAvailable: " + std::to_string(static_cast<long>(available * 1024)) + " kB\n");
    write(root + "/sys/class/thermal/thermal_zone0/temp",
          std::to_string(static_cast<long>(temperature * 1000)) + "\n");
    write(root + "/sys/class/power_supply/AC/type", "Mains\n");
    write(root + "/sys/class/power_supply/AC/online", battery ? "0\n" : "1\n");
    write(root + "/sys/class/power_supply/BAT0/type", "Battery\n");
    write(root + "/sys/class/power_supply/BAT0/status", battery ? "Discharging\n" : "Charging\n");
    write(root + "/sys/class/power_supply/BAT0/capacity", "80\n");
}

Json ScenarioFolder::learning_log() const {
    Json out = Json::array();
    std::ifstream file(data_folder() + "/log/learning.jsonl");
    for (std::string line; std::getline(file, line);)
        if (auto parsed = parse_json(line)) out.push_back(std::move(*parsed));
    return out;
}

Json ScenarioFolder::files_with(const std::string& text) const {
    Json out = Json::array();
    for (const auto& entry : fs::recursive_directory_iterator(data_folder())) {
        if (!entry.is_regular_file() || entry.path().filename() == "script.json") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream content;
        content << file.rdbuf();
        if (content.str().find(text) != std::string::npos)
            out.push_back(fs::relative(entry.path(), data_folder()).string());
    }
    return out;
}

}  // namespace hearth::scenarios
