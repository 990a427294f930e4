#include "automation/signature.hpp"

#include <algorithm>

#include "automation/service_table.hpp"
#include "automation/tree_json.hpp"

namespace hearth::automation {

namespace {

std::string joined(Texts texts) {
    std::sort(texts.begin(), texts.end());
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? "" : ",") + text;
    return out;
}

// In the order of the week, each once.
std::string joined_days(const Texts& weekdays) {
    std::string out;
    for (const char* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
        if (std::find(weekdays.begin(), weekdays.end(), day) != weekdays.end())
            out += (out.empty() ? "" : ",") + std::string(day);
    return out;
}

std::string text_of(const Bound& bound) {
    if (const double* number = std::get_if<double>(&bound)) return dump_json(Json(*number));
    return std::get<std::string>(bound);
}

// ---- What starts it -----------------------------------------------------------------------------

class Happenings {
public:
    explicit Happenings(std::vector<Happening>& out) : out_(out) {}

    void operator()(const StateTrigger& state) {
        const Texts states = state.to.value_or(Texts());
        std::string more;
        if (!state.attribute.empty()) more += " of " + state.attribute;
        if (states.empty() && state.not_to) more += " not " + joined(*state.not_to);
        for (const std::string& entity : state.entities) {
            if (states.empty()) out_.push_back({"state", entity, more, {}, ""});
            for (const std::string& to : states)
                out_.push_back({"state", entity, to + more, {}, ""});
        }
    }
    void operator()(const NumericStateTrigger& numeric) {
        std::string what;
        if (numeric.above) what += "above " + text_of(*numeric.above);
        if (numeric.below) what += (what.empty() ? "below " : " below ") + text_of(*numeric.below);
        if (!numeric.attribute.empty()) what += " of " + numeric.attribute;
        for (const std::string& entity : numeric.entities)
            out_.push_back({"numeric_state", entity, what, {}, ""});
    }
    void operator()(const TimeTrigger& time) {
        for (const Moment& moment : time.at) {
            Happening one{"time", "", "", {}, joined_days(time.weekdays)};
            if (const TimeOfDay* at = std::get_if<TimeOfDay>(&moment))
                one.minute = at->second / 60;
            else
                one.entity = std::get<std::string>(moment);
            out_.push_back(std::move(one));
        }
    }
    void operator()(const TimePatternTrigger& pattern) {
        out_.push_back({"time_pattern",
                        "",
                        pattern.hours + ":" + pattern.minutes + ":" + pattern.seconds,
                        {},
                        ""});
    }
    void operator()(const SunTrigger& sun) {
        out_.push_back({"sun", "", sun.event == SunEvent::kSunrise ? "sunrise" : "sunset",
                        static_cast<int>(sun.offset_s / 60), ""});
    }
    void operator()(const ZoneTrigger& zone) {
        for (const std::string& entity : zone.entities)
            out_.push_back(
                {"zone", entity, (zone.enter ? "enter " : "leave ") + zone.zone, {}, ""});
    }
    void operator()(const EventTrigger& event) {
        const std::string data = event.data.is_null() ? "" : " " + dump_json(event.data);
        for (const std::string& type : event.event_types)
            out_.push_back({"event", "", type + data, {}, ""});
    }
    void operator()(const HomeAssistantTrigger& own) {
        out_.push_back({"homeassistant", "", own.start ? "start" : "shutdown", {}, ""});
    }
    void operator()(const TemplateTrigger& one) {
        out_.push_back({"template", "", one.value_template, {}, ""});
    }
    void operator()(const OtherTrigger& other) {
        out_.push_back({other.kind, "", dump_json(other.mapping), {}, ""});
    }

private:
    std::vector<Happening>& out_;
};

// ---- What it does -------------------------------------------------------------------------------

// The state that a call leads to, or the service and what matters of its data.
std::string outcome_of(const ServiceAction& call) {
    const std::size_t dot = call.service.find('.');
    if (dot == std::string::npos) return call.service;
    const std::string domain = call.service.substr(0, dot), name = call.service.substr(dot + 1);
    // A light of no brightness is off.
    for (const char* key : {"brightness", "brightness_pct"})
        if (domain == "light" && name == "turn_on" && json_number(call.data, key) == 0.0)
            return "off";
    const ServiceRow* row = find_service(domain, name);
    if (row == nullptr) return call.service;
    const std::string becomes(row->becomes);
    if (becomes.empty()) return name == "toggle" ? name : call.service;
    if (becomes[0] != '=' && becomes[0] != '@') return becomes;
    const auto value = call.data.find(becomes.substr(1));
    if (value == call.data.end()) return call.service;
    const std::string text = value->is_string() ? value->get<std::string>() : dump_json(*value);
    return becomes[0] == '=' ? text : becomes.substr(1) + " " + text;
}

// The canonical text of a condition; the order within "and" and "or" plays no part.
std::string text_of(const Condition& condition) {
    Condition plain = condition;
    plain.alias.clear();
    if (auto* logic = std::get_if<LogicCondition>(&plain.what)) {
        Texts parts;
        for (const Condition& one : logic->conditions) parts.push_back(text_of(one));
        static constexpr const char* kWords[] = {"and", "or", "not"};
        return std::string(kWords[static_cast<std::size_t>(logic->logic)]) + "(" + joined(parts) +
               ")";
    }
    if (auto* state = std::get_if<StateCondition>(&plain.what)) {
        std::sort(state->entities.begin(), state->entities.end());
        std::sort(state->states.begin(), state->states.end());
    }
    if (auto* time = std::get_if<TimeCondition>(&plain.what))
        std::sort(time->weekdays.begin(), time->weekdays.end());
    return to_json(plain).dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

class Effects {
public:
    explicit Effects(Signature& out) : out_(out) {}

    void add(const std::vector<Action>& actions) {
        for (const Action& action : actions)
            if (action.enabled) std::visit(*this, action.what);
    }

    void operator()(const ServiceAction& call) {
        const std::string outcome = outcome_of(call);
        const auto put = [&](const char* kind, const Texts& ids) {
            for (const std::string& id : ids) out_.effects.push_back({kind + id, outcome});
        };
        put("", call.target.entities);
        put("device:", call.target.devices);
        put("area:", call.target.areas);
        put("floor:", call.target.floors);
        put("label:", call.target.labels);
        if (call.target.empty()) out_.effects.push_back({"", call.service});
    }
    void operator()(const DelayAction&) {}
    void operator()(const WaitAction&) {}
    void operator()(const ConditionAction& step) {
        out_.conditions.push_back(text_of(step.condition));
    }
    void operator()(const ChooseAction& choose) {
        for (const Branch& branch : choose.branches) add(branch.sequence);
        add(choose.otherwise);
    }
    void operator()(const IfAction& one) {
        add(one.then);
        add(one.otherwise);
    }
    void operator()(const SequenceAction& steps) { add(steps.actions); }
    void operator()(const OtherAction& other) {
        out_.effects.push_back({"", other.kind + " " + dump_json(other.mapping)});
    }

private:
    Signature& out_;
};

template <class T>
void sort_unique(std::vector<T>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

// ---- Covering -----------------------------------------------------------------------------------

constexpr int kMinutesOfDay = 24 * 60;

bool near(int one, int other, int tolerance, bool around_midnight) {
    int apart = std::abs(one - other);
    if (around_midnight) apart = std::min(apart, kMinutesOfDay - apart);
    return apart <= tolerance;
}

// "mon,tue": are all days of `wanted` among `given`? None named: every day.
bool has_days(const std::string& given, const std::string& wanted) {
    if (given.empty() || given == wanted) return true;
    if (wanted.empty()) return false;
    for (std::size_t begin = 0; begin < wanted.size(); begin += 4)
        if (given.find(wanted.substr(begin, 3)) == std::string::npos) return false;
    return true;
}

// Does the zone trigger say the same as the state of a person? A person at home has the state
// "home", one who is not has another one.
bool same_arrival(const Happening& zone, const Happening& state) {
    return zone.kind == "zone" && state.kind == "state" && zone.entity == state.entity &&
           ((zone.what == "enter zone.home" && state.what == "home") ||
            (zone.what == "leave zone.home" && state.what == "not_home"));
}

bool covers_happening(const Happening& existing, const Happening& proposed, CoverRules rules) {
    if (same_arrival(existing, proposed) || same_arrival(proposed, existing)) return true;
    if (existing.kind != proposed.kind || existing.entity != proposed.entity) return false;
    if (!has_days(existing.weekdays, proposed.weekdays)) return false;
    if (existing.minute && proposed.minute)
        return existing.what == proposed.what &&
               near(*existing.minute, *proposed.minute, rules.time_tolerance_minutes,
                    existing.kind == "time");
    if (existing.kind == "sun") return existing.what == proposed.what;
    if (existing.minute || proposed.minute) return false;
    const bool any_state = existing.kind == "state" || existing.kind == "numeric_state";
    return existing.what == proposed.what || (any_state && existing.what.empty());
}

}  // namespace

Signature signature_of(const Automation& automation) {
    Signature out;
    for (const Trigger& trigger : automation.triggers)
        if (trigger.enabled) std::visit(Happenings(out.happenings), trigger.what);
    for (const Condition& condition : automation.conditions)
        if (condition.enabled) out.conditions.push_back(text_of(condition));
    if (automation.extra.contains("use_blueprint"))
        out.effects.push_back({"", "blueprint " + dump_json(automation.extra["use_blueprint"])});
    Effects(out).add(automation.actions);
    sort_unique(out.happenings);
    sort_unique(out.conditions);
    sort_unique(out.effects);
    return out;
}

bool covers(const Signature& existing, const Signature& proposed, CoverRules rules) {
    if (proposed.happenings.empty() || proposed.effects.empty()) return false;
    const bool acts = std::all_of(
        proposed.happenings.begin(), proposed.happenings.end(), [&](const Happening& wanted) {
            return std::any_of(
                existing.happenings.begin(), existing.happenings.end(),
                [&](const Happening& given) { return covers_happening(given, wanted, rules); });
        });
    return acts && std::includes(existing.effects.begin(), existing.effects.end(),
                                 proposed.effects.begin(), proposed.effects.end());
}

bool covers(const Automation& existing, const Automation& proposed, CoverRules rules) {
    return covers(signature_of(existing), signature_of(proposed), rules);
}

}  // namespace hearth::automation
