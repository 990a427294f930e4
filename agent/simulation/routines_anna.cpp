#include "simulation/routine.hpp"

namespace hearth::simulation {

namespace {

using enum Room;

Routine workday_morning() {
    return {"anna morning",
            "anna",
            DayKind::kWorkdays,
            6.5,
            11,
            1,
            {simply(Deed::kWakeUp, kBedroom, 0),
             operate_in_dark(kBedroom, 20, .85, "light.bedside", "on"),
             operate(kBathroom, 120, .97, "light.bathroom", "on"),
             simply(Deed::kShower, kBathroom, 240, .93),
             operate(kBathroom, 300, .95, "light.bathroom", "off"),
             operate_in_dark(kKitchen, 90, .96, "light.kitchen", "on"),
             operate(kKitchen, 30, .96, "switch.coffee_machine", "on"),
             open_briefly(kKitchen, 60, .92, "binary_sensor.fridge_door"),
             operate(kKitchen, 45, .8, "media_player.kitchen_radio", "playing"),
             simply(Deed::kStay, kKitchen, 420),
             operate(kLivingRoom, 200, .85, "cover.living_room_blind", "open"),
             operate(kKitchen, 120, .85, "switch.coffee_machine", "off")},
            kKitchen};
}

Routine leaves_for_work() {
    return {
        "anna leaves for work",
        "anna",
        DayKind::kWorkdays,
        7.67,
        9,
        1,
        {operate(kKitchen, 0, .85, "media_player.kitchen_radio", "off"),
         operate(kKitchen, 20, .93, "light.kitchen", "off"),
         operate_in_dark(kHall, 60, .3, "light.hall", "on"), simply(Deed::kLeaveHome, kHall, 60)},
        kAway};
}

Routine comes_from_work() {
    return {"anna comes home",
            "anna",
            DayKind::kWorkdays,
            17.25,
            32,
            1,
            {simply(Deed::kComeHome, kHall, 0),
             operate_in_dark(kLivingRoom, 60, .92, "light.living_room", "on"),
             operate(kLivingRoom, 50, .4, "climate.living_room", "heat"),
             operate(kKitchen, 120, .3, "switch.coffee_machine", "on"),
             simply(Deed::kStay, kKitchen, 300),
             operate(kKitchen, 240, .85, "switch.coffee_machine", "off")},
            kLivingRoom};
}

Routine free_morning() {
    return {"anna free morning",
            "anna",
            DayKind::kFreeDays,
            8.8,
            35,
            1,
            {simply(Deed::kWakeUp, kBedroom, 0),
             operate(kBedroom, 60, .92, "cover.bedroom_blind", "open"),
             operate(kBathroom, 200, .85, "light.bathroom", "on"),
             simply(Deed::kShower, kBathroom, 200, .85),
             operate(kBathroom, 300, .95, "light.bathroom", "off"),
             operate(kLivingRoom, 120, .93, "cover.living_room_blind", "open"),
             operate(kKitchen, 60, .95, "switch.coffee_machine", "on"),
             open_briefly(kKitchen, 90, .97, "binary_sensor.fridge_door"),
             operate(kKitchen, 40, .92, "media_player.kitchen_radio", "playing"),
             simply(Deed::kStay, kKitchen, 900),
             open_briefly(kKitchen, 400, .5, "binary_sensor.fridge_door"),
             operate(kKitchen, 300, .85, "switch.coffee_machine", "off"),
             operate(kKitchen, 300, .75, "media_player.kitchen_radio", "off")},
            kLivingRoom};
}

Routine outing(const char* name, const char* resident, double hour, double probability) {
    return {name,
            resident,
            DayKind::kFreeDays,
            hour,
            45,
            probability,
            {operate(kLivingRoom, 0, .75, "media_player.television", "off"),
             simply(Deed::kLeaveHome, kHall, 120)},
            kAway};
}

Routine back_from_outing() {
    return {"anna back from an outing",
            "anna",
            DayKind::kFreeDays,
            15.2,
            50,
            1,
            {simply(Deed::kComeHome, kHall, 0),
             open_briefly(kKitchen, 90, .92, "binary_sensor.fridge_door"),
             operate(kKitchen, 60, .5, "switch.coffee_machine", "on"),
             operate(kKitchen, 500, .85, "switch.coffee_machine", "off")},
            kLivingRoom};
}

Routine cooking() {
    return {"anna cooks",
            "anna",
            DayKind::kEveryDay,
            18.4,
            25,
            0.62,
            {operate_in_dark(kKitchen, 0, .97, "light.kitchen", "on"),
             open_briefly(kKitchen, 40, .96, "binary_sensor.fridge_door"),
             operate(kKitchen, 60, .75, "media_player.kitchen_radio", "playing"),
             operate(kKitchen, 240, .95, "switch.kitchen_hood", "on"),
             open_briefly(kKitchen, 200, .5, "binary_sensor.fridge_door"),
             simply(Deed::kStay, kKitchen, 600),
             operate(kKitchen, 400, .97, "switch.kitchen_hood", "off"),
             operate(kKitchen, 900, .85, "media_player.kitchen_radio", "off"),
             operate(kKitchen, 40, .95, "light.kitchen", "off")},
            kLivingRoom};
}

Routine laundry() {
    return {"anna laundry",
            "anna",
            DayKind::kEveryDay,
            19.3,
            40,
            0.3,
            {operate_in_dark(kBathroom, 0, .95, "light.bathroom", "on"),
             operate(kBathroom, 60, 1, "switch.washing_machine", "on"),
             operate(kBathroom, 60, .92, "light.bathroom", "off")},
            kLivingRoom};
}

Routine evening() {
    return {"anna evening",
            "anna",
            DayKind::kEveryDay,
            20.2,
            28,
            0.85,
            {operate_in_dark(kLivingRoom, 0, .85, "cover.living_room_blind", "closed"),
             operate_in_dark(kLivingRoom, 40, .88, "light.reading_lamp", "on"),
             operate(kLivingRoom, 60, .8, "media_player.television", "playing"),
             operate(kLivingRoom, 40, .6, "light.living_room", "off")},
            kLivingRoom};
}

Routine bedtime(const char* name, DayKind days, double hour) {
    return {name,
            "anna",
            days,
            hour,
            22,
            1,
            {operate(kLivingRoom, 0, .4, "media_player.television", "off"),
             operate(kLivingRoom, 15, .92, "light.reading_lamp", "off"),
             operate(kBathroom, 60, .96, "light.bathroom", "on"),
             operate(kBathroom, 240, .95, "light.bathroom", "off"),
             operate(kBedroom, 40, .85, "cover.bedroom_blind", "closed"),
             operate(kBedroom, 20, .92, "light.bedside", "on"),
             operate(kBedroom, 900, .97, "light.bedside", "off"),
             simply(Deed::kFallAsleep, kBedroom, 300)},
            kBedroom};
}

}  // namespace

const std::vector<Routine>& routines_of_anna() {
    static const std::vector<Routine> routines = {
        workday_morning(),
        leaves_for_work(),
        free_morning(),
        outing("anna outing", "anna", 11.5, 0.6),
        back_from_outing(),
        comes_from_work(),
        cooking(),
        laundry(),
        evening(),
        bedtime("anna bedtime before a workday", DayKind::kWorkdays, 22.4),
        bedtime("anna bedtime on free days", DayKind::kFreeDays, 23.2)};
    return routines;
}

}  // namespace hearth::simulation
