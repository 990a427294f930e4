#include "learning/replay_reservoir.hpp"

#include <algorithm>
#include <utility>

#include "core/split_mix.hpp"

namespace hearth::learning {

namespace {

// What a random number is for: the numbers of one offer must be independent of each other.
enum Purpose : std::uint64_t { kKeep = 1, kVictim = 2, kStratum = 3 };

std::int64_t not_negative(std::optional<std::int64_t> value) {
    return std::max<std::int64_t>(0, value.value_or(0));
}

}  // namespace

ReplayReservoir::ReplayReservoir(std::uint64_t seed, std::int64_t capacity)
    : ReplayReservoir(ReservoirState{seed, capacity, 0, {}, {}}) {}

ReplayReservoir::ReplayReservoir(ReservoirState state) : state_(std::move(state)) {
    state_.capacity = std::max<std::int64_t>(0, state_.capacity);
    if (size() > state_.capacity) state_.slots.resize(static_cast<std::size_t>(state_.capacity));
    for (std::size_t slot = 0; slot < state_.slots.size(); ++slot)
        strata_[state_.slots[slot].label].push_back(static_cast<std::int64_t>(slot));
    for (const auto& [label, slots] : strata_) {
        std::int64_t& seen = state_.seen[label];  // a state that lost counters must not grow slots
        seen = std::max(seen, static_cast<std::int64_t>(slots.size()));
    }
    for (const auto& [label, seen] : state_.seen) position_ += seen;
}

// A number from 0 to below - 1. The remainder's bias is below 2^-40 for any size that occurs.
std::uint64_t ReplayReservoir::draw(std::uint64_t purpose, std::int64_t below) const {
    const std::uint64_t at = static_cast<std::uint64_t>(position_) * 4 + purpose;
    return split_mix(split_mix(state_.seed + kSplitMixStep) + at * kSplitMixStep) %
           static_cast<std::uint64_t>(below);
}

std::size_t ReplayReservoir::largest() const {
    std::size_t out = 0;
    for (const auto& [label, slots] : strata_) out = std::max(out, slots.size());
    return out;
}

const ReplayReservoir::Slots& ReplayReservoir::pick_largest() const {
    std::vector<const Slots*> candidates;
    const std::size_t size = largest();
    for (const auto& [label, slots] : strata_)
        if (slots.size() == size) candidates.push_back(&slots);
    return *candidates[draw(kStratum, static_cast<std::int64_t>(candidates.size()))];
}

// The slot that a full buffer gives to a sample of this label, which seen already counts.
std::optional<std::int64_t> ReplayReservoir::chosen_slot(const std::string& label) const {
    const std::int64_t seen = state_.seen.at(label);
    const auto found = strata_.find(label);
    const std::int64_t held =
        found == strata_.end() ? 0 : static_cast<std::int64_t>(found->second.size());
    const bool complete = held == seen - 1;  // never lost a sample
    if (complete && held < static_cast<std::int64_t>(largest()) && largest() > 1) {
        const Slots& victims = pick_largest();
        return victims[draw(kVictim, static_cast<std::int64_t>(victims.size()))];
    }
    if (seen == 1) {  // a new label, and every slot is the only one of its label
        const auto slot =
            static_cast<std::int64_t>(draw(kKeep, static_cast<std::int64_t>(state_.seen.size())));
        return slot < size() ? std::optional(slot) : std::nullopt;
    }
    const auto place = static_cast<std::int64_t>(draw(kKeep, seen));
    if (place >= held) return std::nullopt;
    return found->second[static_cast<std::size_t>(place)];
}

ReplayDecision ReplayReservoir::store(std::int64_t slot, std::int64_t sample_id,
                                      const std::string& label) {
    ReplayDecision out;
    out.action = ReplayDecision::Action::kStore;
    out.slot = slot;
    if (slot == size()) {
        state_.slots.push_back({sample_id, label});
    } else {
        ReplaySlot& old = state_.slots[static_cast<std::size_t>(slot)];
        const auto stratum = strata_.find(old.label);
        std::erase(stratum->second, slot);
        if (stratum->second.empty()) strata_.erase(stratum);
        out.replaced_id = old.sample_id;
        old = {sample_id, label};
    }
    Slots& own = strata_[label];
    own.insert(std::lower_bound(own.begin(), own.end(), slot), slot);
    return out;
}

ReplayDecision ReplayReservoir::offer(std::int64_t sample_id, const std::string& label) {
    ReplayDecision out;
    if (sample_id <= state_.last_id) {
        const auto known = state_.seen.find(label);
        out.action = ReplayDecision::Action::kRepeated;
        out.seen = known == state_.seen.end() ? 0 : known->second;
        return out;
    }
    state_.last_id = sample_id;
    const std::int64_t seen = ++state_.seen[label];
    const auto held = strata_.find(label);
    const bool lossless = seen == 1 || (held != strata_.end() &&
                                        static_cast<std::int64_t>(held->second.size()) == seen - 1);
    if (size() < state_.capacity && lossless)
        out = store(size(), sample_id, label);
    else if (state_.capacity > 0)
        if (const auto slot = chosen_slot(label)) out = store(*slot, sample_id, label);
    ++position_;
    out.seen = seen;
    return out;
}

Json to_json(const ReservoirState& state) {
    Json slots = Json::array();
    for (const ReplaySlot& slot : state.slots)
        slots.push_back({{"id", slot.sample_id}, {"label", slot.label}});
    return {{"seed", state.seed},
            {"capacity", state.capacity},
            {"last_id", state.last_id},
            {"seen", state.seen},
            {"slots", std::move(slots)}};
}

ReservoirState reservoir_state_from_json(const Json& json) {
    ReservoirState out;
    out.capacity = not_negative(json_integer(json, "capacity"));
    out.last_id = not_negative(json_integer(json, "last_id"));
    if (!json.is_object()) return out;
    if (const auto seed = json.find("seed"); seed != json.end() && seed->is_number_integer())
        out.seed = seed->get<std::uint64_t>();
    if (const auto seen = json.find("seen"); seen != json.end() && seen->is_object())
        for (const auto& [label, count] : seen->items())
            if (count.is_number_integer() && count.get<std::int64_t>() > 0)
                out.seen[label] = count.get<std::int64_t>();
    const auto slots = json.find("slots");
    if (slots == json.end() || !slots->is_array()) return out;
    for (const Json& slot : *slots) {
        const auto id = json_integer(slot, "id");
        const auto label = json_string(slot, "label");
        if (id && label && static_cast<std::int64_t>(out.slots.size()) < out.capacity)
            out.slots.push_back({*id, *label});
    }
    return out;
}

}  // namespace hearth::learning
