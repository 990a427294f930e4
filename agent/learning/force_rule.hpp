// What a training that a person forces goes past, and what a refusal says. Pure; any thread.
//
// Force goes past what only says that it is not yet time (threshold, rest, back-off), past a
// version in shadow, and past what spares the household (load, hours, mains power). It does not go
// past what somebody decided (a pause, learning or the model switched off), nor past what protects
// the machine (memory, heat, a battery that is nearly empty).
#pragma once

#include <string>
#include <vector>

#include "learning/readiness.hpp"

namespace hearth::learning {

struct Wish {
    bool forced = false;
    bool by_time = false;    // the threshold need not be reached
    bool by_person = false;  // who is told what helps
};

bool yields_to_force(const std::string& code);  // of a Blocker

// Every blocker that the wish does not go past, in words; empty: nothing stands in its way. That a
// training waits its turn is no obstacle.
std::string refusal(const std::vector<Blocker>& blockers, const Wish& wish);

}  // namespace hearth::learning
