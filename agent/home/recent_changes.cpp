#include "home/recent_changes.hpp"

#include <cstdlib>
#include <utility>

namespace hearth {

namespace {

// A chattering sensor could fill the ring; more reports of one entity are not compared.
constexpr std::size_t kMaxPerEntity = 64;

}  // namespace

std::optional<bool> same_by_time(const Report& a, const Report& b) {
    if (a.updated_us != 0 && b.updated_us != 0) return a.updated_us == b.updated_us;
    if (a.time_known && b.time_known && a.changed_us == b.changed_us && a.state == b.state &&
        !a.removed && !b.removed)
        return true;
    return std::nullopt;
}

bool same_by_value(const Report& a, const Report& b, TimeUs join_window_us) {
    return a.source != b.source && !a.removed && !b.removed && a.state == b.state &&
           std::abs(a.received_us - b.received_us) <= join_window_us;
}

void RecentChanges::add(const StateChange& change) {
    if (ring_.size() >= capacity_) forget_oldest();
    const auto [found, is_new] = entities_.try_emplace(change.entity_id);
    Entity& entity = found->second;
    entity.entries.push_back(first_number_ + ring_.size());
    if (entity.entries.size() > kMaxPerEntity) entity.entries.erase(entity.entries.begin());
    ring_.push_back({Report(change), &*found});
    const bool outdated =
        !is_new && change.updated_us != 0 && change.updated_us < entity.newest.updated_us;
    if (outdated) return;
    const bool keeps_time = !is_new && !change.state_differs && !change.time_known;
    if (!keeps_time) entity.newest.changed_us = change.changed_us;
    entity.newest.state = change.new_state;
    entity.newest.updated_us = change.updated_us;
    entity.removed = change.removed;
}

bool RecentChanges::matches(const StateChange& change) {
    const auto found = entities_.find(change.entity_id);
    if (found == entities_.end()) return false;
    const Report report(change);
    Entry* by_value = nullptr;
    for (const std::uint64_t number : found->second.entries) {
        Entry& entry = ring_[number - first_number_];
        const auto same = same_by_time(entry.report, report);
        if (same.value_or(false)) return true;
        if (!same && !by_value && !entry.answered &&
            same_by_value(entry.report, report, join_window_us_))
            by_value = &entry;
    }
    if (by_value) by_value->answered = true;
    return by_value != nullptr;
}

std::optional<KnownState> RecentChanges::newest(const std::string& entity_id) const {
    const auto found = entities_.find(entity_id);
    if (found == entities_.end() || found->second.removed) return std::nullopt;
    return found->second.newest;
}

bool RecentChanges::removed(const std::string& entity_id) const {
    const auto found = entities_.find(entity_id);
    return found != entities_.end() && found->second.removed;
}

void RecentChanges::forget_oldest() {
    if (ring_.empty()) return;
    auto& entity = *ring_.front().entity;
    auto& entries = entity.second.entries;
    if (entries.front() == first_number_) entries.erase(entries.begin());
    if (entries.empty()) entities_.erase(entities_.find(entity.first));
    ring_.pop_front();
    ++first_number_;
}

void RecentChanges::clear() {
    first_number_ += ring_.size();
    ring_.clear();
    entities_.clear();
}

}  // namespace hearth
