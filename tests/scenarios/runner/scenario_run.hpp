// Plays one scenario from its first step to its last.
#pragma once

#include <memory>
#include <string>

#include "scenarios/runner/host_process.hpp"
#include "scenarios/runner/scenario.hpp"
#include "scenarios/runner/scenario_folder.hpp"

namespace hearth::scenarios {

class ScenarioRun {
public:
    explicit ScenarioRun(Scenario scenario);

    // Empty when all went as told, else "file:line: what was expected and what was found".
    std::string play();
    // What the host logged, for a failure.
    std::string log() const;

private:
    std::string play(const Step& step);
    std::string command(const Step& step);
    std::string expect(const Step& step);
    void home(const Json& argument);
    void start();
    Json ask(const Json& request);
    Json answer_of(const std::string& source, const Json& with);

    Scenario scenario_;
    ScenarioFolder folder_;
    std::unique_ptr<HostProcess> host_;
    TimeUs wall_us_;
    Json remembered_ = Json::object();
};

}  // namespace hearth::scenarios
