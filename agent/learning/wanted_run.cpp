#include "learning/wanted_run.hpp"

#include <algorithm>

#include "learning/plain_words.hpp"

namespace hearth::learning {

const char* to_string(Trigger trigger) {
    switch (trigger) {
        case Trigger::kCommand: return "command";
        case Trigger::kResumed: return "resumed";
        case Trigger::kDrift: return "drift";
        case Trigger::kThreshold: return "threshold";
        case Trigger::kSchedule: return "schedule";
    }
    return "schedule";
}

std::string trigger_words(const WantedRun& run) {
    std::vector<std::string> others;
    for (const Trigger trigger : run.also) others.emplace_back(to_string(trigger));
    const std::string words = to_string(run.trigger);
    return others.empty() ? words : words + " (also " + joined_by_and(others) + ")";
}

WantedRun merged(const WantedRun& waiting, const WantedRun& later) {
    const bool takes_over = later.trigger <= waiting.trigger;
    WantedRun out = takes_over ? later : waiting;
    out.full = waiting.full || later.full;
    out.forced = waiting.forced || later.forced;
    out.wanted_us = std::min(waiting.wanted_us, later.wanted_us);
    out.also.clear();
    const auto remember = [&](Trigger trigger) {
        const bool known = std::find(out.also.begin(), out.also.end(), trigger) != out.also.end();
        if (trigger != out.trigger && !known) out.also.push_back(trigger);
    };
    for (const WantedRun* run : {&waiting, &later}) {
        remember(run->trigger);
        for (const Trigger trigger : run->also) remember(trigger);
    }
    return out;
}

}  // namespace hearth::learning
