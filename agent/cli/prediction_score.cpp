#include "cli/prediction_score.hpp"

#include <utility>

namespace hearth::cli {

namespace {

std::optional<int> rank_of(const Json& items, const std::string& label) {
    int rank = 0;
    for (const Json& item : items) {
        ++rank;
        if (json_string(item, "label") == label) return rank;
    }
    return std::nullopt;
}

}  // namespace

std::optional<JudgedPrediction> PredictionScore::take(const Json& body) {
    const auto model = json_string(body, "model");
    if (!model || !body.contains("items") || !body.at("items").is_array()) return std::nullopt;
    const Json before = std::exchange(last_items_[*model], body.at("items"));
    const std::string happened = json_string(body, "after").value_or("");
    if (!before.is_array() || before.empty()) return std::nullopt;
    const auto rank = rank_of(before, happened);
    if (!rank && !is_target_(happened)) return std::nullopt;
    ++judged_;
    if (rank && *rank == 1) ++right_;
    if (rank && *rank <= 3) ++among_three_;
    const Json& first = before.front();
    return JudgedPrediction{json_string(first, "label").value_or(""),
                            json_number(first, "probability").value_or(0), happened, rank};
}

}  // namespace hearth::cli
