#include "random_automation.hpp"

namespace hearth::test {

using namespace hearth::automation;

namespace {

const Texts kWords = {
    "Hall light", "on",          "off",        "yes",          "No",       "y",          "n",
    "null",       "~",           "12:30",      "07:30",        "0123",     "1e5",        "1.5",
    "0x1F",       "1_000",       "true",       "- item",       "a: b",     "a #b",       "# b",
    "'quoted",    "\"quoted",    "&anchor",    "*alias",       "!tag",     "%tag",       "@at",
    "`tick",      "{a: b}",      "[a, b]",     "| block",      "> folded", "two\nlines", "tab\t",
    " lead",      "trail ",      "=",          "<<",           "---",      "...",        "Küche ☕",
    "😀",          "back\\slash", "2025-03-09", "\xc2\x85next", "\x01"};

}  // namespace

std::string RandomAutomations::words() {
    std::string out = one_of(kWords);
    while (chance(30)) out += " " + one_of(kWords);
    return out;
}

std::int64_t RandomAutomations::milliseconds() {
    return chance(15) ? 500 + below(9000) : 1000 * (1 + below(200'000));
}

Texts RandomAutomations::weekdays() {
    if (chance(50)) return {};
    Texts out;
    for (const char* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
        if (chance(50)) out.push_back(day);
    return out;
}

Moment RandomAutomations::moment() {
    if (chance(15)) return std::string("input_datetime.wake_up");
    return TimeOfDay{below(86'400)};
}

Trigger RandomAutomations::trigger() {
    Trigger out;
    switch (below(10)) {
        case 0: {
            StateTrigger state{.entities = {"light.hall"}};
            if (chance(40)) state.entities.push_back("switch.fan");
            if (chance(60)) state.to = chance(20) ? Texts{} : Texts{chance(50) ? "on" : "off"};
            if (!state.to && chance(30)) state.not_to = Texts{"unavailable", "unknown"};
            if (chance(30)) state.from = Texts{"off", "unavailable"};
            if (chance(20)) state.attribute = "brightness", state.to = state.from = std::nullopt;
            if (chance(40)) state.for_ms = milliseconds();
            out.what = state;
            break;
        }
        case 1: {
            NumericStateTrigger numeric{.entities = {"sensor.temperature"}};
            if (chance(50)) numeric.above = 18.25;
            if (!numeric.above || chance(50)) numeric.below = Bound(30.0);
            if (chance(20)) numeric.below = Bound(std::string("input_number.limit"));
            if (chance(30)) numeric.for_ms = milliseconds();
            out.what = numeric;
            break;
        }
        case 2: {
            TimeTrigger time{.at = {moment()}, .weekdays = weekdays()};
            if (chance(30)) time.at.push_back(moment());
            out.what = time;
            break;
        }
        case 3:
            out.what = TimePatternTrigger{.hours = chance(50) ? "/2" : "", .minutes = "5"};
            break;
        case 4:
            out.what = SunTrigger{.event = chance(50) ? SunEvent::kSunrise : SunEvent::kSunset,
                                  .offset_s = chance(50) ? 0 : below(7200) - 3600};
            break;
        case 5:
            out.what =
                ZoneTrigger{.entities = {"person.anna"}, .zone = "zone.home", .enter = chance(50)};
            break;
        case 6: {
            EventTrigger event{.event_types = {"tag_scanned"}};
            if (chance(50)) event.data = {{words(), words()}};
            out.what = event;
            break;
        }
        case 7: out.what = HomeAssistantTrigger{.start = chance(50)}; break;
        case 8: {
            TemplateTrigger one{.value_template = "{{ is_state('light.hall', 'on') }}"};
            if (chance(50)) one.for_ms = milliseconds();
            out.what = one;
            break;
        }
        default:
            out.what = OtherTrigger{.kind = "mqtt",
                                    .mapping = {{"topic", "home/door"}, {"payload", words()}}};
    }
    if (chance(20)) out.id = words();
    if (chance(20)) out.alias = words();
    out.enabled = !chance(10);
    return out;
}

std::vector<Condition> RandomAutomations::conditions(int depth, int at_least) {
    std::vector<Condition> out;
    for (int i = 0; i < at_least || chance(30); ++i) out.push_back(condition(depth + 1));
    return out;
}

Condition RandomAutomations::condition(int depth) {
    Condition out;
    switch (below(depth < 4 ? 9 : 8)) {
        case 0: {
            StateCondition state{.entities = {"binary_sensor.door"}, .states = {"on"}};
            if (chance(30)) {
                state.entities.push_back("binary_sensor.window");
                state.match_any = chance(50);
            }
            if (chance(30)) state.states.push_back("off");
            if (chance(30)) state.for_ms = milliseconds();
            out.what = state;
            break;
        }
        case 1: out.what = NumericStateCondition{.entities = {"sensor.lux"}, .below = 20.0}; break;
        case 2: {
            TimeCondition time{.after = moment(), .weekdays = weekdays()};
            if (chance(50)) time.before = moment();
            out.what = time;
            break;
        }
        case 3: {
            SunCondition sun{.after = SunEvent::kSunset};
            if (chance(50)) sun.after_offset_s = below(3600) - 1800;
            if (chance(50)) sun.before = SunEvent::kSunrise;
            out.what = sun;
            break;
        }
        case 4:
            out.what = ZoneCondition{.entities = {"person.anna"}, .zones = {"zone.home"}};
            break;
        case 5: out.what = TemplateCondition{.value_template = "{{ 1 == 1 }} " + words()}; break;
        case 6: out.what = TriggerCondition{.ids = {words()}}; break;
        case 7:
            out.what = OtherCondition{
                .kind = "device",
                .mapping = {{"device_id", "0123"}, {"domain", "light"}, {"type", "is_on"}}};
            break;
        default:
            out.what = LogicCondition{.logic = static_cast<Logic>(below(3)),
                                      .conditions = conditions(depth, 1)};
    }
    if (chance(20)) out.alias = words();
    out.enabled = !chance(10);
    return out;
}

ServiceAction RandomAutomations::call() {
    switch (below(7)) {
        case 0:
            return {.service = "light.turn_on",
                    .target = {.entities = {"light.hall"}},
                    .data = {{"brightness_pct", 1 + below(100)},
                             {"transition", 0.1 * below(50)},
                             {"rgb_color", {255, below(256), 0}}}};
        case 1: return {.service = "switch.turn_off", .target = {.entities = {"switch.fan"}}};
        case 2: return {.service = "light.turn_off", .target = {.areas = {"kitchen", "hall"}}};
        case 3:
            return {.service = "climate.set_temperature",
                    .target = {.entities = {"climate.living"}},
                    .data = {{"temperature", 16 + 0.5 * below(16)}}};
        case 4:
            return {.service = "notify.mobile_app_anna",
                    .data = {{"title", words()}, {"message", words()}}};
        case 5:
            return {.service = "persistent_notification.create",
                    .data = {{"message", words()}, {"notification_id", words()}}};
        default:
            return {
                .service = "script.movie_time",
                .data = {{words(), words()}, {"nested", {{"list", {1, 2.5, words(), nullptr}}}}},
                .response_variable = "answer"};
    }
}

std::vector<Action> RandomAutomations::actions(int depth) {
    std::vector<Action> out;
    do out.push_back(action(depth + 1));
    while (chance(30));
    return out;
}

Action RandomAutomations::action(int depth) {
    Action out;
    switch (depth < 3 ? below(10) : below(5)) {
        case 0:
        case 1: out.what = call(); break;
        case 2: out.what = DelayAction{milliseconds()}; break;
        case 3: {
            WaitAction wait;
            if (chance(50))
                wait.wait_template = "{{ " + words() + " }}";
            else
                wait.triggers = {trigger()};
            if (chance(50)) wait.timeout_ms = milliseconds();
            wait.continue_on_timeout = chance(50);
            out.what = wait;
            break;
        }
        case 4:
            out.what = ConditionAction{condition(2)};
            return out;  // its alias is the condition's
        case 5: {
            ChooseAction choose;
            do
                choose.branches.push_back({.conditions = conditions(depth, 1),
                                           .sequence = actions(depth),
                                           .alias = chance(30) ? words() : ""});
            while (chance(40));
            if (chance(50)) choose.otherwise = actions(depth);
            out.what = choose;
            break;
        }
        case 6: {
            IfAction one{
                .conditions = conditions(depth, 1), .then = actions(depth), .otherwise = {}};
            if (chance(50)) one.otherwise = actions(depth);
            out.what = one;
            break;
        }
        case 7: out.what = SequenceAction{.actions = actions(depth), .parallel = chance(50)}; break;
        case 8: out.what = OtherAction{.kind = "stop", .mapping = {{"stop", words()}}}; break;
        default:
            out.what =
                OtherAction{.kind = "variables", .mapping = {{"variables", {{words(), words()}}}}};
    }
    if (chance(20)) out.alias = words();
    out.enabled = !chance(10);
    out.continue_on_error = chance(10);
    return out;
}

Automation RandomAutomations::next() {
    Automation out;
    if (chance(70)) out.id = words();
    if (chance(90)) out.alias = words();
    if (chance(50)) out.description = words();
    do out.triggers.push_back(trigger());
    while (chance(40));
    out.conditions = conditions(0, 0);
    out.actions = actions(0);
    out.mode = static_cast<Mode>(below(4));
    if ((out.mode == Mode::kQueued || out.mode == Mode::kParallel) && chance(50))
        out.max = 2 + below(20);
    if (chance(20)) out.extra["variables"] = {{"name", words()}, {"number", below(100)}};
    if (chance(20)) out.extra["initial_state"] = chance(50);
    return out;
}

}  // namespace hearth::test
