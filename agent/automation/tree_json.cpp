#include "automation/tree_json.hpp"

#include <array>

#include "automation/mapping_reader.hpp"
#include "automation/part_reader.hpp"
#include "core/utf8.hpp"

namespace hearth::automation {

namespace {

constexpr std::array<const char*, 6> kExtraKeys = {
    "variables", "trigger_variables", "initial_state", "trace", "max_exceeded", "use_blueprint"};
constexpr std::array<const char*, 4> kModes = {"single", "restart", "queued", "parallel"};

Mode read_mode(MappingReader& from) {
    const std::string word = from.text("mode");
    for (std::size_t i = 0; i < kModes.size(); ++i)
        if (word == kModes[i]) return static_cast<Mode>(i);
    if (!word.empty())
        from.problem("mode", "must be single, restart, queued or parallel, not '" +
                                 utf8_excerpt(word, 40) + "'");
    return Mode::kSingle;
}

std::optional<int> read_max(MappingReader& from) {
    const Json* max = from.find("max");
    if (max == nullptr) return std::nullopt;
    constexpr std::int64_t kMost = 1'000'000;
    if (max->is_number_integer() && *max >= 1 && *max <= kMost) return max->get<int>();
    from.problem("max", "must be a whole number from 1");
    return std::nullopt;
}

void read_parts(MappingReader& from, std::vector<Problem>& problems, Automation& out) {
    PartReader parts(problems);
    const bool blueprint = from.has("use_blueprint");
    const Json* triggers = from.find("triggers", "trigger");
    if (triggers != nullptr)
        out.triggers = parts.triggers(*triggers, from.path_of(from.found_key()));
    else if (!blueprint)
        from.problem("triggers", "is missing");
    if (const Json* conditions = from.find("conditions", "condition"))
        out.conditions = parts.conditions(*conditions, from.path_of(from.found_key()));
    const Json* actions = from.find("actions", "action");
    if (actions != nullptr)
        out.actions = parts.actions(*actions, from.path_of(from.found_key()));
    else if (!blueprint)
        from.problem("actions", "is missing");
}

void complain_of_unknown_keys(const Json& mapping, MappingReader& from) {
    static const std::set<std::string> known = {
        "id",           "alias",        "description",   "triggers", "trigger",
        "condition",    "conditions",   "action",        "actions",  "mode",
        "max",          "variables",    "initial_state", "trace",    "trigger_variables",
        "max_exceeded", "use_blueprint"};
    for (const auto& [key, value] : mapping.items())
        if (!known.contains(key)) from.problem(utf8_excerpt(key, 60), "is no key of an automation");
}

}  // namespace

std::string to_string(const Problem& problem) {
    std::string out;
    if (problem.line > 0) out += "line " + std::to_string(problem.line) + ": ";
    if (!problem.path.empty()) out += problem.path + ": ";
    return out + problem.text;
}

std::string to_string(const std::vector<Problem>& problems) {
    std::string out;
    for (const Problem& problem : problems) out += (out.empty() ? "" : "\n") + to_string(problem);
    return out;
}

Automation automation_from_json(const Json& mapping, std::vector<Problem>& problems) {
    Automation out;
    if (!mapping.is_object()) {
        problems.push_back(
            {.path = "", .text = "is not an automation: keys and values are expected"});
        return out;
    }
    MappingReader from(mapping, "", problems);
    complain_of_unknown_keys(mapping, from);
    out.id = from.text("id");
    out.alias = from.text("alias");
    out.description = from.text("description");
    out.mode = read_mode(from);
    out.max = read_max(from);
    read_parts(from, problems, out);
    for (const char* key : kExtraKeys)
        if (const Json* value = from.find(key)) out.extra[key] = *value;
    return out;
}

Result<Automation> automation_from_json(const Json& mapping) {
    std::vector<Problem> problems;
    Automation out = automation_from_json(mapping, problems);
    if (problems.empty()) return out;
    constexpr std::size_t kMostShown = 10;
    if (problems.size() > kMostShown) problems.resize(kMostShown);
    return Error{ErrorCode::kInvalid, to_string(problems)};
}

}  // namespace hearth::automation
