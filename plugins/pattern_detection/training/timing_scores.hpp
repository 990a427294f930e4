// How well "when" was told on the hold-out, and what knowing the time is worth to "what".
#pragma once

#include <array>
#include <vector>

#include "core/json.hpp"
#include "pattern_detection/timing/timing_model.hpp"
#include "sdk/bootstrap.hpp"

namespace hearth::pattern {

// Log-loss and ranked probability score over the time buckets of the model and of two plain ways of
// counting: all waits ("marginal") and those after the newest action ("after_action").
class TimingScores {
public:
    // The wait that followed; timing as it was before.
    void add(const TimingModel& timing, double seconds);
    // {"rows","scores":{"model":{"log_loss","rps"},…},"calibration":{"below_p10","below_p50",
    // "below_p90"}}: the share of waits below what was told; null without rows.
    Json to_json() const;

private:
    struct Sums {
        double log_loss = 0, rps = 0;
        void add(const TimeDistribution& distribution, std::size_t truth);
    };
    std::size_t rows_ = 0;
    Sums model_, marginal_, after_action_;
    std::array<std::size_t, 3> below_{};
};

// What comes next when the time is known: "at_event", as it happens; "after_600_s", asked when ten
// minutes have passed, of the rows that took longer. Each beside the model that is not told.
class QueryTimeScores {
public:
    // probability: the model's, of all candidates; truth: -1 when it is none of them.
    void add(const TimingModel& timing, double seconds, const std::vector<double>& probability,
             std::int64_t truth, double unseen);
    // {"at_event":{"rows","scores":{"told":{…},"not_told":{…}},"intervals"},"after_600_s":{…}}
    Json to_json(std::uint64_t seed) const;

private:
    struct Pair {
        sdk::RowScores told, not_told;
    };
    static void add_row(const std::vector<double>& probability, std::int64_t truth, double unseen,
                        sdk::RowScores& rows);
    Pair at_event_, after_wait_;
};

}  // namespace hearth::pattern
