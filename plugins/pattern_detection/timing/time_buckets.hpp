// Waiting times in buckets that grow with the time: seconds matter after a second, hours after a
// day.
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace hearth::pattern {

// Bucket k holds [kTimeEdges[k - 1], kTimeEdges[k]) seconds; the first begins at 0, the last has no
// end.
inline constexpr std::array<double, 19> kTimeEdges{
    2,    5,    10,   20,     40,     60,     120,    300,    600,    1200,
    1800, 3600, 7200, 14'400, 28'800, 43'200, 64'800, 86'400, 172'800};
inline constexpr std::size_t kTimeBuckets = kTimeEdges.size() + 1;

using TimeDistribution = std::array<double, kTimeBuckets>;  // sums to 1

std::size_t time_bucket(double seconds);
// Where bucket k begins and ends; the last is taken to end at twice its beginning.
double bucket_begin_s(std::size_t bucket);
double bucket_end_s(std::size_t bucket);

// The time below which the share q lies (0 < q < 1), even within a bucket.
double quantile_s(const TimeDistribution& distribution, double q);

// What remains when `elapsed_s` have passed and nothing happened; the bucket of that time keeps the
// part that is still to come. Where nothing remains: all in the bucket of that time.
TimeDistribution given_waited(const TimeDistribution& distribution, double elapsed_s);
// The share of it that lies beyond that time.
double survival(std::span<const double> distribution, double elapsed_s);

// Ranked probability score (Epstein 1969): the sum over the borders of the squared difference
// between the forecast's and the truth's cumulative share. The discrete form of the CRPS; 0 is
// best.
double ranked_probability_score(const TimeDistribution& distribution, std::size_t truth);

}  // namespace hearth::pattern
