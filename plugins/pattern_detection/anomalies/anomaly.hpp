// An anomaly of the day: something usual that did not happen, or something unusual that did.
#pragma once

#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"

namespace hearth::pattern {

struct Anomaly {
    enum class Kind { kMissed, kUnusual };

    Kind kind = Kind::kMissed;
    std::string label;   // what did not happen, or did
    std::string entity;  // whose state it is
    TimeUs time_us = 0;  // by when it should have happened; when it happened
    int day = 0;         // of the household, since 1970
    // kMissed: on so many of so many occasions it had happened by then. kUnusual: support is how
    // often it had happened near that hour (0), of: how often at all.
    double support = 0, of = 0;
    std::string text;  // one sentence with the counts
};

// {"id","kind":"missed"|"unusual","label","entity","time" (ISO),"day"
// (date),"support","of","text"}. The id is the same whenever the same thing is told of the same
// day: one for an entity and kind.
Json to_json(const Anomaly& anomaly);

}  // namespace hearth::pattern
