// A training that something asked for and that has not begun. A plain value; any thread.
#pragma once

#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/json.hpp"

namespace hearth::learning {

// From the strongest to the weakest: what a person asked for comes first; an interrupted run has
// work to lose; a model that drifts is wrong already; a threshold has seen new samples; the
// schedule only that time has passed.
enum class Trigger { kCommand, kResumed, kDrift, kThreshold, kSchedule };

// The word that is stored and shown: "command", "resumed", …
const char* to_string(Trigger trigger);

struct WantedRun {
    std::string model;
    Trigger trigger = Trigger::kSchedule;
    std::vector<Trigger> also;  // weaker or later triggers that it serves too, in order of arrival
    bool full = false;          // a full training even where an incremental one would do
    bool dry_run = false;
    bool forced = false;
    TimeUs wanted_us = 0;           // since when: of its first trigger
    Json details = Json::object();  // for whoever starts it; the queue does not look inside
};

// "command", "command (also schedule and drift)".
std::string trigger_words(const WantedRun& run);

// Both triggers ask for one run: the stronger (of equals, the later) gives the details, and nothing
// that either asked for is lost: full if one is full, forced if one is forced, all triggers
// remembered. Precondition: same model, same dry_run.
WantedRun merged(const WantedRun& waiting, const WantedRun& later);

}  // namespace hearth::learning
