// Which answer to an event the user gets: the active version's, or that of the version in shadow
// (a canary). Exactly one is given out; a canary that fails leaves it to the active version.
//
// The two answers come in any order, and later than the question. Event loop only.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "core/json.hpp"

namespace hearth::serving {

// May the version in shadow answer what comes after this sample? About `fraction` of all samples,
// the same ones whenever it is asked.
bool is_canary(std::int64_t shadow_version, std::int64_t sample_id, double fraction);

class AnswerChoice {
public:
    using OnChosen = std::function<void(Json prediction)>;

    AnswerChoice(bool canary, OnChosen on_chosen)
        : turn_(canary ? Turn::kShadow : Turn::kActive), on_chosen_(std::move(on_chosen)) {}

    bool canary() const { return turn_ == Turn::kShadow; }
    void active_answered(Json prediction);
    void shadow_answered(Json prediction);
    void shadow_failed();

private:
    enum class Turn { kActive, kShadow, kNobody };
    void give(Json prediction);

    Turn turn_;
    OnChosen on_chosen_;
    std::optional<Json> spare_;  // the active version's, while the shadow's is waited for
};

}  // namespace hearth::serving
