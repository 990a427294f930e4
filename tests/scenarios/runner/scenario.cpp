#include "scenarios/runner/scenario.hpp"

#include <array>
#include <map>
#include <stdexcept>

#include "core/iso_time.hpp"
#include "support/yaml_json.hpp"

namespace hearth::scenarios {

namespace {

using test::yaml_to_json;

Step read_step(const YAML::Node& node) {
    Step out;
    out.line = node.Mark().line + 1;
    for (const auto& item : node) {
        const auto key = item.first.as<std::string>();
        if (out.verb.empty()) {
            out.verb = key;
            out.argument = yaml_to_json(item.second);
        } else {
            out.more[key] = yaml_to_json(item.second);
        }
    }
    return out;
}

void read_head(const YAML::Node& document, Scenario& out) {
    for (const auto& item : document) {
        const auto key = item.first.as<std::string>();
        if (key == "title")
            out.title = item.second.as<std::string>();
        else if (key == "start")
            out.start_us = parse_iso_time(item.second.as<std::string>()).value();
        else if (key == "zone")
            out.zone = item.second.as<std::string>();
        else if (key == "settings")
            out.settings = yaml_to_json(item.second);
        else if (key == "manifest")
            out.manifest = yaml_to_json(item.second);
        else if (key == "manifest_of")
            out.manifest_of = yaml_to_json(item.second);
        else if (key == "models")
            out.models = item.second.as<std::vector<std::string>>();
        else if (key != "steps")
            throw std::runtime_error("unknown key '" + key + "'");
    }
}

}  // namespace

Scenario read_scenario(const std::string& path) {
    Scenario out;
    out.path = path;
    out.start_us = parse_iso_time("2026-01-05T00:00:00Z").value();
    try {
        const YAML::Node document = YAML::LoadFile(path);
        read_head(document, out);
        for (const auto& step : document["steps"]) out.steps.push_back(read_step(step));
    } catch (const std::exception& failure) {
        throw std::runtime_error(path + ": " + failure.what());
    }
    if (out.title.empty() || out.steps.empty())
        throw std::runtime_error(path + ": a scenario has a title and steps");
    return out;
}

TimeUs parse_span(const std::string& text) {
    static const std::map<char, TimeUs> kUnits = {
        {'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86'400}, {'w', 7 * 86'400}};
    const auto unit = text.empty() ? kUnits.end() : kUnits.find(text.back());
    if (unit == kUnits.end()) throw std::runtime_error("'" + text + "' is no span such as 10m");
    std::size_t used = 0;
    const double number = std::stod(text, &used);
    if (used + 1 != text.size()) throw std::runtime_error("'" + text + "' is no span such as 10m");
    return static_cast<TimeUs>(number * static_cast<double>(unit->second) * kMicrosPerSecond);
}

}  // namespace hearth::scenarios
