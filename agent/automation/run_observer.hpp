// Learns what Home Assistant's automations do by watching them: the event of a run tells what
// started it, and the changes in the run's context are what it did.
//
// Remembers a bounded number of runs and contexts. Single-threaded: event loop only.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "automation/signature.hpp"
#include "core/time_zone.hpp"
#include "domain/state_change.hpp"

namespace hearth::automation {

// What a change tells of one automation.
struct Observation {
    std::string automation;      // its entity id
    bool run = false;            // a run began
    std::string trigger_text{};  // of the run, in Home Assistant's words
    std::optional<Happening> happening{};
    std::optional<Effect> effect{};
};

class RunObserver {
public:
    // zone: of the home. max_contexts: how many runs, and how many changes, are remembered.
    explicit RunObserver(TimeZone zone, std::size_t max_contexts = 1024)
        : zone_(std::move(zone)), max_contexts_(max_contexts) {}

    // The event automation_triggered: `source` is its text, such as "state of binary_sensor.hall".
    void triggered(const std::string& automation, const std::string& source);

    // For each change that is no snapshot, in order.
    std::optional<Observation> change(const StateChange& change);

    // What was told since is told again: the messages will be read once more.
    void forget() { *this = RunObserver(zone_, max_contexts_); }

private:
    struct State {
        std::string entity, state;
    };
    template <class Value>
    struct Recent {
        std::map<std::string, Value> by_id;
        std::deque<std::string> order;  // oldest first
    };
    template <class Value>
    void remember(Recent<Value>& recent, const std::string& id, Value value);
    std::optional<Observation> begun(const StateChange& change);
    std::optional<Observation> done(const StateChange& change) const;
    std::optional<Happening> happening_of(const std::string& source, const StateChange& run) const;

    TimeZone zone_;
    std::size_t max_contexts_;
    Recent<std::string> sources_;  // by automation: text of the run that was announced
    Recent<std::string> runs_;     // by context id: the automation
    Recent<State> states_;         // by context id: what changed in it last
};

}  // namespace hearth::automation
