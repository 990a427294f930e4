// What an automation did and a person took back soon after: it was not wanted. A negative sample of
// kind "feedback" for what was undone.
//
// Only a known person undoes. A hand on the switch looks the same as a device that flaps, so it
// does not count, and neither does what comes back after a restart. No I/O; one thread.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

#include "domain/sample.hpp"
#include "domain/state_change.hpp"

namespace hearth::learning {

class UndoRule {
public:
    // within: how soon a person must take it back.
    explicit UndoRule(TimeUs within) : within_(within) {}

    // Every change, also of attributes alone: tells which automation runs in which context.
    void note(const StateChange& change);

    // A change of state that happened now, its origin known, in order and each once. The sample, if
    // it takes back what an automation did to the entity: label "light.hall=on" is what was undone;
    // features {"entity","state","origin":"user","feedback":"undone","seconds","cause"?}, cause the
    // automation or script if it is known. event_id is left 0.
    std::optional<Sample> undone_by(const StateChange& change);

    // A change that was stored before a restart, in order: what an automation did then can be
    // taken back now.
    void recall(const StateChange& change) { static_cast<void>(undone_by(change)); }

    TimeUs within() const { return within_; }

private:
    struct Done {
        std::string from, to;  // settled states
        TimeUs at_us = 0;
        std::string context_id;
    };
    std::optional<Sample> sample_of(const Done& done, const StateChange& change) const;
    void remember(const StateChange& change);

    TimeUs within_;
    std::unordered_map<std::string, Done> done_;         // by entity: an automation did it last
    std::unordered_map<std::string, std::string> runs_;  // context id to automation or script
    std::deque<std::string> run_order_;
};

}  // namespace hearth::learning
