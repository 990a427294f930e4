#include "habit_counts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hearth::counting {

namespace {
constexpr double kPriorCount = 0.5;  // of every label, before anything is seen
constexpr double kBackOff = 2;       // weight of the plain frequencies in the conditional counts
}  // namespace

HabitCounts::HabitCounts(std::vector<std::string> vocabulary)
    : vocabulary_(std::move(vocabulary)), counts_(vocabulary_.size(), 0) {
    for (std::size_t i = 0; i < vocabulary_.size(); ++i) index_[vocabulary_[i]] = i;
    by_day_part_.fill(counts_);
}

std::optional<std::size_t> HabitCounts::find(const std::string& label) const {
    const auto found = index_.find(label);
    return found == index_.end() ? std::nullopt : std::optional(found->second);
}

void HabitCounts::learn(const Situation& situation, std::size_t label) {
    counts_[label] += 1;
    after_.try_emplace(situation.last_label, counts_.size(), 0).first->second[label] += 1;
    by_day_part_[situation.day_part][label] += 1;
}

std::vector<double> HabitCounts::frequency() const {
    const double total = std::accumulate(counts_.begin(), counts_.end(),
                                         kPriorCount * static_cast<double>(counts_.size()));
    std::vector<double> out(counts_.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = (counts_[i] + kPriorCount) / total;
    return out;
}

std::vector<double> HabitCounts::smoothed(const std::vector<double>& counts) const {
    std::vector<double> out = frequency();
    const double total = std::accumulate(counts.begin(), counts.end(), kBackOff);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = (counts[i] + kBackOff * out[i]) / total;
    return out;
}

std::vector<double> HabitCounts::after(const Situation& situation) const {
    const auto found = after_.find(situation.last_label);
    return found == after_.end() ? frequency() : smoothed(found->second);
}

std::vector<double> HabitCounts::time_of_day(const Situation& situation) const {
    return smoothed(by_day_part_[situation.day_part]);
}

std::vector<float> HabitCounts::features(const Situation& situation) const {
    const std::array<std::vector<double>, kFeatures> sources{frequency(), after(situation),
                                                             time_of_day(situation)};
    std::vector<float> out;
    out.reserve(labels() * kFeatures);
    for (std::size_t label = 0; label < labels(); ++label)
        for (const std::vector<double>& source : sources)
            out.push_back(static_cast<float>(std::log(source[label])));
    return out;
}

std::size_t day_part_of(TimeUs time, const TimeZone& zone) {
    return std::min(kDayParts - 1,
                    static_cast<std::size_t>(zone.local(time).hour / 24 * kDayParts));
}

}  // namespace hearth::counting
