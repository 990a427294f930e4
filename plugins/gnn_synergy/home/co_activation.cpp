#include "gnn_synergy/home/co_activation.hpp"

#include <algorithm>

namespace hearth::synergy {

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
    ++changes_[at];
    if (is_action) ++actions_[at];
    const TimeUs of_day = ((time % kMicrosPerDay) + kMicrosPerDay) % kMicrosPerDay;
    ++profile_[at][static_cast<std::size_t>(of_day * kParts / kMicrosPerDay)];
    std::erase_if(recent_, [&](const Change& change) {
        return change.entity == entity || time - change.time > kWindow;
    });
    for (const Change& before : recent_) {
        Together& together = after_[static_cast<std::size_t>(before.entity)][entity];
        ++together.count;
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

double CoActivation::expected(int x, int y) const {
    const auto span = static_cast<double>(std::max<TimeUs>(newest_ - first_, kMicrosPerDay));
    return changes(x) * changes(y) * static_cast<double>(kWindow) / span;
}

bool CoActivation::is_confirmed(int x, int y) const {
    const double count = together(x, y).count;
    return x != y && count >= 2 && count >= 2 * expected(x, y) && actions(y) > 0;
}

}  // namespace hearth::synergy
