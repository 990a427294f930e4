// Tells everybody how a training ended: a decision, a line of the log, and those who watch. Event
// loop only.
#pragma once

#include "core/feed.hpp"
#include "domain/run.hpp"
#include "training/chronicle.hpp"

namespace hearth::training {

class RunAnnouncer {
public:
    RunAnnouncer(Chronicle& chronicle, Feed& feed) : chronicle_(chronicle), feed_(feed) {}

    // The run is stored as it ended.
    void ended(const Run& run);

private:
    Chronicle& chronicle_;
    Feed& feed_;
};

}  // namespace hearth::training
