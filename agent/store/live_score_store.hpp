// LiveScoreStore: how each version did on what people really did next.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/live_score.hpp"
#include "store/database.hpp"

namespace hearth::store {

struct LiveScoreSummary {
    std::int64_t n = 0;
    double top1 = 0, mrr = 0, log_loss = 0;  // means over the n rows; 0 when there are none
    TimeUs last_us = 0;
};

// A version and the fallback on the same samples.
struct BesideFallback {
    LiveScoreSummary version, fallback;  // both over the same n rows
    // Reciprocal rank of the version minus that of the fallback: sum, and sum of squares.
    double lead_sum = 0, lead_sum_squares = 0;
};

class LiveScoreStore {
public:
    explicit LiveScoreStore(Database& database) : database_(database) {}

    Status add(const std::string& model, const LiveScore& score);
    // Over the newest `rows` rows not older than `from_us`.
    Result<LiveScoreSummary> summary(const std::string& model, std::int64_t version,
                                     TimeUs from_us = 0, int rows = 1'000'000);
    // Of the newest `rows` rows of the version not older than `from_us`, those on which the
    // fallback was scored too. Version 0 is beside itself.
    Result<BesideFallback> beside_fallback(const std::string& model, std::int64_t version,
                                           TimeUs from_us, int rows);
    // Newest first.
    Result<std::vector<LiveScore>> latest(const std::string& model, std::int64_t version, int rows);

private:
    Database& database_;
};

}  // namespace hearth::store
