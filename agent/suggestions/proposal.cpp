#include "suggestions/proposal.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "suggestions/deed.hpp"
#include "suggestions/habit_words.hpp"

namespace hearth::suggestions {

namespace {

constexpr int kMinutesOfDay = 1440;
constexpr std::array<const char*, 7> kDayKeys{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

Error refused(std::string why) { return {ErrorCode::kRefused, std::move(why)}; }

std::string fixed(double value, const char* format) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

int length_of(const HabitFinding& habit) {
    if (habit.sun) return habit.sun->to - habit.sun->from;
    return (habit.to_minute - habit.from_minute + kMinutesOfDay) % kMinutesOfDay;
}

Status sure_enough(const HabitFinding& habit, const ProposalRules& rules) {
    if (habit.support < rules.min_support)
        return refused("seen " + fixed(habit.support, "%.0f") + " times; " +
                       fixed(rules.min_support, "%.0f") + " are needed");
    if (habit.confidence < rules.min_confidence || habit.confidence_low < rules.min_confidence_low)
        return refused("it happens " + fixed(100 * habit.confidence, "%.0f") +
                       " % of the time, surely " + fixed(100 * habit.confidence_low, "%.0f") +
                       " %");
    if (habit.q_value > rules.max_q_value || habit.lift < rules.min_lift)
        return refused("chance could explain it");
    if (habit.weeks < rules.min_weeks || habit.weeks_held < rules.min_weeks_held * habit.weeks)
        return refused("it held in " + std::to_string(habit.weeks_held) + " of " +
                       std::to_string(habit.weeks) + " weeks");
    return {};
}

Status direct_enough(const HabitFinding& habit, const ProposalRules& rules) {
    if (habit.kind == HabitFinding::Kind::kTimeOfDay) {
        if (length_of(habit) > rules.max_window_minutes)
            return refused("its times are spread over " + std::to_string(length_of(habit)) +
                           " minutes");
        return {};
    }
    if (habit.kind == HabitFinding::Kind::kEndsAfter) {
        if (habit.after->entity != habit.what.entity) return refused("it ends another thing");
        if (habit.to_s > rules.max_spread * habit.from_s)
            return refused("it ends " + fixed(habit.from_s, "%.0f") + " to " +
                           fixed(habit.to_s, "%.0f") + " s after it began");
        return {};
    }
    if (habit.after->entity == habit.what.entity) return refused("it follows from itself");
    if (habit.within_s > rules.max_delay_s)
        return refused("it follows within " + fixed(habit.within_s, "%.0f") + " s only");
    return {};
}

automation::Texts day_keys(const HabitFinding& habit) {
    automation::Texts out;
    if (habit.weekdays.size() == kDayKeys.size()) return out;
    for (const int day : habit.weekdays) out.emplace_back(kDayKeys[static_cast<std::size_t>(day)]);
    return out;
}

automation::Condition hours_condition(const HabitFinding& habit) {
    automation::TimeCondition hours;
    hours.after = automation::TimeOfDay{habit.from_minute * 60};
    hours.before = automation::TimeOfDay{habit.to_minute * 60};
    return {.what = std::move(hours)};
}

// People do not live by the minute: the nearest five.
int rounded(int minute) {
    constexpr int kStep = 5;
    return (minute + kMinutesOfDay + kStep / 2) / kStep * kStep - kMinutesOfDay;
}

// Nor by the second: the nearest ten, from five minutes on the nearest minute.
std::int64_t rounded_span_s(double seconds) {
    const double step = seconds < 300 ? 10 : 60;
    return std::max<std::int64_t>(std::llround(seconds / step), 1) * static_cast<int>(step);
}

automation::Trigger trigger_of(const HabitFinding& habit, const ProposedTime& time) {
    if (habit.sun)
        return automation::sun_trigger(
            habit.sun->rise ? automation::SunEvent::kSunrise : automation::SunEvent::kSunset,
            time.minute * 60);
    if (habit.kind == HabitFinding::Kind::kTimeOfDay)
        return automation::time_trigger({time.minute * 60});
    automation::Trigger trigger =
        automation::state_trigger(habit.after->entity, habit.after->state);
    if (habit.kind == HabitFinding::Kind::kEndsAfter)
        std::get<automation::StateTrigger>(trigger.what).for_ms = time.span_s * 1000;
    return trigger;
}

}  // namespace

Result<Proposal> propose(const HabitFinding& habit, const ProposalRules& rules,
                         const DescribeEntity& describe) {
    if (const Status sure = sure_enough(habit, rules); !sure) return sure.error();
    if (const Status direct = direct_enough(habit, rules); !direct) return direct.error();
    auto deed = deed_for(habit.what.entity, habit.what.state,
                         describe ? describe(habit.what.entity).device_class : "");
    if (!deed) return deed.error();
    const HabitWords words(habit, [&describe](const std::string& entity_id) {
        return describe ? describe(entity_id).name : "";
    });
    Proposal out;
    automation::Automation& tree = out.tree;
    ProposedTime time;
    time.minute = habit.sun ? rounded(habit.sun->offset)
                            : rounded(std::max(habit.at_minute, 0)) % kMinutesOfDay;
    time.span_s = rounded_span_s(habit.median_s);
    tree.triggers.push_back(trigger_of(habit, time));
    if (const automation::Texts days = day_keys(habit); !days.empty())
        tree.conditions.push_back(automation::weekday_condition(days));
    if (habit.kind == HabitFinding::Kind::kSequence && habit.from_minute >= 0)
        tree.conditions.push_back(hours_condition(habit));
    for (const Happening& given : habit.given)
        tree.conditions.push_back(automation::state_condition(given.entity, given.state));
    tree.actions.push_back(std::move(*deed));
    tree.alias = words.alias(time);
    out.explanation = words.explanation();
    tree.description = "Proposed by Hearth. " + out.explanation;
    out.signature = automation::signature_of(tree);
    out.confidence = habit.confidence;
    out.confidence_low = habit.confidence_low;
    out.evidence = habit.source;
    return out;
}

}  // namespace hearth::suggestions
