#include "pattern_detection/training/replay_plan.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace hearth::pattern {

std::vector<std::size_t> grouped_order(const sdk::Dataset& dataset) {
    std::unordered_map<std::string, std::size_t> first_row;
    std::vector<std::size_t> place(dataset.rows.size()), order(dataset.rows.size());
    for (std::size_t i = 0; i < dataset.rows.size(); ++i) {
        const std::string& group = dataset.rows[i].group;
        place[i] = group.empty() ? i : first_row.try_emplace(group, i).first->second;
        order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return place[a] < place[b]; });
    return order;
}

ReplayPlan plan_replay(const sdk::Dataset& dataset, const sdk::Split& split) {
    std::vector<bool> held_out(dataset.rows.size(), false);
    std::unordered_set<std::string> held_out_groups;
    for (const std::size_t i : split.holdout) {
        held_out[i] = true;
        if (!dataset.rows[i].group.empty()) held_out_groups.insert(dataset.rows[i].group);
    }
    const std::size_t border = split.holdout.empty() ? dataset.rows.size() : split.holdout.front();
    ReplayPlan plan;
    for (const std::size_t i : grouped_order(dataset)) {
        const sdk::Row& row = dataset.rows[i];
        const bool context_of_holdout =
            !row.target && (row.group.empty() ? i > border : held_out_groups.count(row.group) > 0);
        (held_out[i] || context_of_holdout ? plan.holdout : plan.training).push_back(i);
    }
    return plan;
}

}  // namespace hearth::pattern
