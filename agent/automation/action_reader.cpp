// Actions from JSON.
#include <array>

#include "automation/mapping_reader.hpp"
#include "automation/part_list.hpp"

namespace hearth::automation {

namespace {

// The first of these keys that is there says what an action is.
constexpr std::array<const char*, 20> kKinds = {"delay",     "wait_template",
                                                "condition", "and",
                                                "or",        "not",
                                                "event",     "device_id",
                                                "scene",     "repeat",
                                                "choose",    "wait_for_trigger",
                                                "variables", "if",
                                                "action",    "service",
                                                "stop",      "parallel",
                                                "sequence",  "set_conversation_response"};

std::string kind_of(const MappingReader& from) {
    for (const char* kind : kKinds)
        if (from.has(kind)) return kind;
    return "";
}

// Old ways to give the target: beside the service, or within its data.
void take_old_targets(Target& target, Json& data, MappingReader& from) {
    for (std::string& entity : from.texts("entity_id", true))
        target.entities.push_back(std::move(entity));
    const auto inner = data.find("entity_id");
    if (inner == data.end() || !target.entities.empty()) return;
    std::vector<Problem> ignored;
    MappingReader of_data(data, "", ignored);
    Texts entities = of_data.texts("entity_id", true);
    if (!ignored.empty() || entities.empty()) return;
    target.entities = std::move(entities);
    data.erase("entity_id");
}

// {"data": {…}} and the older {"data_template": {…}}; anything but a mapping is kept untyped.
Json read_data(MappingReader& from) {
    Json out = Json::object();
    for (const char* key : {"data_template", "data"}) {
        const Json* data = from.find(key);
        if (data == nullptr || data->is_null()) continue;
        if (!data->is_object() || (data->size() == 1 && data->begin().key().starts_with('!')))
            from.leave_untyped();
        else
            out.update(*data);
    }
    return out;
}

void read_target(MappingReader& from, std::vector<Problem>& problems, Target& out) {
    const Json* value = from.find("target");
    if (value == nullptr || value->is_null()) return;
    if (!value->is_object()) return from.leave_untyped();
    MappingReader target(*value, from.path_of("target"), problems);
    out.entities = target.texts("entity_id", true);
    out.devices = target.texts("device_id", true);
    out.areas = target.texts("area_id", true);
    out.floors = target.texts("floor_id", true);
    out.labels = target.texts("label_id", true);
    if (target.untyped()) from.leave_untyped();
}

ServiceAction read_service(MappingReader& from, std::vector<Problem>& problems) {
    ServiceAction out;
    const Json* service = from.find("action", "service");
    if (service != nullptr && service->is_string() && *service != "")
        out.service = service->get<std::string>();
    else
        from.problem(from.found_key(), "must name a service such as light.turn_on");
    out.data = read_data(from);
    read_target(from, problems, out.target);
    take_old_targets(out.target, out.data, from);
    out.response_variable = from.text("response_variable");
    from.find("metadata");  // notes of Home Assistant's editor, without effect
    return out;
}

}  // namespace

std::vector<Branch> PartReader::branches(const Json& value, const std::string& path) {
    std::vector<Branch> out;
    const bool is_list = value.is_array();
    for (std::size_t i = 0; i < (is_list ? value.size() : 1); ++i) {
        const Json& one = is_list ? value[i] : value;
        const std::string place = is_list ? path + "/" + std::to_string(i) : path;
        if (!is_mapping(one, place, "a choice")) continue;
        MappingReader from(one, place, problems_);
        Branch branch;
        branch.alias = from.text("alias");
        if (const Json* conditions_of = from.find("conditions"))
            branch.conditions = conditions(*conditions_of, from.path_of("conditions"));
        else
            from.problem("conditions", "is missing");
        if (const Json* steps = from.find("sequence"))
            branch.sequence = actions(*steps, from.path_of("sequence"));
        else
            from.problem("sequence", "is missing");
        if (from.untyped()) from.problem("", "has keys beside alias, conditions and sequence");
        out.push_back(std::move(branch));
    }
    return out;
}

void PartReader::structured_action(MappingReader& from, const std::string& kind, Action& out) {
    const auto steps = [&](const char* key) {
        const Json* list = from.find(key);
        return list != nullptr ? actions(*list, from.path_of(key)) : std::vector<Action>();
    };
    if (kind == "delay") {
        out.what = DelayAction{from.duration("delay").value_or(0)};
    } else if (kind == "wait_template" || kind == "wait_for_trigger") {
        WaitAction wait;
        wait.wait_template = from.text("wait_template");
        if (const Json* list = from.find("wait_for_trigger"))
            wait.triggers = triggers(*list, from.path_of("wait_for_trigger"));
        wait.timeout_ms = from.duration("timeout");
        wait.continue_on_timeout = from.flag("continue_on_timeout", true);
        if (kind == "wait_for_trigger" && wait.triggers.empty())
            from.problem("wait_for_trigger", "has no triggers");
        out.what = std::move(wait);
    } else if (kind == "choose") {
        ChooseAction choose;
        if (const Json* list = from.find("choose"))
            choose.branches = branches(*list, from.path_of("choose"));
        choose.otherwise = steps("default");
        out.what = std::move(choose);
    } else if (kind == "if") {
        IfAction one;
        if (const Json* list = from.find("if"))
            one.conditions = conditions(*list, from.path_of("if"));
        if (!from.has("then")) from.problem("then", "is missing");
        one.then = steps("then");
        one.otherwise = steps("else");
        out.what = std::move(one);
    } else if (kind == "parallel" || kind == "sequence") {
        out.what = SequenceAction{.actions = steps(kind.c_str()), .parallel = kind == "parallel"};
    } else if (kind == "scene") {
        out.what = ServiceAction{.service = "scene.turn_on",
                                 .target = {.entities = {from.required_text("scene")}}};
        from.find("metadata");
    } else if (kind == "action" || kind == "service") {
        out.what = read_service(from, problems_);
    } else {
        from.leave_untyped();
    }
}

Action PartReader::action(const Json& value, const std::string& path) {
    Action out;
    if (value.is_string())  // a template as a condition
        return {.what = ConditionAction{condition(value, path)}};
    if (!is_mapping(value, path, "an action")) return out;
    MappingReader from(value, path, problems_);
    const std::string kind = kind_of(from);
    if (kind.empty()) {
        problem(path, "is no action: none of action, delay, choose, if, condition, … is there");
        return out;
    }
    const Json* go_on = from.find("continue_on_error");
    const bool plain_go_on = go_on == nullptr || go_on->is_boolean();
    if (go_on != nullptr && plain_go_on) out.continue_on_error = go_on->get<bool>();
    if (kind == "condition" || kind == "and" || kind == "or" || kind == "not") {
        Json step = value;
        if (plain_go_on) step.erase("continue_on_error");
        out.what = ConditionAction{condition(step, path)};
        return out;
    }
    out.alias = from.text("alias");
    const Json* enabled = from.find("enabled");
    const bool plain_enabled = enabled == nullptr || enabled->is_boolean();
    if (enabled != nullptr && plain_enabled) out.enabled = enabled->get<bool>();
    structured_action(from, kind, out);
    if (!from.untyped() && plain_go_on && plain_enabled) return out;
    std::set<std::string> common = {"alias"};
    if (plain_enabled) common.insert("enabled");
    if (plain_go_on) common.insert("continue_on_error");
    Json mapping = from.without(common);
    if (mapping.contains("service") && !mapping.contains("action")) {
        mapping["action"] = mapping["service"];
        mapping.erase("service");
    }
    out.what =
        OtherAction{.kind = kind == "service" ? "action" : kind, .mapping = std::move(mapping)};
    return out;
}

std::vector<Action> PartReader::actions(const Json& value, const std::string& path) {
    return list<Action>(value, path, &PartReader::action);
}

bool PartReader::enter(const std::string& path) {
    if (depth_ >= kDeepestPart) {
        problem(path, "is nested more than " + std::to_string(kDeepestPart) + " levels deep");
        return false;
    }
    ++depth_;
    return true;
}

bool PartReader::is_mapping(const Json& value, const std::string& path, const char* what) {
    if (value.is_object()) return true;
    problem(path, std::string("is not ") + what + ": keys and values are expected");
    return false;
}

}  // namespace hearth::automation
