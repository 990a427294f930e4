#include "pattern_detection/baselines/backoff.hpp"

#include <algorithm>
#include <numeric>

#include "pattern_detection/hash_key.hpp"

namespace hearth::pattern {

void Backoff::prepare(const History& history, const Vocabulary& vocabulary) {
    const Moment& moment = history.moment();
    candidates_ = static_cast<std::size_t>(vocabulary.candidates());
    depth_ = 0;
    keys_[0] = hash_key({});
    for (; depth_ < order_ && moment.recent[depth_] != kNoSymbol; ++depth_)
        keys_[depth_ + 1] =
            hash_key({static_cast<std::int64_t>(keys_[depth_]), moment.recent[depth_]});
}

double Backoff::predict(std::vector<double>& probability) const {
    probability.assign(candidates_, 0);
    double weight = 1;
    for (std::size_t length = depth_ + 1; length-- > 0;) {
        const CountTable::Context* context = tables_[length].find(keys_[length]);
        if (context == nullptr) continue;
        const double lambda = context->total / (context->total + context->distinct);
        tables_[length].for_each(*context, [&](int candidate, double count) {
            probability[static_cast<std::size_t>(candidate)] +=
                weight * lambda * count / context->total;
        });
        weight *= 1 - lambda;
    }
    const double share = weight / static_cast<double>(candidates_ + 1);
    for (double& p : probability) p += share;
    return share;
}

void Backoff::update(int candidate) {
    for (std::size_t length = 0; length <= depth_; ++length)
        tables_[length].add(keys_[length], candidate);
    const auto y = static_cast<std::size_t>(candidate);
    if (y >= frequency_.size()) frequency_.resize(y + 1, 0);
    frequency_[y] += 1;
}

std::vector<std::size_t> Backoff::tie_order() const {
    std::vector<double> frequency = frequency_;
    frequency.resize(std::max(frequency.size(), candidates_), 0);
    std::vector<std::size_t> by_frequency(frequency.size());
    std::iota(by_frequency.begin(), by_frequency.end(), std::size_t{0});
    std::stable_sort(by_frequency.begin(), by_frequency.end(),
                     [&](std::size_t a, std::size_t b) { return frequency[a] > frequency[b]; });
    std::vector<std::size_t> place(by_frequency.size());
    for (std::size_t i = 0; i < by_frequency.size(); ++i) place[by_frequency[i]] = i;
    return place;
}

}  // namespace hearth::pattern
