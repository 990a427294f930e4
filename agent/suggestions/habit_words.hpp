// What is said about a habit that is proposed, with the names that people know. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "suggestions/habit_finding.hpp"

namespace hearth::suggestions {

// When the automation acts.
struct ProposedTime {
    int minute = 0;           // of the day, or from the sun's event
    std::int64_t span_s = 0;  // after it began
};

class HabitWords {
public:
    using NameOf = std::function<std::string(const std::string& entity_id)>;  // empty: no name

    // The habit outlives this.
    HabitWords(const HabitFinding& habit, NameOf name_of)
        : habit_(habit), name_of_(std::move(name_of)) {}

    // "light.hall on at 06:45 on workdays".
    std::string alias(const ProposedTime& time) const;
    // Sentences with the counts that it rests on.
    std::string explanation() const;

private:
    std::string of(const Happening& happening) const;
    std::string given() const;
    std::string occasion() const;

    const HabitFinding& habit_;
    NameOf name_of_;
};

}  // namespace hearth::suggestions
