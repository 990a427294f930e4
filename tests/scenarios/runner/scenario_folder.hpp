// The files of one running scenario: data folder, manifests, the script of the plugins, and the
// machine that the resource governor reads. Gone when the scenario ends.
#pragma once

#include <string>
#include <vector>

#include "scenarios/runner/scenario.hpp"
#include "support/temporary_folder.hpp"

namespace hearth::scenarios {

class ScenarioFolder {
public:
    explicit ScenarioFolder(const Scenario& scenario);

    // Merged over the script as it stands; null removes a key.
    void change_script(const Json& change);
    // {"load_per_core", "temperature_c", "available_mb", "on_battery"}
    void set_machine(const Json& machine);
    std::string data_folder() const { return folder_.file("data"); }
    std::string machine_root() const { return folder_.file("machine"); }
    std::string log_file() const { return folder_.file("host.log"); }
    // The lines of log/learning.jsonl, oldest first.
    Json learning_log() const;
    // Files below the data folder that contain the text, relative to it.
    Json files_with(const std::string& text) const;
    // "key=value" for the settings of the host.
    std::vector<std::string> settings() const { return settings_; }

private:
    void write_manifest(const Scenario& scenario, const std::string& model);

    test::TemporaryFolder folder_;
    std::vector<std::string> settings_;
    Json script_ = Json::object();
};

}  // namespace hearth::scenarios
