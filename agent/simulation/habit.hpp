// What a simulated household is in the habit of doing, said so that what a model has learned can be
// compared with it.
#pragma once

#include <optional>
#include <string>

namespace hearth {

// Free days are weekends and public holidays; the others are workdays.
enum class DayKind { kEveryDay, kWorkdays, kFreeDays, kMonWedFri, kTueThu };

// "every_day", "workdays", "free_days", "mon_wed_fri", "tue_thu".
const char* to_string(DayKind kind);

struct Habit {
    std::string name;      // "anna morning: light.kitchen=on"
    std::string resident;  // "anna", "ben"
    DayKind days = DayKind::kEveryDay;
    // Local hour around which the routine begins and how far it is spread (standard deviation).
    double hour = 0;
    double spread_minutes = 0;
    std::string after;  // action that comes before it in the routine, "entity=state"; empty: none
    double delay_seconds = 0;  // typical time after the step before it
    bool only_when_dark = false;
    std::string entity_id;
    std::string state;
    double probability = 0;  // that the action is meant to happen on such a day
};

}  // namespace hearth
