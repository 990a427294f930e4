#include "gnn_synergy/home/co_activation.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>

namespace hearth::synergy {
namespace {

constexpr double kChance = .001;

// The probability of `count` or more, count > 0, where `expected` are expected (Poisson).
double poisson_tail(double count, double expected) {
    return expected > 0 ? boost::math::gamma_p(count, expected) : 0;
}

}  // namespace

void CoActivation::observe(int entity, TimeUs time, bool is_action) {
    const auto at = static_cast<std::size_t>(entity);
    if (at >= changes_.size()) {
        changes_.resize(at + 1, 0);
        actions_.resize(at + 1, 0);
        profile_.resize(at + 1);
        after_.resize(at + 1);
    }
    if (last_ < 0) first_ = time;
    newest_ = std::max(newest_, time);
    last_ = entity;
    squares_ += 2 * changes_[at] + 1;
    ++changes_[at];
    ++all_;
    if (is_action) ++actions_[at];
    const TimeUs of_day = ((time % kMicrosPerDay) + kMicrosPerDay) % kMicrosPerDay;
    ++profile_[at][static_cast<std::size_t>(of_day * kParts / kMicrosPerDay)];
    std::erase_if(recent_, [&](const Change& change) {
        return change.entity == entity || time - change.time > kWindow;
    });
    for (const Change& before : recent_) {
        Together& together = after_[static_cast<std::size_t>(before.entity)][entity];
        ++together.count;
        ++together_;
        together.delay_s += static_cast<double>(std::max<TimeUs>(0, time - before.time)) /
                            static_cast<double>(kMicrosPerSecond);
    }
    recent_.push_front({entity, time});
    if (recent_.size() > kMostBefore) recent_.pop_back();
}

const std::unordered_map<int, CoActivation::Together>& CoActivation::after(int x) const {
    static const std::unordered_map<int, Together> none;
    const auto at = static_cast<std::size_t>(x);
    return at < after_.size() ? after_[at] : none;
}

CoActivation::Together CoActivation::together(int x, int y) const {
    const auto& row = after(x);
    const auto found = row.find(y);
    return found == row.end() ? Together{} : found->second;
}

const std::array<float, CoActivation::kParts>& CoActivation::profile(int i) const {
    static const std::array<float, kParts> none{};
    const auto at = static_cast<std::size_t>(i);
    return at < profile_.size() ? profile_[at] : none;
}

// An entity does not follow itself: the rest of the chances is shared by the pairs of different
// ones.
double CoActivation::expected(int x, int y) const {
    const double of_pairs = all_ * all_ - squares_;
    return of_pairs > 0 ? together_ * changes(x) * changes(y) / of_pairs : 0;
}

bool CoActivation::is_confirmed(int x, int y) const {
    const double count = together(x, y).count;
    const double by_chance = expected(x, y);
    return x != y && count >= 2 && count >= 2 * by_chance && actions(y) > 0 &&
           poisson_tail(count, by_chance) < kChance;
}

}  // namespace hearth::synergy
