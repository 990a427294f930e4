// The permanent anchor set as the replay of the training part meets it: what the experts said
// before each of its rows, from what had happened until then. No weight is fitted on these rows, so
// candidates of all times can be compared on them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/json.hpp"
#include "pattern_detection/event.hpp"
#include "pattern_detection/home_state.hpp"
#include "pattern_detection/scorer/scorer.hpp"

namespace hearth::pattern {

class AnchorRows {
public:
    // Keeps the row if it can be judged: some history, a label that can be predicted. `state` is as
    // it was before the event.
    void add(HomeState& state, const Event& event);

    // {"model":{…},"incumbent":{…}}, as ranking_scores; null without rows.
    Json scores(const ScorerWeights& model, const std::optional<ScorerWeights>& incumbent) const;

private:
    struct AnchorRow {
        ExpertOutputs outputs;
        std::int64_t truth = 0;
    };
    std::vector<AnchorRow> rows_;
};

}  // namespace hearth::pattern
