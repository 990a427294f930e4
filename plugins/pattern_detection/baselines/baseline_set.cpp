#include "pattern_detection/baselines/baseline_set.hpp"

namespace hearth::pattern {

void BaselineSet::prepare(const History& history, const Vocabulary& vocabulary) {
    for (Entry& entry : entries_) entry.counts.prepare(history, vocabulary);
}

double BaselineSet::predict(std::size_t baseline, std::vector<double>& probability) const {
    return entries_[baseline].counts.predict(probability);
}

std::vector<std::size_t> BaselineSet::tie_order(std::size_t baseline) const {
    return entries_[baseline].counts.tie_order();
}

void BaselineSet::update(int candidate) {
    for (Entry& entry : entries_)
        if (entry.online || !frozen_) entry.counts.update(candidate);
}

void BaselineSet::freeze() { frozen_ = true; }

}  // namespace hearth::pattern
