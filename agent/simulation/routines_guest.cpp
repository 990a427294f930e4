#include "simulation/routine.hpp"

namespace hearth::simulation {

namespace {
using enum Room;
}

// The guest is there from Friday evening to Sunday afternoon; the household decides which of these
// belong to the day.
const std::vector<Routine>& routines_of_guest() {
    static const std::vector<Routine> routines = {
        {"guest morning",
         "guest",
         DayKind::kFreeDays,
         9.8,
         30,
         1,
         {simply(Deed::kWakeUp, kOffice, 0), operate(kBathroom, 100, .9, "light.bathroom", "on"),
          simply(Deed::kShower, kBathroom, 200, .7),
          operate(kBathroom, 300, .4, "light.bathroom", "off"),
          open_briefly(kKitchen, 200, .8, "binary_sensor.fridge_door"),
          operate(kKitchen, 60, .5, "light.kitchen", "on")},
         kLivingRoom},
        {"guest afternoon",
         "guest",
         DayKind::kFreeDays,
         14.5,
         60,
         0.8,
         {operate(kLivingRoom, 0, .7, "media_player.television", "playing"),
          operate(kLivingRoom, 2400, .5, "media_player.television", "off")},
         kLivingRoom},
        {"guest evening",
         "guest",
         DayKind::kEveryDay,
         21,
         40,
         1,
         {operate(kLivingRoom, 0, .6, "light.living_room", "on"),
          open_briefly(kKitchen, 600, .7, "binary_sensor.fridge_door"),
          operate(kLivingRoom, 900, .4, "light.reading_lamp", "off")},
         kLivingRoom},
        {"guest bedtime",
         "guest",
         DayKind::kEveryDay,
         23.8,
         25,
         1,
         {operate(kBathroom, 0, .9, "light.bathroom", "on"),
          operate(kBathroom, 200, .5, "light.bathroom", "off"),
          operate(kOffice, 60, .8, "light.office", "on"),
          operate(kOffice, 300, .95, "light.office", "off"),
          simply(Deed::kFallAsleep, kOffice, 200)},
         kOffice},
    };
    return routines;
}

}  // namespace hearth::simulation
