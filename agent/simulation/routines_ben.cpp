#include "simulation/routine.hpp"

namespace hearth::simulation {

namespace {

using enum Room;

Routine morning(const char* name, DayKind days, double hour, double spread) {
    return {name,
            "ben",
            days,
            hour,
            spread,
            1,
            {simply(Deed::kWakeUp, kBedroom, 0),
             operate(kBedroom, 40, .88, "cover.bedroom_blind", "open"),
             operate(kBathroom, 150, .95, "light.bathroom", "on"),
             simply(Deed::kShower, kBathroom, 200, .75),
             operate(kBathroom, 240, .8, "light.bathroom", "off"),
             operate(kKitchen, 60, .8, "switch.coffee_machine", "on"),
             open_briefly(kKitchen, 50, .95, "binary_sensor.fridge_door"),
             simply(Deed::kStay, kKitchen, 400),
             operate(kKitchen, 200, .92, "switch.coffee_machine", "off")},
            kKitchen};
}

Routine leaves_for_work() {
    return {"ben leaves for work",
            "ben",
            DayKind::kMonWedFri,
            8.75,
            14,
            1,
            {operate(kKitchen, 0, .92, "media_player.kitchen_radio", "off"),
             operate(kKitchen, 20, .85, "light.kitchen", "off"),
             operate(kLivingRoom, 30, .75, "climate.living_room", "off"),
             simply(Deed::kLeaveHome, kHall, 60)},
            kAway};
}

Routine comes_from_work() {
    return {"ben comes home",
            "ben",
            DayKind::kMonWedFri,
            18.3,
            35,
            1,
            {simply(Deed::kComeHome, kHall, 0),
             open_briefly(kKitchen, 120, .85, "binary_sensor.fridge_door"),
             operate(kLivingRoom, 200, .75, "media_player.television", "playing")},
            kLivingRoom};
}

Routine home_office() {
    return {
        "ben home office",
        "ben",
        DayKind::kTueThu,
        8.9,
        18,
        1,
        {operate(kOffice, 0, .98, "switch.desk", "on"),
         operate_in_dark(kOffice, 20, .95, "light.office", "on"),
         operate(kLivingRoom, 60, .5, "climate.living_room", "heat"),
         simply(Deed::kStay, kOffice, 1800), operate(kOffice, 3000, .85, "light.office", "off")},
        kOffice};
}

Routine lunch() {
    return {"ben lunch in home office",
            "ben",
            DayKind::kTueThu,
            12.4,
            20,
            0.9,
            {open_briefly(kKitchen, 0, .97, "binary_sensor.fridge_door"),
             operate(kKitchen, 60, .75, "switch.kitchen_hood", "on"),
             operate(kKitchen, 600, .97, "switch.kitchen_hood", "off"),
             operate(kKitchen, 300, .85, "switch.coffee_machine", "on"),
             operate(kKitchen, 400, .92, "switch.coffee_machine", "off")},
            kOffice};
}

Routine end_of_work() {
    return {"ben ends home office",
            "ben",
            DayKind::kTueThu,
            17.4,
            25,
            1,
            {operate_in_dark(kOffice, 0, .85, "light.office", "off"),
             operate(kOffice, 15, .97, "switch.desk", "off"),
             operate_in_dark(kLivingRoom, 60, .75, "light.living_room", "on")},
            kLivingRoom};
}

Routine outing() {
    return {"ben outing",
            "ben",
            DayKind::kFreeDays,
            13.2,
            60,
            0.5,
            {simply(Deed::kLeaveHome, kHall, 60)},
            kAway};
}

Routine back_from_outing() {
    return {"ben back from an outing",
            "ben",
            DayKind::kFreeDays,
            16.4,
            45,
            1,
            {simply(Deed::kComeHome, kHall, 0),
             open_briefly(kKitchen, 100, .75, "binary_sensor.fridge_door"),
             operate(kOffice, 200, .75, "switch.desk", "on")},
            kOffice};
}

Routine airing() {
    return {"ben airs the bedroom",
            "ben",
            DayKind::kEveryDay,
            21.3,
            30,
            0.6,
            {open_briefly(kBedroom, 0, 1, "binary_sensor.bedroom_window", 600)},
            kLivingRoom};
}

Routine evening() {
    return {"ben evening",
            "ben",
            DayKind::kEveryDay,
            20.6,
            35,
            0.8,
            {operate_in_dark(kLivingRoom, 0, .6, "light.living_room", "on"),
             operate(kLivingRoom, 30, .75, "media_player.television", "playing"),
             open_briefly(kKitchen, 600, .75, "binary_sensor.fridge_door"),
             operate(kLivingRoom, 400, .3, "light.reading_lamp", "on")},
            kLivingRoom};
}

Routine bedtime(const char* name, DayKind days, double hour) {
    return {name,
            "ben",
            days,
            hour,
            24,
            1,
            {operate(kLivingRoom, 0, .97, "media_player.television", "off"),
             operate(kLivingRoom, 15, .95, "light.reading_lamp", "off"),
             operate(kLivingRoom, 10, .96, "light.living_room", "off"),
             operate(kLivingRoom, 20, .75, "climate.living_room", "off"),
             operate(kKitchen, 40, .75, "light.kitchen", "off"),
             operate(kHall, 30, .92, "lock.front_door", "locked"),
             operate(kBathroom, 60, .95, "light.bathroom", "on"),
             operate(kBathroom, 200, .97, "light.bathroom", "off"),
             operate(kBedroom, 40, .75, "light.bedroom", "on"),
             operate(kBedroom, 120, .98, "light.bedroom", "off"),
             simply(Deed::kFallAsleep, kBedroom, 300)},
            kBedroom};
}

}  // namespace

const std::vector<Routine>& routines_of_ben() {
    static const std::vector<Routine> routines = {
        morning("ben workday morning", DayKind::kWorkdays, 7.5, 16),
        leaves_for_work(),
        home_office(),
        morning("ben free morning", DayKind::kFreeDays, 9.4, 40),
        lunch(),
        outing(),
        back_from_outing(),
        end_of_work(),
        comes_from_work(),
        evening(),
        airing(),
        bedtime("ben bedtime before a workday", DayKind::kWorkdays, 23.1),
        bedtime("ben bedtime on free days", DayKind::kFreeDays, 24.3)};
    return routines;
}

}  // namespace hearth::simulation
