#include "simulation/resident.hpp"

#include <array>
#include <utility>

#include "domain/state_change.hpp"

namespace hearth::simulation {

namespace {

std::string light_of(Room room) {
    return std::string("light.") + (room == Room::kAway ? "hall" : to_string(room));
}

// What belongs to an action beside the state.
Json attributes_after(const std::string& entity_id, const std::string& state, Random& random) {
    const std::string domain = domain_of(entity_id);
    if (domain == "light" && state == "on")
        return {{"brightness", random.between(std::int64_t{60}, 255)},
                {"color_mode", "brightness"}};
    if (domain == "light") return {{"brightness", nullptr}, {"color_mode", nullptr}};
    if (domain == "climate")
        return {{"hvac_action", state == "heat" ? "heating" : "off"}, {"temperature", 21.5}};
    if (domain == "media_player" && state == "playing")
        return {{"volume_level", static_cast<double>(random.between(std::int64_t{2}, 6)) / 10.0}};
    return Json::object();
}

}  // namespace

Resident::Resident(World& world, MotionSensors& motion, Persona persona, Random random)
    : world_(world), motion_(motion), persona_(std::move(persona)), random_(random) {}

void Resident::put(Room room, bool asleep) {
    room_ = room;
    asleep_ = asleep;
    if (room == Room::kAway)
        world_.at_home.erase(persona_.name);
    else
        world_.at_home.insert(persona_.name);
}

void Resident::begin_living() {
    fidget();
    wander();
}

void Resident::plan(const Routine& routine, TimeUs time) {
    constexpr TimeUs kPatience = 120 * kMicrosPerMinute;
    const Routine* const planned = &routine;
    world_.queue.at(time,
                    [this, planned, give_up = time + kPatience] { try_begin(*planned, give_up); });
}

bool Resident::fits(const Routine& routine) const {
    const Deed first = routine.steps.front().deed;
    if (first == Deed::kComeHome) return !is_home();
    if (!is_home()) return false;
    return asleep_ == (first == Deed::kWakeUp);
}

void Resident::try_begin(const Routine& routine, TimeUs give_up) {
    if (busy_ && world_.queue.now() < give_up) {
        const Routine* const planned = &routine;
        world_.queue.after_seconds(random_.between(60.0, 180.0),
                                   [this, planned, give_up] { try_begin(*planned, give_up); });
        return;
    }
    if (busy_ || !fits(routine)) return;
    busy_ = true;
    run(std::make_shared<const Steps>(vary(routine.steps)), 0, routine.rests_in);
}

// Skips steps by their probability and sometimes swaps two neighbours.
Resident::Steps Resident::vary(const Steps& steps) {
    constexpr double kSwap = 0.05;
    Steps out;
    for (const Step& step : steps) {
        if (!random_.chance(step.probability)) continue;
        out.push_back(step);
        if (out.size() < 2 || !random_.chance(kSwap)) continue;
        Step& before = out[out.size() - 2];
        if (before.deed == Deed::kOperate && step.deed == Deed::kOperate)
            std::swap(before, out.back());
    }
    return out;
}

void Resident::run(std::shared_ptr<const Steps> steps, std::size_t index, Room rests_in) {
    if (index == steps->size()) {
        busy_ = false;
        base_ = rests_in == Room::kAway ? Room::kLivingRoom : rests_in;
        if (is_home() && !asleep_ && rests_in != Room::kAway) move_to(rests_in);
        return;
    }
    // One draw a statement: the order of two in one expression is left to the compiler.
    const double stretch = 0.5 + 0.5 * random_.exponential();
    const double delay = (*steps)[index].delay_seconds * stretch + random_.uniform();
    world_.queue.after_seconds(delay, [this, steps = std::move(steps), index, rests_in] {
        perform((*steps)[index]);
        run(steps, index + 1, rests_in);
    });
}

void Resident::perform(const Step& step) {
    if (step.deed == Deed::kComeHome) return come_home();
    if (step.only_when_dark && !world_.is_dark()) return;
    if (step.deed == Deed::kWakeUp) asleep_ = false;
    move_to(step.room);
    switch (step.deed) {
        case Deed::kOperate: return operate(step.entity_id, step.state);
        case Deed::kOpenBriefly: return open_briefly(step.entity_id, step.open_seconds);
        case Deed::kShower:
            world_.shower_until_us = world_.queue.now() + 8 * kMicrosPerMinute;
            return;
        case Deed::kFallAsleep: asleep_ = true; return;
        case Deed::kLeaveHome: return leave_home();
        default: return;
    }
}

void Resident::move_to(Room room) {
    constexpr double kSeenInHall = 0.75;
    const bool passes_hall =
        room != room_ && room != Room::kHall && room_ != Room::kHall && room_ != Room::kAway;
    if (passes_hall && random_.chance(kSeenInHall)) motion_.seen(Room::kHall);
    room_ = room;
    motion_.seen(room);
}

Context Resident::action_context() {
    const bool by_hand = persona_.user_id.empty() || random_.chance(persona_.by_hand);
    return by_hand ? world_.states.device_context() : world_.states.user_context(persona_.user_id);
}

void Resident::operate(const std::string& entity_id, const std::string& state) {
    EntityStates& states = world_.states;
    if (!states.reachable(entity_id) || states.state(entity_id) == state) return;
    const Context context = action_context();
    if (domain_of(entity_id) == "cover") return move_cover(entity_id, state, context);
    states.set(entity_id, state, context, attributes_after(entity_id, state, random_));
}

// The end of the movement comes so late that Home Assistant no longer knows who began it.
void Resident::move_cover(const std::string& entity_id, const std::string& state,
                          const Context& context) {
    EntityStates& states = world_.states;
    const std::string moving = state == "open" ? "opening" : "closing";
    if (states.state(entity_id) == moving) return;
    states.set(entity_id, moving, context);
    const Json position = {{"current_position", state == "open" ? 100 : 0}};
    world_.queue.after_seconds(
        random_.between(14.0, 22.0), [&states, entity_id, state, moving, position] {
            if (states.state(entity_id) == moving)
                states.set(entity_id, state, states.device_context(), position);
        });
}

void Resident::open_briefly(const std::string& entity_id, double seconds) {
    EntityStates& states = world_.states;
    states.set(entity_id, "on", states.device_context());
    const double open = seconds * (0.5 + 0.5 * random_.exponential());
    world_.queue.after_seconds(
        open, [&states, entity_id] { states.set(entity_id, "off", states.device_context()); });
}

void Resident::leave_home() {
    constexpr double kLocks = 0.85;
    operate("lock.front_door", "unlocked");
    open_briefly("binary_sensor.front_door", 9);
    put(Room::kAway, false);
    if (world_.at_home.empty() && random_.chance(kLocks))
        world_.queue.after_seconds(random_.between(12.0, 40.0),
                                   [this] { operate("lock.front_door", "locked"); });
    if (persona_.person_entity.empty()) return;
    world_.queue.after_seconds(random_.between(60.0, 240.0), [this] {
        if (!is_home())
            world_.states.set(persona_.person_entity, "not_home", world_.states.device_context());
    });
}

void Resident::come_home() {
    put(Room::kHall, false);
    operate("lock.front_door", "unlocked");
    open_briefly("binary_sensor.front_door", 9);
    motion_.seen(Room::kHall);
    if (persona_.person_entity.empty()) return;
    world_.queue.after_seconds(random_.between(2.0, 90.0), [this] {
        if (is_home())
            world_.states.set(persona_.person_entity, "home", world_.states.device_context());
    });
}

void Resident::fidget() {
    constexpr double kAwakeSeconds = 25 * 60, kAsleepSeconds = 150 * 60;
    const double mean = asleep_ ? kAsleepSeconds : kAwakeSeconds;
    world_.queue.after_seconds(mean * random_.exponential(), [this] {
        motion_.seen(room_);
        fidget();
    });
}

void Resident::wander() {
    constexpr double kMeanSeconds = 160 * 60;
    world_.queue.after_seconds(kMeanSeconds * random_.exponential(), [this] {
        if (is_free()) {
            busy_ = true;
            run(std::make_shared<const Steps>(vary(errand())), 0, base_);
        }
        wander();
    });
}

// Something that is no habit: a visit to another room, with or without light, or a device.
Resident::Steps Resident::errand() {
    static constexpr std::array<Room, 6> kRooms = {Room::kBathroom, Room::kBathroom, Room::kKitchen,
                                                   Room::kKitchen,  Room::kBedroom,  Room::kOffice};
    using simulation::operate;
    if (random_.chance(0.15)) {
        static constexpr std::array<const char*, 4> kDevices = {
            "media_player.kitchen_radio", "media_player.television", "switch.desk",
            "light.reading_lamp"};
        const std::string device =
            kDevices[static_cast<std::size_t>(random_.between(std::int64_t{0}, 3))];
        const std::string on = domain_of(device) == "media_player" ? "playing" : "on";
        const bool is_off = world_.states.state(device) == "off";
        return {operate(room_, 5, 1, device, is_off ? on : "off")};
    }
    const Room room = kRooms[static_cast<std::size_t>(random_.between(std::int64_t{0}, 5))];
    const bool windowless = room == Room::kBathroom;
    Steps steps = {windowless ? operate(room, 4, 0.45, light_of(room), "on")
                              : operate_in_dark(room, 4, 0.6, light_of(room), "on")};
    if (room == Room::kKitchen)
        steps.push_back(simulation::open_briefly(room, 20, 0.5, "binary_sensor.fridge_door"));
    steps.push_back(simply(Deed::kStay, room, 90));
    steps.push_back(operate(room, 60, 0.75, light_of(room), "off"));
    return steps;
}

}  // namespace hearth::simulation
