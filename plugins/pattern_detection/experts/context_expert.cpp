#include "pattern_detection/experts/context_expert.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::pattern {

void ContextExpert::prepare(const History& history, const Vocabulary& /*vocabulary*/) {
    key_ = key_of_(history.moment());
}

double ContextExpert::predict(std::span<const double> parent, std::span<double> probability) const {
    const CountTable::Context* context = table_.find(key_);
    if (context == nullptr) {
        std::copy(parent.begin(), parent.end(), probability.begin());
        return 0;
    }
    const double scale = 1 / (context->total + .5);
    const double back_off = (.5 + .5 * context->distinct) * scale;
    for (std::size_t y = 0; y < probability.size(); ++y) probability[y] = back_off * parent[y];
    table_.for_each(*context, [&](int candidate, double count) {
        probability[static_cast<std::size_t>(candidate)] += (count - .5) * scale;
    });
    return context->total;
}

void ContextExpert::update(int candidate) { table_.add(key_, candidate); }

ContextExpert::Support ContextExpert::support(int candidate) const {
    const CountTable::Context* context = table_.find(key_);
    if (context == nullptr) return {};
    return {table_.count(*context, candidate), context->total};
}

void DecayedExpert::prepare(const History& history, const Vocabulary& /*vocabulary*/) {
    key_ = key_of_(history.moment());
}

double DecayedExpert::predict(std::span<const double> parent, std::span<double> probability) const {
    const CountTable::Context* context = table_.find(key_);
    if (context == nullptr) {
        std::copy(parent.begin(), parent.end(), probability.begin());
        return 0;
    }
    const double scale = 1 / (context->total + .5);
    for (std::size_t y = 0; y < probability.size(); ++y) probability[y] = .5 * scale * parent[y];
    table_.for_each(*context, [&](int candidate, double count) {
        probability[static_cast<std::size_t>(candidate)] += count * scale;
    });
    return std::ceil(context->total);
}

void DecayedExpert::update(int candidate) { table_.add(key_, candidate, decay_); }

}  // namespace hearth::pattern
