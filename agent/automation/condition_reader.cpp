// Conditions from JSON.
#include <map>

#include "automation/mapping_reader.hpp"
#include "automation/part_list.hpp"
#include "core/utf8.hpp"

namespace hearth::automation {

namespace {

using ConditionKind = decltype(Condition::what);

ConditionKind read_state(MappingReader& from) {
    StateCondition out;
    out.entities = from.required_texts("entity_id", true);
    out.states = from.required_texts("state");
    out.attribute = from.text("attribute");
    out.for_ms = from.duration("for");
    const std::string match = from.text("match");
    if (match != "any" && match != "all" && !match.empty())
        from.problem("match", "must be all or any, not '" + utf8_excerpt(match, 40) + "'");
    out.match_any = match == "any";
    return out;
}

ConditionKind read_numeric_state(MappingReader& from) {
    return from.numeric_state<NumericStateCondition>();
}

ConditionKind read_time(MappingReader& from) {
    TimeCondition out;
    if (const Json* after = from.find("after")) out.after = from.moment(*after, "after");
    if (const Json* before = from.find("before")) out.before = from.moment(*before, "before");
    out.weekdays = from.weekdays();
    if (!from.has("after") && !from.has("before") && !from.has("weekday"))
        from.problem("", "needs 'after', 'before' or 'weekday'");
    return out;
}

std::int64_t offset(MappingReader& from, const char* key) {
    const auto ms = from.duration(key);
    if (ms && *ms % 1000 != 0) from.leave_untyped();
    return ms.value_or(0) / 1000;
}

ConditionKind read_sun(MappingReader& from) {
    SunCondition out;
    out.after = from.sun_event("after");
    out.before = from.sun_event("before");
    out.after_offset_s = offset(from, "after_offset");
    out.before_offset_s = offset(from, "before_offset");
    if (!from.has("after") && !from.has("before")) from.problem("", "needs 'after' or 'before'");
    return out;
}

ConditionKind read_zone(MappingReader& from) {
    return ZoneCondition{.entities = from.required_texts("entity_id", true),
                         .zones = from.required_texts("zone", true)};
}

ConditionKind read_template(MappingReader& from) {
    return TemplateCondition{.value_template = from.required_text("value_template")};
}

ConditionKind read_trigger(MappingReader& from) {
    return TriggerCondition{.ids = from.required_texts("id")};
}

using Read = ConditionKind (*)(MappingReader&);

const std::map<std::string, Read>& typed_kinds() {
    static const std::map<std::string, Read> kinds = {
        {"state", read_state},     {"numeric_state", read_numeric_state},
        {"time", read_time},       {"sun", read_sun},
        {"zone", read_zone},       {"template", read_template},
        {"trigger", read_trigger},
    };
    return kinds;
}

const std::map<std::string, Logic>& logic_words() {
    static const std::map<std::string, Logic> words = {
        {"and", Logic::kAnd}, {"or", Logic::kOr}, {"not", Logic::kNot}};
    return words;
}

}  // namespace

Condition PartReader::logic(Logic logic, const Json& value, const std::string& path) {
    LogicCondition out{.logic = logic, .conditions = conditions(value, path)};
    if (out.conditions.empty()) problem(path, "has no conditions");
    return {.what = std::move(out)};
}

Condition PartReader::condition(const Json& value, const std::string& path) {
    Condition out;
    if (value.is_string())
        return {.what = TemplateCondition{.value_template = value.get<std::string>()}};
    if (!is_mapping(value, path, "a condition")) return out;
    MappingReader from(value, path, problems_);
    const std::string alias = from.text("alias");
    std::set<std::string> common = {"condition", "alias"};
    bool is_enabled = true;
    if (const Json* enabled = from.find("enabled"); enabled != nullptr && enabled->is_boolean()) {
        is_enabled = enabled->get<bool>();
        common.insert("enabled");
    } else if (enabled != nullptr) {
        from.leave_untyped();
    }
    const Json* kind = from.find("condition");
    std::string word = kind != nullptr && kind->is_string() ? kind->get<std::string>() : "";
    const char* list_key = "conditions";
    for (const auto& [shorthand, logic] : logic_words())
        if (kind == nullptr && from.has(shorthand.c_str())) {
            word = shorthand;
            list_key = shorthand.c_str();
        }
    if (word.empty()) {
        problem(path, "has no kind: 'condition: state' or the like");
        return out;
    }
    if (const auto logic_word = logic_words().find(word); logic_word != logic_words().end()) {
        const Json* list = from.find(list_key);
        out = logic(logic_word->second, list != nullptr ? *list : Json(), from.path_of(list_key));
    } else if (const auto typed = typed_kinds().find(word); typed != typed_kinds().end()) {
        out.what = typed->second(from);
    } else {
        from.leave_untyped();
    }
    if (from.untyped()) {
        // A shorthand with more keys than Hearth knows keeps its own spelling.
        Json mapping = from.without(common);
        if (kind == nullptr) mapping["conditions"] = mapping[word], mapping.erase(word);
        out.what = OtherCondition{.kind = word, .mapping = std::move(mapping)};
    }
    out.alias = alias;
    out.enabled = is_enabled;
    return out;
}

std::vector<Condition> PartReader::conditions(const Json& value, const std::string& path) {
    return list<Condition>(value, path, &PartReader::condition);
}

}  // namespace hearth::automation
