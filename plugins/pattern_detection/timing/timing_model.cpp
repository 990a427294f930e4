#include "pattern_detection/timing/timing_model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pattern_detection/experts/context_parts.hpp"
#include "pattern_detection/experts/expert_bank.hpp"
#include "pattern_detection/hash_key.hpp"

namespace hearth::pattern {
namespace {

struct WaitContext {
    int parent;    // index; -1: even
    double start;  // its weight at first
    ContextKey key_of;
};

const WaitContext kWaitContexts[] = {
    {-1, 1, [](const Moment&) { return hash_key({}); }},
    {0, 1, [](const Moment& m) { return hash_key({m.recent[0]}); }},
    {1, .3,
     [](const Moment& m) {
         return hash_key({m.recent[0], m.recent[1]});
     }},
    {0, .3, [](const Moment& m) { return hash_key({three_hours(m)}); }},
    {3, .3, [](const Moment& m) { return hash_key({hour(m)}); }},
    {1, .3,
     [](const Moment& m) {
         return hash_key({three_hours(m), m.recent[0]});
     }},
    {0, .3, [](const Moment& m) { return hash_key({fine_gap(m)}); }},
    {1, .3,
     [](const Moment& m) {
         return hash_key({fine_gap(m), m.recent[0]});
     }},
    {6, .3,
     [](const Moment& m) {
         return hash_key({coarse_gap(m), coarse_gap(m, 1), session_position(m)});
     }},
    {2, .3,
     [](const Moment& m) {
         return hash_key({coarse_gap(m), m.recent[0], m.recent[1]});
     }},
    {1, .3,
     [](const Moment& m) {
         return hash_key({std::min(m.run_length - 1, 3), m.before_run, m.recent[0]});
     }},
};
constexpr std::size_t kWays = std::size(kWaitContexts);

// How much the parent counts against what was seen of a candidate, in waits.
constexpr double kHold = 12;
// How far the waits of an action are believed; 1: as they were counted. Chosen on three rolling
// blocks inside the first 80 % of five homes (README).
constexpr double kTrust = .75;
// Of a wait, what counts for the bucket before and after.
constexpr double kSpread = .25;

std::uint64_t key_of(std::int64_t candidate, std::int64_t detail = kNoSymbol) {
    return hash_key({candidate, detail});
}

void mix_in(const CountTable& table, std::uint64_t key, TimeDistribution& distribution) {
    const CountTable::Context* context = table.find(key);
    if (context == nullptr) return;
    const double scale = 1 / (context->total + kHold);
    for (double& p : distribution) p *= kHold * scale;
    table.for_each(*context, [&](int number, double count) {
        const auto bucket = static_cast<std::size_t>(number);
        const double part = count * scale;
        distribution[bucket] += (1 - 2 * kSpread) * part;
        distribution[bucket == 0 ? 0 : bucket - 1] += kSpread * part;
        distribution[std::min(bucket + 1, kTimeBuckets - 1)] += kSpread * part;
    });
}

void normalise(std::vector<double>& probability, double before) {
    const double total = std::accumulate(probability.begin(), probability.end(), 0.0);
    if (total > 0)
        for (double& p : probability) p *= before / total;
}

std::vector<double> start_weights() {
    std::vector<double> start;
    for (const WaitContext& context : kWaitContexts) start.push_back(context.start);
    return start;
}

}  // namespace

TimingModel::TimingModel()
    : mixer_(kTimeBuckets, start_weights()),
      probability_(kWays * kTimeBuckets),
      log_(kWays * kTimeBuckets),
      residual_(kWays * kTimeBuckets),
      mass_(kWays) {
    for (const WaitContext& context : kWaitContexts)
        entries_.push_back({ContextExpert(context.key_of), context.parent});
    mixed_.fill(1.0 / kTimeBuckets);
}

void TimingModel::prepare(const History& history, const Vocabulary& vocabulary) {
    static constexpr TimeDistribution kEven = [] {
        TimeDistribution even{};
        for (double& p : even) p = 1.0 / kTimeBuckets;
        return even;
    }();
    newest_ = history.moment().recent[0];
    hours_ = three_hours(history.moment());
    const std::span<double> all(probability_);
    for (std::size_t e = 0; e < kWays; ++e) {
        Entry& entry = entries_[e];
        entry.expert.prepare(history, vocabulary);
        const std::span<const double> parent =
            entry.parent < 0
                ? std::span<const double>(kEven)
                : all.subspan(static_cast<std::size_t>(entry.parent) * kTimeBuckets, kTimeBuckets);
        const std::span<double> own = all.subspan(e * kTimeBuckets, kTimeBuckets);
        mass_[e] = mass_bucket(entry.expert.predict(parent, own));
        for (std::size_t k = 0; k < kTimeBuckets; ++k) {
            const std::size_t at = e * kTimeBuckets + k;
            // What was not seen in this context is the parent's answer.
            log_[at] = mass_[e] == 0 && entry.parent >= 0
                           ? log_[static_cast<std::size_t>(entry.parent) * kTimeBuckets + k]
                           : std::log(own[k] + 1e-9);
            residual_[at] =
                entry.parent < 0
                    ? log_[at]
                    : log_[at] - log_[static_cast<std::size_t>(entry.parent) * kTimeBuckets + k];
        }
    }
    mixer_.predict(residual_, mass_, mixed_);
}

TimeDistribution TimingModel::of_expert(std::size_t expert) const {
    TimeDistribution out{};
    std::copy_n(&probability_[expert * kTimeBuckets], kTimeBuckets, out.begin());
    return out;
}

TimeDistribution TimingModel::next_if(int candidate) const {
    TimeDistribution out = mixed_;
    mix_in(of_candidate_, key_of(candidate), out);
    mix_in(at_hour_, key_of(candidate, hours_), out);
    mix_in(after_, key_of(candidate, newest_), out);
    return out;
}

void TimingModel::learn(int candidate, double seconds) {
    const std::size_t bucket = time_bucket(seconds);
    mixer_.learn(residual_, mass_, mixed_, bucket);
    const int counted = static_cast<int>(bucket);
    for (Entry& entry : entries_) entry.expert.update(counted);
    of_candidate_.add(key_of(candidate), counted);
    at_hour_.add(key_of(candidate, hours_), counted);
    after_.add(key_of(candidate, newest_), counted);
}

void weigh_by_survival(const TimingModel& timing, double elapsed_s,
                       std::vector<double>& probability) {
    const double before = std::accumulate(probability.begin(), probability.end(), 0.0);
    for (std::size_t y = 0; y < probability.size(); ++y)
        probability[y] *=
            std::pow(survival(timing.next_if(static_cast<int>(y)), elapsed_s), kTrust);
    normalise(probability, before);
}

void weigh_by_wait(const TimingModel& timing, double elapsed_s, std::vector<double>& probability) {
    const double before = std::accumulate(probability.begin(), probability.end(), 0.0);
    const std::size_t bucket = time_bucket(elapsed_s);
    for (std::size_t y = 0; y < probability.size(); ++y)
        probability[y] *= std::pow(timing.next_if(static_cast<int>(y))[bucket], kTrust);
    normalise(probability, before);
}

}  // namespace hearth::pattern
