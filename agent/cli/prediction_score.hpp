// Compares live predictions with what then happened: the daemon makes a prediction after each
// sample and says which sample that was, so every prediction names the outcome of the one before.
// Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/json.hpp"

namespace hearth::cli {

struct JudgedPrediction {
    std::string predicted;    // label of the first candidate
    double probability = 0;   // of the first candidate
    std::string happened;     // label of what then happened
    std::optional<int> rank;  // of what happened among the candidates, from 1
};

class PredictionScore {
public:
    // Whether what happened ("light.kitchen=on") is something that is predicted at all. Signs of
    // presence, such as a motion sensor, are not: they only explain what comes next.
    using IsTarget = std::function<bool(const std::string& label)>;

    explicit PredictionScore(IsTarget is_target) : is_target_(std::move(is_target)) {}

    // body: an event "prediction". What can now be said of the prediction before it; nothing for
    // the first one, and when what happened is no target: the prediction made after it replaces the
    // one before.
    std::optional<JudgedPrediction> take(const Json& body);

    std::int64_t judged() const { return judged_; }
    std::int64_t right() const { return right_; }              // the first candidate
    std::int64_t among_three() const { return among_three_; }  // one of the first three

private:
    IsTarget is_target_;
    std::map<std::string, Json> last_items_;  // by model
    std::int64_t judged_ = 0, right_ = 0, among_three_ = 0;
};

}  // namespace hearth::cli
