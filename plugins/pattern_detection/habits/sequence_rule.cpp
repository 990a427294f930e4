#include "pattern_detection/habits/sequence_rule.hpp"
#include "pattern_detection/habits/habit.hpp"

#include <algorithm>

namespace hearth::pattern {

Hours hours_of_successes(const std::vector<Trial>& trials, const SequenceRule& rule) {
    std::vector<int> minutes;
    for (const Trial& trial : trials)
        if (rule.applies_to(trial) && rule.taken(trial)) minutes.push_back(trial.second / 60);
    if (minutes.size() < kMinimumTimes) return {};
    std::sort(minutes.begin(), minutes.end());
    // The largest gap of the circle is where the hours are not.
    int gap = minutes.front() + Hours::kDay - minutes.back();
    int from = minutes.front();
    for (std::size_t i = 1; i < minutes.size(); ++i) {
        if (minutes[i] - minutes[i - 1] <= gap) continue;
        gap = minutes[i] - minutes[i - 1];
        from = minutes[i];
    }
    constexpr int kSpare = 30;
    const int length = Hours::kDay - gap + 2 * kSpare;
    if (length >= Hours::kDay) return {};
    return {(from - kSpare + Hours::kDay) % Hours::kDay, length};
}

std::vector<int> telling_circumstances(const std::vector<Trial>& trials, std::size_t known) {
    Surroundings::Mask at_some = 0, at_all = ~Surroundings::Mask{0};
    for (const Trial& trial : trials) {
        at_some |= trial.given;
        at_all &= trial.given;
    }
    std::vector<int> out;
    for (std::size_t i = 0; i < known; ++i)
        if (((at_some & ~at_all) >> i & 1) != 0) out.push_back(static_cast<int>(i));
    return out;
}

double share_given(const std::vector<Trial>& trials, int given) {
    if (given < 0 || trials.empty()) return 1;
    const auto times = std::count_if(trials.begin(), trials.end(), [given](const Trial& trial) {
        return (trial.given >> given & 1) != 0;
    });
    return static_cast<double>(times) / static_cast<double>(trials.size());
}

}  // namespace hearth::pattern
