// Joins the scores of two versions on the same sample, in whatever order their workers answer.
// Keeps a few that wait for the other; the oldest go first. Plain data.
#pragma once

#include <algorithm>
#include <deque>
#include <optional>

#include "domain/live_score.hpp"

namespace hearth::serving {

class ScorePairs {
public:
    struct Pair {
        LiveScore active, shadow;
    };
    static constexpr std::size_t kMostWaiting = 32;

    std::optional<Pair> add_active(const LiveScore& score) {
        const auto other = join(score, active_, shadow_);
        return other ? std::optional(Pair{score, *other}) : std::nullopt;
    }
    std::optional<Pair> add_shadow(const LiveScore& score) {
        const auto other = join(score, shadow_, active_);
        return other ? std::optional(Pair{*other, score}) : std::nullopt;
    }
    void clear() {
        active_.clear();
        shadow_.clear();
    }

private:
    using Waiting = std::deque<LiveScore>;

    static std::optional<LiveScore> join(const LiveScore& score, Waiting& own, Waiting& others) {
        const auto found = std::find_if(others.begin(), others.end(), [&](const LiveScore& one) {
            return one.sample_id == score.sample_id;
        });
        if (found == others.end()) {
            own.push_back(score);
            if (own.size() > kMostWaiting) own.pop_front();
            return std::nullopt;
        }
        const LiveScore other = *found;
        others.erase(found);
        return other;
    }

    Waiting active_, shadow_;
};

}  // namespace hearth::serving
