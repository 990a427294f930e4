// What changes soon after what: counted over a stream of changes in order of time. A change of y
// counts once for every other entity that last changed within the window before it, the most recent
// ones only, so that a change costs the same however many entities there are.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "core/clock.hpp"

namespace hearth::synergy {

class CoActivation {
public:
    static constexpr TimeUs kWindow = 300 * kMicrosPerSecond;
    static constexpr std::size_t kMostBefore = 16;  // entities that one change counts for
    static constexpr int kParts = 8;                // of a day, in the usage profile

    struct Together {
        double count = 0;
        double delay_s = 0;  // summed
    };

    // `is_action`: something that may be wanted of an automation, by a person or to be predicted.
    void observe(int entity, TimeUs time, bool is_action);
    // What came before has nothing to do with what comes next.
    void break_off() { recent_.clear(); }

    // y changed within the window after x.
    Together together(int x, int y) const;
    const std::unordered_map<int, Together>& after(int x) const;
    bool has_pairs() const { return together_ > 0; }
    double changes(int i) const { return of(changes_, i); }
    double actions(int i) const { return of(actions_, i); }
    const std::array<float, kParts>& profile(int i) const;  // changes by part of the day (UTC)
    // How often y would have followed x by chance: had the same times been dealt out among the same
    // changes. People do things in bursts, in which everything follows everything.
    double expected(int x, int y) const;
    // Follows at least twice, at least twice as often as by chance, so often by chance in fewer
    // than one pair in a thousand (Poisson), and is acted on.
    bool is_confirmed(int x, int y) const;
    // The entity of the last change, -1 before any.
    int last() const { return last_; }
    std::size_t entities() const { return changes_.size(); }

private:
    static double of(const std::vector<double>& values, int i) {
        return static_cast<std::size_t>(i) < values.size() ? values[static_cast<std::size_t>(i)]
                                                           : 0;
    }
    struct Change {
        int entity;
        TimeUs time;
    };

    std::vector<double> changes_, actions_;
    double together_ = 0;           // sum of all counts in after_
    double all_ = 0, squares_ = 0;  // sums of changes_ and of its squares
    std::vector<std::array<float, kParts>> profile_;
    std::vector<std::unordered_map<int, Together>> after_;
    std::deque<Change> recent_;  // newest first, every entity once
    TimeUs first_ = 0, newest_ = 0;
    int last_ = -1;
};

}  // namespace hearth::synergy
