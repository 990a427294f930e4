// One person in the simulated home: where they are, what they are doing, and how what they do shows
// in the entities.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "simulation/motion_sensors.hpp"
#include "simulation/routine.hpp"
#include "simulation/world.hpp"

namespace hearth::simulation {

struct Persona {
    std::string name;           // "anna"
    std::string person_entity;  // empty for a guest
    std::string user_id;        // empty: always operates by hand
    double by_hand = 0;         // share of actions on the device itself instead of through the app
};

class Resident {
public:
    Resident(World& world, MotionSensors& motion, Persona persona, Random random);
    Resident(const Resident&) = delete;
    Resident& operator=(const Resident&) = delete;

    const std::string& name() const { return persona_.name; }
    bool is_home() const { return room_ != Room::kAway; }
    bool is_free() const { return is_home() && !asleep_ && !busy_; }

    // Begins the routine at `time`, later if something else is going on; not at all if it then does
    // not fit (away, asleep).
    void plan(const Routine& routine, TimeUs time);
    // Operates an entity now, if it can be reached and is not in that state already.
    void operate(const std::string& entity_id, const std::string& state);
    // Appears in, or vanishes from, the home without using the door (start of a simulation, guest).
    void put(Room room, bool asleep);
    // Small movements and errands from now on, for ever.
    void begin_living();

private:
    using Steps = std::vector<Step>;

    void try_begin(const Routine& routine, TimeUs give_up);
    void run(std::shared_ptr<const Steps> steps, std::size_t index, Room rests_in);
    void perform(const Step& step);
    Steps vary(const Steps& steps);
    bool fits(const Routine& routine) const;
    void move_to(Room room);
    void open_briefly(const std::string& entity_id, double seconds);
    void leave_home();
    void come_home();
    void move_cover(const std::string& entity_id, const std::string& state, const Context& context);
    void fidget();
    void wander();
    Steps errand();
    Context action_context();

    World& world_;
    MotionSensors& motion_;
    Persona persona_;
    Random random_;
    Room room_ = Room::kAway;
    Room base_ = Room::kLivingRoom;
    bool asleep_ = false;
    bool busy_ = false;
};

}  // namespace hearth::simulation
