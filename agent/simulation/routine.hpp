// Routines: what the residents of the simulated home do, step by step. The tables of routines are
// the only place where habits are written down; true_habits() is read from them.
#pragma once

#include <string>
#include <vector>

#include "simulation/habit.hpp"

namespace hearth::simulation {

enum class Room { kHall, kKitchen, kLivingRoom, kBathroom, kBedroom, kOffice, kAway };

// "hall", "kitchen", …, as in the entity ids.
const char* to_string(Room room);

enum class Deed {
    kOperate,      // sets an entity to a state
    kOpenBriefly,  // opens a door that is closed again soon
    kStay,         // is there and moves
    kShower,
    kWakeUp,
    kFallAsleep,
    kLeaveHome,
    kComeHome,
};

struct Step {
    Deed deed = Deed::kStay;
    Room room = Room::kHall;
    double delay_seconds = 0;  // typical time after the step before it
    double probability = 1;
    std::string entity_id, state;  // of kOperate and kOpenBriefly
    bool only_when_dark = false;
    double open_seconds = 12;  // of kOpenBriefly
};

struct Routine {
    std::string name;
    std::string resident;  // "anna", "ben", "guest"
    DayKind days = DayKind::kEveryDay;
    double hour = 0;            // local time around which it begins; may be over 24
    double spread_minutes = 0;  // standard deviation
    double probability = 1;
    std::vector<Step> steps;
    Room rests_in = Room::kLivingRoom;  // where the resident is afterwards
};

// Written so that tables read like sentences.
Step operate(Room room, double delay_seconds, double probability, std::string entity_id,
             std::string state);
Step operate_in_dark(Room room, double delay_seconds, double probability, std::string entity_id,
                     std::string state);
Step open_briefly(Room room, double delay_seconds, double probability, std::string entity_id,
                  double open_seconds = 12);
Step simply(Deed deed, Room room, double delay_seconds, double probability = 1);

const std::vector<Routine>& routines_of_anna();
const std::vector<Routine>& routines_of_ben();
const std::vector<Routine>& routines_of_guest();

// The actions of a routine as habits.
std::vector<Habit> habits_of(const Routine& routine);

}  // namespace hearth::simulation
