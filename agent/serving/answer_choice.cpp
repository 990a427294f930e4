#include "serving/answer_choice.hpp"

#include <string>
#include <utility>

#include "learning/shadow_rule.hpp"

namespace hearth::serving {

bool is_canary(std::int64_t shadow_version, std::int64_t sample_id, double fraction) {
    return learning::canary_serves(std::to_string(shadow_version) + "/" + std::to_string(sample_id),
                                   fraction);
}

void AnswerChoice::give(Json prediction) {
    turn_ = Turn::kNobody;
    on_chosen_(std::move(prediction));
}

void AnswerChoice::active_answered(Json prediction) {
    if (turn_ == Turn::kActive) return give(std::move(prediction));
    if (turn_ == Turn::kShadow) spare_ = std::move(prediction);
}

void AnswerChoice::shadow_answered(Json prediction) {
    if (turn_ == Turn::kShadow) give(std::move(prediction));
}

void AnswerChoice::shadow_failed() {
    if (turn_ != Turn::kShadow) return;
    turn_ = Turn::kActive;
    if (spare_) give(std::move(*spare_));
}

}  // namespace hearth::serving
