// Triggers from JSON.
#include <map>

#include "automation/mapping_reader.hpp"
#include "automation/part_list.hpp"
#include "core/utf8.hpp"

namespace hearth::automation {

namespace {

using TriggerKind = decltype(Trigger::what);

TriggerKind read_state(MappingReader& from) {
    StateTrigger out;
    out.entities = from.required_texts("entity_id", true);
    out.from = from.states("from");
    out.to = from.states("to");
    out.not_from = from.states("not_from");
    out.not_to = from.states("not_to");
    out.attribute = from.text("attribute");
    out.for_ms = from.duration("for");
    return out;
}

TriggerKind read_numeric_state(MappingReader& from) {
    auto out = from.numeric_state<NumericStateTrigger>();
    out.for_ms = from.duration("for");
    return out;
}

TriggerKind read_time(MappingReader& from) {
    TimeTrigger out;
    const Json* at = from.find("at");
    if (at == nullptr || at->is_null()) {
        from.problem("at", "is missing");
    } else if (at->is_array()) {
        for (std::size_t i = 0; i < at->size(); ++i)
            if (auto one = from.moment((*at)[i], "at/" + std::to_string(i)))
                out.at.push_back(*std::move(one));
    } else if (auto one = from.moment(*at, "at")) {
        out.at.push_back(*std::move(one));
    }
    out.weekdays = from.weekdays();
    return out;
}

TriggerKind read_time_pattern(MappingReader& from) {
    TimePatternTrigger out;
    out.hours = from.text("hours");
    out.minutes = from.text("minutes");
    out.seconds = from.text("seconds");
    if (out.hours.empty() && out.minutes.empty() && out.seconds.empty() && !from.untyped())
        from.problem("", "needs 'hours', 'minutes' or 'seconds'");
    return out;
}

TriggerKind read_sun(MappingReader& from) {
    SunTrigger out;
    if (const auto event = from.sun_event("event"))
        out.event = *event;
    else if (!from.has("event"))
        from.problem("event", "is missing");
    if (const auto ms = from.duration("offset")) {
        if (*ms % 1000 == 0)
            out.offset_s = *ms / 1000;
        else
            from.leave_untyped();
    }
    return out;
}

TriggerKind read_zone(MappingReader& from) {
    ZoneTrigger out;
    out.entities = from.required_texts("entity_id", true);
    out.zone = from.required_text("zone");
    const std::string event = from.text("event");
    if (event != "enter" && event != "leave" && !from.untyped() && !event.empty())
        from.problem("event", "must be enter or leave, not '" + utf8_excerpt(event, 40) + "'");
    out.enter = event != "leave";
    return out;
}

TriggerKind read_event(MappingReader& from) {
    EventTrigger out;
    out.event_types = from.required_texts("event_type");
    if (const Json* data = from.find("event_data")) out.data = *data;
    return out;
}

TriggerKind read_homeassistant(MappingReader& from) {
    const std::string event = from.required_text("event");
    if (event != "start" && event != "shutdown" && !event.empty())
        from.problem("event", "must be start or shutdown, not '" + utf8_excerpt(event, 40) + "'");
    return HomeAssistantTrigger{.start = event != "shutdown"};
}

TriggerKind read_template(MappingReader& from) {
    TemplateTrigger out;
    out.value_template = from.required_text("value_template");
    out.for_ms = from.duration("for");
    return out;
}

using Read = TriggerKind (*)(MappingReader&);

const std::map<std::string, Read>& typed_kinds() {
    static const std::map<std::string, Read> kinds = {
        {"state", read_state},       {"numeric_state", read_numeric_state},
        {"time", read_time},         {"time_pattern", read_time_pattern},
        {"sun", read_sun},           {"zone", read_zone},
        {"event", read_event},       {"homeassistant", read_homeassistant},
        {"template", read_template},
    };
    return kinds;
}

}  // namespace

Trigger PartReader::trigger(const Json& value, const std::string& path) {
    Trigger out;
    if (!is_mapping(value, path, "a trigger")) return out;
    MappingReader from(value, path, problems_);
    const Json* kind = from.find("trigger", "platform");
    if (kind == nullptr || !kind->is_string() || kind->get_ref<const std::string&>().empty()) {
        problem(path, "has no kind: 'trigger: state' or the like");
        return out;
    }
    const std::string word = kind->get<std::string>();
    out.id = from.text("id");
    out.alias = from.text("alias");
    std::set<std::string> common = {"trigger", "platform", "id", "alias"};
    if (const Json* enabled = from.find("enabled"); enabled != nullptr && enabled->is_boolean()) {
        out.enabled = enabled->get<bool>();
        common.insert("enabled");
    } else if (enabled != nullptr) {
        from.leave_untyped();
    }
    const auto typed = typed_kinds().find(word);
    if (typed != typed_kinds().end()) out.what = typed->second(from);
    if (typed == typed_kinds().end() || from.untyped())
        out.what = OtherTrigger{.kind = word, .mapping = from.without(common)};
    return out;
}

std::vector<Trigger> PartReader::triggers(const Json& value, const std::string& path) {
    return list<Trigger>(value, path, &PartReader::trigger);
}

}  // namespace hearth::automation
