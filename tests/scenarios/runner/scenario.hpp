// A scenario as its YAML file tells it; README.md in the folder above describes the language.
#pragma once

#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/json.hpp"

namespace hearth::scenarios {

struct Step {
    int line = 0;  // in the file, for messages
    std::string verb;
    Json argument;               // of the verb
    Json more = Json::object();  // the step's other keys
};

struct Scenario {
    std::string path;
    std::string title;
    TimeUs start_us = 0;
    std::string zone = "UTC";
    Json settings = Json::object();     // dotted keys of hearth.yaml
    Json manifest = Json::object();     // over the scripted plugin's own
    Json manifest_of = Json::object();  // over that, by model
    std::vector<std::string> models = {"habits"};
    std::vector<Step> steps;
};

// Throws std::runtime_error with file and line when the file is no scenario.
Scenario read_scenario(const std::string& path);

// "90s", "10m", "36h", "7d", "2w"; negative too. Throws std::runtime_error.
TimeUs parse_span(const std::string& text);

}  // namespace hearth::scenarios
