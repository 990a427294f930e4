#include "scenarios/runner/expectation.hpp"

#include <algorithm>
#include <cmath>
#include <regex>
#include <stdexcept>

namespace hearth::scenarios {

namespace {

constexpr double kExact = 1e-9;
constexpr std::size_t kShown = 1500;

bool equal(const Json& found, const Json& wanted) {
    if (found.is_number() && wanted.is_number())
        return std::abs(found.get<double>() - wanted.get<double>()) < kExact;
    return found == wanted;
}

bool has_all(const Json& member, const Json& wanted) {
    for (const auto& [key, value] : wanted.items()) {
        const Json::json_pointer place(key.front() == '/' ? key : "/" + key);
        if (!member.contains(place) || !equal(member.at(place), value)) return false;
    }
    return true;
}

Json selected(const Json& answer, const Json& wanted) {
    Json out = Json::array();
    for (const Json& member : answer)
        if (has_all(member, wanted)) out.push_back(member);
    return out;
}

std::string text_of(const Json& value) {
    return value.is_string() ? value.get<std::string>() : dump_json(value);
}

// wanted: a text, or a list of which all (or, if not `all`, any) are looked for.
bool has_text(const Json& found, const Json& wanted, bool all) {
    const auto has = [text = text_of(found)](const Json& part) {
        return text.find(text_of(part)) != std::string::npos;
    };
    if (!wanted.is_array()) return has(wanted);
    return all ? std::all_of(wanted.begin(), wanted.end(), has)
               : std::any_of(wanted.begin(), wanted.end(), has);
}

bool holds(const std::string& key, const Json& found, const Json& wanted) {
    if (key == "is") return equal(found, wanted);
    if (key == "is_not") return !equal(found, wanted);
    if (key == "at_least") return found.is_number() && found.get<double>() >= wanted;
    if (key == "at_most") return found.is_number() && found.get<double>() <= wanted;
    if (key == "size") return found.is_structured() && found.size() == wanted;
    if (key == "lacks") return !has_text(found, wanted, false);
    if (key == "matches") return std::regex_search(text_of(found), std::regex(text_of(wanted)));
    if (key != "contains") throw std::runtime_error("'" + key + "' is no expectation");
    return has_text(found, wanted, true);
}

std::string shown(const Json& value) {
    const std::string text = dump_json(value);
    return text.size() > kShown ? text.substr(0, kShown) + " …" : text;
}

}  // namespace

std::string unmet(const Json& answer, const Json& expected) {
    Json found = expected.contains("where") ? selected(answer, expected["where"]) : answer;
    const std::string at = json_string(expected, "at").value_or("");
    const bool absent = json_bool(expected, "absent").value_or(false);
    const Json::json_pointer place(at);
    if (!found.contains(place))
        return absent ? "" : "there is nothing at '" + at + "' in " + shown(found);
    found = Json(found.at(place));
    if (absent) return "there is something at '" + at + "': " + shown(found);
    int checks = 0;
    for (const auto& [key, wanted] : expected.items()) {
        if (key == "at" || key == "where" || key == "with" || key == "absent") continue;
        ++checks;
        if (!holds(key, found, wanted))
            return "expected " + key + " " + shown(wanted) + ", found " + shown(found);
    }
    if (checks == 0) throw std::runtime_error("the step expects nothing");
    return "";
}

}  // namespace hearth::scenarios
