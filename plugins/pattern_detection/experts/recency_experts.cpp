#include "pattern_detection/experts/recency_experts.hpp"

#include <array>

#include "pattern_detection/experts/buckets.hpp"

namespace hearth::pattern {
namespace {

constexpr std::array<double, 11> kEventAges{1, 2, 3, 4, 6, 9, 13, 20, 35, 60, 120};
constexpr double kHour = 3600;
constexpr std::array<double, 12> kSecondAges{60,         300,        900,        1800,
                                             kHour,      2 * kHour,  4 * kHour,  8 * kHour,
                                             12 * kHour, 18 * kHour, 26 * kHour, 50 * kHour};

}  // namespace

void MoveToFrontExpert::prepare(const History& history, const Vocabulary& vocabulary) {
    rank_.assign(static_cast<std::size_t>(vocabulary.candidates()), -1);
    weight_of_rank_.resize(rank_.size(), 1);
    seen_ = 0;
    for (const int symbol : history.by_recency())
        if (const auto candidate = vocabulary.candidate_of_symbol(symbol))
            rank_[static_cast<std::size_t>(*candidate)] = static_cast<int>(seen_++);
}

double MoveToFrontExpert::predict(std::span<const double> /*parent*/,
                                  std::span<double> probability) const {
    const std::size_t unseen = rank_.size() - seen_;
    double total = unseen > 0 ? weight_of_unseen_ : 0;
    for (std::size_t rank = 0; rank < seen_; ++rank) total += weight_of_rank_[rank];
    for (std::size_t y = 0; y < probability.size(); ++y) {
        const double weight = rank_[y] >= 0 ? weight_of_rank_[static_cast<std::size_t>(rank_[y])]
                                            : weight_of_unseen_ / static_cast<double>(unseen);
        probability[y] = weight / total;
    }
    return updates_;
}

void MoveToFrontExpert::update(int candidate) {
    const auto y = static_cast<std::size_t>(candidate);
    ++updates_;
    if (rank_[y] >= 0) {
        weight_of_rank_[static_cast<std::size_t>(rank_[y])] += 1;
    } else {
        weight_of_unseen_ += 1;
    }
}

std::size_t LagExpert::last_bucket() const {
    return age_ == Age::kEvents ? kEventAges.size() : kSecondAges.size();
}

std::size_t LagExpert::bucket_of_symbol(const History& history, int symbol) const {
    const std::int64_t events = history.events_since(symbol);
    if (events < 0) return last_bucket();
    const int bucket = age_ == Age::kEvents ? bucket_of(static_cast<double>(events), kEventAges)
                                            : bucket_of(history.seconds_since(symbol), kSecondAges);
    return static_cast<std::size_t>(bucket);
}

// A candidate that joins later is treated as if it had been there, unseen, from the start.
void LagExpert::add_candidates(std::size_t count) {
    for (std::size_t y = bucket_.size(); y < count; ++y) {
        bucket_.push_back(last_bucket());
        hits_.resize(hits_.size() + kBuckets, 0);
        visits_.resize(visits_.size() + kBuckets, 0);
        visits_[cell(y, last_bucket())] = updates_;
        bucket_visits_[last_bucket()] += updates_;
    }
}

void LagExpert::prepare(const History& history, const Vocabulary& vocabulary) {
    add_candidates(static_cast<std::size_t>(vocabulary.candidates()));
    for (std::size_t y = 0; y < bucket_.size(); ++y)
        bucket_[y] = bucket_of_symbol(history, vocabulary.symbol_of_candidate(static_cast<int>(y)));
}

double LagExpert::predict(std::span<const double> /*parent*/, std::span<double> probability) const {
    const auto width = static_cast<double>(probability.size());
    double total = 0;
    for (std::size_t y = 0; y < probability.size(); ++y) {
        const std::size_t b = bucket_[y];
        const double pooled = (bucket_hits_[b] + .5) / (bucket_visits_[b] + width);
        probability[y] = (hits_[cell(y, b)] + 3 * pooled) / (visits_[cell(y, b)] + 3);
        total += probability[y];
    }
    for (double& p : probability) p /= total;
    return updates_;
}

void LagExpert::update(int candidate) {
    ++updates_;
    for (std::size_t y = 0; y < bucket_.size(); ++y) {
        visits_[cell(y, bucket_[y])] += 1;
        bucket_visits_[bucket_[y]] += 1;
    }
    const auto y = static_cast<std::size_t>(candidate);
    hits_[cell(y, bucket_[y])] += 1;
    bucket_hits_[bucket_[y]] += 1;
}

}  // namespace hearth::pattern
