#include "suggestions/proposal.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "suggestions/deed.hpp"

namespace hearth::suggestions {

namespace {

constexpr int kMinutesOfDay = 1440;
constexpr std::array<const char*, 7> kDayKeys{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::array<const char*, 7> kDayNames{"Mondays", "Tuesdays",  "Wednesdays", "Thursdays",
                                               "Fridays", "Saturdays", "Sundays"};

Error refused(std::string why) { return {ErrorCode::kRefused, std::move(why)}; }

std::string fixed(double value, const char* format) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string clock(int minute) {
    char text[16];
    std::snprintf(text, sizeof text, "%02d:%02d", minute / 60 % 24, minute % 60);
    return text;
}

int length_of(const HabitFinding& habit) {
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

std::string day_words(const HabitFinding& habit) {
    if (habit.weekdays.size() == kDayKeys.size()) return "";
    if (habit.weekdays == std::vector{0, 1, 2, 3, 4}) return " on workdays";
    std::string out = " on ";
    for (std::size_t i = 0; i < habit.weekdays.size(); ++i) {
        if (i > 0) out += i + 1 == habit.weekdays.size() ? " and " : ", ";
        out += kDayNames[static_cast<std::size_t>(habit.weekdays[i])];
    }
    return out;
}

// Writes what is said about a habit, with the names that people know.
class Words {
public:
    Words(const HabitFinding& habit, const DescribeEntity& describe)
        : habit_(habit), describe_(describe) {}

    std::string of(const Happening& happening) const {
        return name(happening.entity) + " " + happening.state;
    }
    std::string alias(int at_minute) const {
        if (habit_.kind == HabitFinding::Kind::kTimeOfDay)
            return of(habit_.what) + " at " + clock(at_minute) + day_words(habit_);
        return of(habit_.what) + " after " + of(*habit_.after) + day_words(habit_);
    }
    std::string explanation() const {
        const bool by_time = habit_.kind == HabitFinding::Kind::kTimeOfDay;
        std::string out = by_time
                              ? of(habit_.what) + " between " + hours()
                              : "After " + of(*habit_.after) + between() + ", " + of(habit_.what) +
                                    " within " + fixed(habit_.within_s, "%.0f") + " s";
        out += day_words(habit_) + ": " + fixed(habit_.support, "%.0f") + " of " +
               fixed(habit_.of, "%.0f") + (by_time ? " days" : " times") + ", in " +
               std::to_string(habit_.weeks_held) + " of " + std::to_string(habit_.weeks) +
               " weeks. By chance it would be " +
               fixed(100 * habit_.confidence / habit_.lift, "%.0f") + " %.";
        if (!by_time)
            out += " Half of the time it is within " + fixed(habit_.median_s, "%.0f") + " s.";
        return out;
    }

private:
    std::string name(const std::string& entity_id) const {
        const std::string known = describe_ ? describe_(entity_id).name : "";
        return known.empty() ? entity_id : known;
    }
    std::string hours() const {
        return clock(habit_.from_minute) + " and " + clock(habit_.to_minute);
    }
    std::string between() const { return habit_.from_minute < 0 ? "" : " between " + hours(); }

    const HabitFinding& habit_;
    const DescribeEntity& describe_;
};

automation::Condition hours_condition(const HabitFinding& habit) {
    automation::TimeCondition hours;
    hours.after = automation::TimeOfDay{habit.from_minute * 60};
    hours.before = automation::TimeOfDay{habit.to_minute * 60};
    return {.what = std::move(hours)};
}

// People do not live by the minute: the nearest five.
int rounded(int minute) {
    constexpr int kStep = 5;
    return (minute + kStep / 2) / kStep * kStep % kMinutesOfDay;
}

}  // namespace

Result<Proposal> propose(const HabitFinding& habit, const ProposalRules& rules,
                         const DescribeEntity& describe) {
    if (const Status sure = sure_enough(habit, rules); !sure) return sure.error();
    if (const Status direct = direct_enough(habit, rules); !direct) return direct.error();
    auto deed = deed_for(habit.what.entity, habit.what.state,
                         describe ? describe(habit.what.entity).device_class : "");
    if (!deed) return deed.error();
    const Words words(habit, describe);
    Proposal out;
    automation::Automation& tree = out.tree;
    const int at = rounded(std::max(habit.at_minute, 0));
    if (habit.kind == HabitFinding::Kind::kTimeOfDay)
        tree.triggers.push_back(automation::time_trigger({at * 60}));
    else
        tree.triggers.push_back(automation::state_trigger(habit.after->entity, habit.after->state));
    if (const automation::Texts days = day_keys(habit); !days.empty())
        tree.conditions.push_back(automation::weekday_condition(days));
    if (habit.kind == HabitFinding::Kind::kSequence && habit.from_minute >= 0)
        tree.conditions.push_back(hours_condition(habit));
    tree.actions.push_back(std::move(*deed));
    tree.alias = words.alias(at);
    out.explanation = words.explanation();
    tree.description = "Proposed by Hearth. " + out.explanation;
    out.signature = automation::signature_of(tree);
    out.confidence = habit.confidence;
    out.confidence_low = habit.confidence_low;
    out.evidence = habit.source;
    return out;
}

}  // namespace hearth::suggestions
