// Compares live predictions with what then happened: the daemon makes a prediction after each
// sample and says which sample that was, so every prediction names the outcome of the one before.
// Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

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
    // body: an event "prediction". What can now be said of the prediction before it; nothing for
    // the first one, and when what happened is nothing that people operate (a motion sensor): the
    // prediction made after it replaces the one before.
    std::optional<JudgedPrediction> take(const Json& body);

    std::int64_t judged() const { return judged_; }
    std::int64_t right() const { return right_; }              // the first candidate
    std::int64_t among_three() const { return among_three_; }  // one of the first three

private:
    std::map<std::string, Json> last_items_;  // by model
    std::int64_t judged_ = 0, right_ = 0, among_three_ = 0;
};

}  // namespace hearth::cli
