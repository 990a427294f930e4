// An anomaly of the day as a model tells it (the "anomalies" reply of docs/plugin-guide.md), read
// and checked: what a plugin says is not trusted. Pure.
#pragma once

#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::anomalies {

struct Anomaly {
    std::string model;
    std::string id;    // the model's: the same whenever the same thing is told
    std::string kind;  // "missed": something usual did not happen; "unusual": it did
    std::string label, entity;
    TimeUs time_us = 0;
    std::string text;  // one sentence

    // Which one it is among those of all models, without saying what it is.
    std::string key() const;
};

// kInvalid with the field that is missing, wrong or too long.
Result<Anomaly> read_anomaly(const std::string& model, const Json& json);

// {"model","id","kind","label","entity","time" (ISO),"text"}.
Json report(const Anomaly& anomaly);

}  // namespace hearth::anomalies
