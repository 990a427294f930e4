// The state machine of the simulated Home Assistant: what every entity's state really is, what Home
// Assistant shows of it, and the changes it reports.
//
// Reported changes have strictly growing times, whatever the entity.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "recording/ha_messages.hpp"
#include "simulation/event_queue.hpp"
#include "simulation/home.hpp"
#include "simulation/random.hpp"

namespace hearth::simulation {

class EntityStates {
public:
    using Listener = std::function<void(const HomeEvent&)>;

    EntityStates(const std::vector<SimulatedEntity>& entities, EventQueue& queue, Random random);

    // What the device really does, shown or not.
    const std::string& state(const std::string& entity_id) const;
    // Home Assistant is up and the device answers.
    bool reachable(const std::string& entity_id) const;

    // Contexts as Home Assistant makes them.
    Context device_context();
    Context user_context(const std::string& user_id);
    Context automation_context(const std::string& parent_id);

    // Sets the state and reports it if it differs and can be seen. `patch`: attributes that change
    // with it. True: reported.
    bool set(const std::string& entity_id, const std::string& state, const Context& context,
             const Json& patch = Json::object());
    // Attributes only.
    void update(const std::string& entity_id, const Json& patch, const Context& context);

    void drop_out(const std::string& entity_id);
    void come_back(const std::string& entity_id);
    // Home Assistant stops: nothing is reported until start().
    void stop() { running_ = false; }
    // Entities of integrations are unavailable (restored) at first and come back one by one.
    void start();
    bool running() const { return running_; }

    // Called for every change that set() reports. It must not call set() itself.
    void on_change(Listener listener) { listeners_.push_back(std::move(listener)); }

    std::deque<HomeEvent>& reported() { return reported_; }

private:
    struct Record {
        std::string state;  // really
        std::string shown;  // by Home Assistant
        Json attributes;    // while available
        Json shown_attributes;
        bool known = true;  // Home Assistant has a state of it since it started
        bool available = true;
        TimeUs changed_us = 0, updated_us = 0;
        Context context;
    };

    Record& record(const std::string& entity_id) { return records_.at(entity_id); }
    void report(const std::string& entity_id, Record& record, const std::string& shown,
                const Json& attributes, const Context& context);

    EventQueue& queue_;
    Random random_;
    std::map<std::string, Record> records_;
    std::vector<Listener> listeners_;
    std::deque<HomeEvent> reported_;
    bool running_ = true;
    TimeUs last_us_ = 0;
};

// Attributes that an entity always has.
Json fixed_attributes(const SimulatedEntity& entity);

}  // namespace hearth::simulation
