#include "pattern_detection/timing/time_buckets.hpp"

#include <algorithm>

namespace hearth::pattern {
namespace {

// The part of a bucket that lies beyond a time, if it is even within.
double part_beyond(std::size_t bucket, double seconds) {
    const double begin = bucket_begin_s(bucket), end = bucket_end_s(bucket);
    return std::clamp((end - seconds) / (end - begin), 0.0, 1.0);
}

}  // namespace

std::size_t time_bucket(double seconds) {
    return static_cast<std::size_t>(
        std::upper_bound(kTimeEdges.begin(), kTimeEdges.end(), seconds) - kTimeEdges.begin());
}

double bucket_begin_s(std::size_t bucket) { return bucket == 0 ? 0 : kTimeEdges[bucket - 1]; }

double bucket_end_s(std::size_t bucket) {
    return bucket < kTimeEdges.size() ? kTimeEdges[bucket] : 2 * kTimeEdges.back();
}

double quantile_s(const TimeDistribution& distribution, double q) {
    double below = 0;
    for (std::size_t k = 0; k < kTimeBuckets; ++k) {
        if (below + distribution[k] >= q && distribution[k] > 0) {
            const double part = (q - below) / distribution[k];
            return bucket_begin_s(k) + part * (bucket_end_s(k) - bucket_begin_s(k));
        }
        below += distribution[k];
    }
    return bucket_end_s(kTimeBuckets - 1);
}

double survival(std::span<const double> distribution, double elapsed_s) {
    const std::size_t now = time_bucket(elapsed_s);
    double share = distribution[now] * part_beyond(now, elapsed_s);
    for (std::size_t k = now + 1; k < kTimeBuckets; ++k) share += distribution[k];
    return share;
}

TimeDistribution given_waited(const TimeDistribution& distribution, double elapsed_s) {
    const std::size_t now = time_bucket(elapsed_s);
    const double share = survival(distribution, elapsed_s);
    TimeDistribution out{};
    if (share <= 0) {
        out[now] = 1;
        return out;
    }
    out[now] = distribution[now] * part_beyond(now, elapsed_s) / share;
    for (std::size_t k = now + 1; k < kTimeBuckets; ++k) out[k] = distribution[k] / share;
    return out;
}

double ranked_probability_score(const TimeDistribution& distribution, std::size_t truth) {
    double score = 0, below = 0;
    for (std::size_t k = 0; k + 1 < kTimeBuckets; ++k) {
        below += distribution[k];
        const double off = below - (truth <= k ? 1 : 0);
        score += off * off;
    }
    return score;
}

}  // namespace hearth::pattern
