#include "simulation/routine.hpp"

#include <utility>

namespace hearth {

const char* to_string(DayKind kind) {
    switch (kind) {
        case DayKind::kEveryDay: return "every_day";
        case DayKind::kWorkdays: return "workdays";
        case DayKind::kFreeDays: return "free_days";
        case DayKind::kMonWedFri: return "mon_wed_fri";
        case DayKind::kTueThu: return "tue_thu";
    }
    return "every_day";
}

namespace simulation {

const char* to_string(Room room) {
    switch (room) {
        case Room::kHall: return "hall";
        case Room::kKitchen: return "kitchen";
        case Room::kLivingRoom: return "living_room";
        case Room::kBathroom: return "bathroom";
        case Room::kBedroom: return "bedroom";
        case Room::kOffice: return "office";
        case Room::kAway: return "away";
    }
    return "away";
}

Step operate(Room room, double delay_seconds, double probability, std::string entity_id,
             std::string state) {
    return {
        Deed::kOperate, room, delay_seconds, probability, std::move(entity_id), std::move(state),
        false,          0};
}

Step operate_in_dark(Room room, double delay_seconds, double probability, std::string entity_id,
                     std::string state) {
    return {
        Deed::kOperate, room, delay_seconds, probability, std::move(entity_id), std::move(state),
        true,           0};
}

Step open_briefly(Room room, double delay_seconds, double probability, std::string entity_id,
                  double open_seconds) {
    return {Deed::kOpenBriefly,   room, delay_seconds, probability,
            std::move(entity_id), "on", false,         open_seconds};
}

Step simply(Deed deed, Room room, double delay_seconds, double probability) {
    return {deed, room, delay_seconds, probability, "", "", false, 0};
}

std::vector<Habit> habits_of(const Routine& routine) {
    std::vector<Habit> habits;
    std::string before;
    double delay = 0;
    for (const Step& step : routine.steps) {
        delay += step.delay_seconds;
        if (step.entity_id.empty()) continue;
        Habit habit;
        const std::string action = step.entity_id + "=" + step.state;
        habit.name = routine.name + ": " + action;
        habit.resident = routine.resident;
        habit.days = routine.days;
        habit.hour = routine.hour >= 24 ? routine.hour - 24 : routine.hour;
        habit.spread_minutes = routine.spread_minutes;
        habit.after = std::exchange(before, action);
        habit.delay_seconds = std::exchange(delay, 0);
        habit.only_when_dark = step.only_when_dark;
        habit.entity_id = step.entity_id;
        habit.state = step.state;
        habit.probability = routine.probability * step.probability;
        habits.push_back(std::move(habit));
    }
    return habits;
}

}  // namespace simulation
}  // namespace hearth
