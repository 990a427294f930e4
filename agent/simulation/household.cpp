#include "simulation/household.hpp"

#include <algorithm>
#include <array>

namespace hearth::simulation {

namespace {

using enum Room;

// The weekend away: from Saturday morning to Sunday evening.
constexpr double kTripBegins = 10.5, kTripEnds = 17.5;

const Routine& trip_begins() {
    static const Routine routine = {"trip begins",
                                    "",
                                    DayKind::kFreeDays,
                                    kTripBegins,
                                    5,
                                    1,
                                    {simply(Deed::kLeaveHome, kHall, 0)},
                                    kAway};
    return routine;
}

const Routine& trip_ends() {
    static const Routine routine = {
        "trip ends", "", DayKind::kFreeDays, kTripEnds, 5, 1, {simply(Deed::kComeHome, kHall, 0)},
        kLivingRoom};
    return routine;
}

const Routine& night_visit() {
    static const Routine routine = {
        "night visit",
        "",
        DayKind::kEveryDay,
        3.2,
        70,
        0.25,
        {simply(Deed::kWakeUp, kBedroom, 0), operate(kBathroom, 25, .8, "light.bathroom", "on"),
         operate(kBathroom, 120, .9, "light.bathroom", "off"),
         simply(Deed::kFallAsleep, kBedroom, 60)},
        kBedroom};
    return routine;
}

const Routine& guest_leaves() {
    static const Routine routine = {"guest leaves",
                                    "guest",
                                    DayKind::kFreeDays,
                                    15,
                                    30,
                                    1,
                                    {simply(Deed::kLeaveHome, kHall, 0)},
                                    kAway};
    return routine;
}

const Routine& guest_comes() {
    static const Routine routine = {"guest comes",
                                    "guest",
                                    DayKind::kEveryDay,
                                    18.7,
                                    20,
                                    1,
                                    {simply(Deed::kComeHome, kHall, 0)},
                                    kLivingRoom};
    return routine;
}

bool has(const Routine& routine, Deed deed) {
    return std::any_of(routine.steps.begin(), routine.steps.end(),
                       [deed](const Step& step) { return step.deed == deed; });
}

constexpr int kFriday = 4, kSaturday = 5, kSunday = 6;

}  // namespace

Household::Household(World& world, Random random)
    : world_(world),
      random_(random.fork()),
      motion_(world, random.fork()),
      anna_(world, motion_, {"anna", "person.anna", random_.hex_id(), 0.1}, random.fork()),
      ben_(world, motion_, {"ben", "person.ben", random_.hex_id(), 0.15}, random.fork()),
      guest_(world, motion_, {"guest", "", "", 1}, random.fork()) {
    anna_.put(kBedroom, true);
    ben_.put(kBedroom, true);
    for (Resident* resident : {&anna_, &ben_, &guest_}) resident->begin_living();
    world_.states.on_change([this](const HomeEvent& event) { react(event); });
}

void Household::plan_day(std::int64_t day) {
    const DayFacts facts = world_.calendar.facts(day);
    plan_resident(anna_, routines_of_anna(), day, facts.anna_sick);
    plan_resident(ben_, routines_of_ben(), day, facts.ben_sick);
    if (facts.guest) plan_guest(day);
}

// Why a routine does not happen on this day although its kind of day is right.
bool Household::is_cancelled(const Routine& routine, const DayFacts& facts, bool sick) const {
    if (sick && has(routine, Deed::kLeaveHome)) return true;
    if (!facts.away) return false;
    return facts.weekday == kSaturday ? routine.hour + 0.5 > kTripBegins
                                      : routine.hour < kTripEnds + 0.5;
}

void Household::plan_routine(Resident& resident, const Routine& routine, std::int64_t day,
                             double shift_minutes) {
    const double minutes = shift_minutes + random_.normal() * routine.spread_minutes;
    const TimeUs time = world_.at_local_hour(day, std::max(0.0, routine.hour + minutes / 60));
    if (random_.chance(routine.probability)) resident.plan(routine, time);
}

void Household::plan_resident(Resident& resident, const std::vector<Routine>& routines,
                              std::int64_t day, bool sick) {
    constexpr double kShiftMinutes = 5;  // everything a little early or late on a day
    const DayFacts facts = world_.calendar.facts(day);
    const double shift = random_.normal() * kShiftMinutes;
    plan_routine(resident, night_visit(), day, 0);
    for (const Routine& routine : routines)
        if (applies(routine.days, facts) && !is_cancelled(routine, facts, sick))
            plan_routine(resident, routine, day, shift);
    if (!facts.away) return;
    plan_routine(resident, facts.weekday == kSaturday ? trip_begins() : trip_ends(), day, 0);
}

void Household::plan_guest(std::int64_t day) {
    const DayFacts facts = world_.calendar.facts(day);
    const bool arrives = facts.weekday == kFriday, leaves = facts.weekday == kSunday;
    if (arrives) plan_routine(guest_, guest_comes(), day, 0);
    if (leaves) plan_routine(guest_, guest_leaves(), day, 0);
    for (const Routine& routine : routines_of_guest()) {
        const bool before = arrives && routine.hour < guest_comes().hour;
        const bool after = leaves && routine.hour + 1 > guest_leaves().hour;
        if (!before && !after) plan_routine(guest_, routine, day, 0);
    }
    if (!arrives && !leaves) return;
    world_.queue.at(world_.at_local_hour(day, arrives ? 18.9 : 15.4), [this, arrives] {
        Resident& host = anna_.is_home() ? anna_ : ben_;
        host.operate("input_boolean.guest_mode", arrives ? "on" : "off");
    });
}

Resident* Household::somebody() {
    if (anna_.is_free()) return &anna_;
    return ben_.is_free() ? &ben_ : nullptr;
}

void Household::react(const HomeEvent& event) {
    constexpr double kUndoesHallLight = 0.07;
    if (event.entity_id == "input_boolean.washing_done" && event.new_state == "on")
        world_.queue.after_seconds(random_.between(300.0, 2400.0),
                                   [this] { empty_washing_machine(); });
    const bool by_automation = event.context.user_id.empty() && !event.context.parent_id.empty();
    if (event.entity_id == "light.hall" && event.new_state == "on" && by_automation &&
        random_.chance(kUndoesHallLight))
        world_.queue.after_seconds(random_.between(6.0, 20.0), [this] {
            if (Resident* resident = somebody()) resident->operate("light.hall", "off");
        });
}

void Household::empty_washing_machine() {
    Resident* const resident = somebody();
    if (!resident) {
        world_.queue.after_seconds(random_.between(600.0, 1200.0),
                                   [this] { empty_washing_machine(); });
        return;
    }
    resident->operate("switch.washing_machine", "off");
    world_.queue.after_seconds(random_.between(10.0, 60.0), [resident] {
        resident->operate("input_boolean.washing_done", "off");
    });
}

}  // namespace hearth::simulation
