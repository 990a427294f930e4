// Which samples the replay buffer of a model keeps: a stratified reservoir over the stream of
// samples, by label, so that an incremental training meets old habits and rare ones again. Pure
// rules; the rows themselves are kept elsewhere.
//
// Per label, algorithm R (Vitter, "Random sampling with a reservoir", ACM TOMS 11, 1985): every
// sample of a label has had the same chance to be in the buffer. Between labels, the rule of
// Chrysakis and Moens ("Online continual learning from imbalanced data", ICML 2020): a label that
// never lost a sample takes a slot from the largest label, so rare labels are kept whole and
// frequent ones share the rest evenly. With more labels than slots, the labels themselves go
// through a reservoir, each with one slot.
//
// Deterministic: a decision depends on the seed, the position in the stream and the state alone.
// Whoever stores the decision and the sample in one transaction gets the same decision again after
// a crash in between. An offer whose id is not above the last one is answered with "repeated" and
// changes nothing. After rows were forgotten, start afresh and offer what is left: filling freed
// slots with later samples would favour the present. One thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"

namespace hearth::learning {

struct ReplaySlot {
    std::int64_t sample_id = 0;
    std::string label;
};

// Everything that must survive a restart. Storing it as rows: one per slot, one per label (seen),
// and last_id; the position in the stream is the sum of seen.
struct ReservoirState {
    std::uint64_t seed = 0;
    std::int64_t capacity = 0;                 // fixed; for another one, start afresh
    std::int64_t last_id = 0;                  // of the newest sample that was offered
    std::map<std::string, std::int64_t> seen;  // per label, samples offered so far
    std::vector<ReplaySlot> slots;             // slot k holds slots[k]
};

Json to_json(const ReservoirState& state);
// Tolerant: what is missing or wrong gets its default, slots beyond the capacity are left out.
ReservoirState reservoir_state_from_json(const Json& json);

struct ReplayDecision {
    enum class Action { kStore, kSkip, kRepeated };
    Action action = Action::kSkip;
    std::int64_t slot = 0;                    // kStore: where
    std::optional<std::int64_t> replaced_id;  // kStore: the sample that gives way, if any
    std::int64_t seen = 0;                    // of this label, now
};

class ReplayReservoir {
public:
    ReplayReservoir(std::uint64_t seed, std::int64_t capacity);
    explicit ReplayReservoir(ReservoirState state);

    // Samples in the order of their ids; `label` names the stratum.
    ReplayDecision offer(std::int64_t sample_id, const std::string& label);

    const ReservoirState& state() const { return state_; }
    std::int64_t size() const { return static_cast<std::int64_t>(state_.slots.size()); }

private:
    using Slots = std::vector<std::int64_t>;  // in rising order, so that a restart changes nothing

    std::uint64_t draw(std::uint64_t purpose, std::int64_t below) const;
    ReplayDecision store(std::int64_t slot, std::int64_t sample_id, const std::string& label);
    std::size_t largest() const;
    const Slots& pick_largest() const;
    std::optional<std::int64_t> chosen_slot(const std::string& label) const;

    ReservoirState state_;
    std::int64_t position_ = 0;  // offers so far
    std::map<std::string, Slots> strata_;
};

}  // namespace hearth::learning
