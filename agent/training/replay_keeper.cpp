#include "training/replay_keeper.hpp"

#include "learning/quality_filter.hpp"

namespace hearth::training {

namespace {

bool learns_from(const Manifest& manifest, const Sample& sample) {
    return sample.target && sample.kind == manifest.samples.kind &&
           !learning::model_objection(manifest.samples, sample);
}

}  // namespace

Status ReplayKeeper::load(const Manifest& manifest) {
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    reservoirs_.erase(manifest.name);
    auto stored = store_.sample_sets().replay(manifest.name);
    if (!stored) return stored.error();
    const bool whole = stored->has_value() && (*stored)->head.capacity == capacity_ &&
                       (*stored)->head.slots == static_cast<std::int64_t>((*stored)->slots.size());
    if (whole) {
        learning::ReservoirState state;
        state.seed = static_cast<std::uint64_t>((*stored)->head.seed);
        state.capacity = capacity_;
        state.last_id = (*stored)->head.last_id;
        state.seen = std::move((*stored)->seen);
        for (auto& row : (*stored)->slots)
            state.slots.push_back({row.sample_id, std::move(row.label)});
        reservoirs_.emplace(manifest.name, Reservoir(std::move(state)));
    } else if (Status begun = begin_anew(manifest); !begun) {
        return begun;
    }
    if (Status done = catch_up(manifest); !done) return done;
    return transaction->commit();
}

Status ReplayKeeper::begin_anew(const Manifest& manifest) {
    reservoirs_.emplace(manifest.name, Reservoir(seed_, capacity_));
    return store_.sample_sets().clear_replay(manifest.name);
}

Status ReplayKeeper::catch_up(const Manifest& manifest) {
    Reservoir& reservoir = reservoirs_.at(manifest.name);
    store::SampleQuery query;
    query.kind = manifest.samples.kind;
    query.after_id = reservoir.state().last_id;
    // In order of time; a reservoir wants the order of ids.
    std::map<std::int64_t, Sample> by_id;
    const Status read = store_.samples().export_samples(query, [&](const Sample& sample) {
        if (!learns_from(manifest, sample)) return;
        Sample& kept = by_id[sample.id];
        kept.id = sample.id;
        kept.label = sample.label;
    });
    if (!read) return read;
    for (const auto& [id, sample] : by_id)
        if (Status offered = offer_one(manifest.name, reservoir, sample); !offered) return offered;
    return store_head(manifest.name, reservoir);
}

Status ReplayKeeper::offer(const Manifest& manifest, const std::vector<Sample>& samples) {
    const auto found = reservoirs_.find(manifest.name);
    if (found == reservoirs_.end()) return load(manifest);
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    for (const Sample& sample : samples)
        if (learns_from(manifest, sample))
            if (Status done = offer_one(manifest.name, found->second, sample); !done) return done;
    if (Status done = store_head(manifest.name, found->second); !done) return done;
    return transaction->commit();
}

Status ReplayKeeper::offer_one(const std::string& model, Reservoir& reservoir,
                               const Sample& sample) {
    using Action = learning::ReplayDecision::Action;
    const learning::ReplayDecision decision = reservoir.offer(sample.id, sample.label);
    if (decision.action == Action::kRepeated) return {};
    store::SampleSets& sets = store_.sample_sets();
    if (Status done = sets.set_replay_seen(model, sample.label, decision.seen); !done) return done;
    if (decision.action != Action::kStore) return {};
    return sets.set_replay_slot(model, {decision.slot, sample.id, sample.label});
}

Status ReplayKeeper::store_head(const std::string& model, const Reservoir& reservoir) {
    const learning::ReservoirState& state = reservoir.state();
    return store_.sample_sets().set_replay_head(
        model,
        {static_cast<std::int64_t>(state.seed), state.capacity, state.last_id, reservoir.size()});
}

}  // namespace hearth::training
