#include "ingest/sample_keeper.hpp"

#include <algorithm>
#include <utility>

#include "learning/interaction_rules.hpp"

namespace hearth::ingest {

Result<std::int64_t> SampleKeeper::keep_unless(const std::optional<std::string>& objection,
                                               Sample sample, bool passes_by) {
    sample.source = source_;
    if (objection) {
        if (passes_by && *objection == filter_.pause()) {
            // Predictions go on in a pause, so the servers must know what happens; context is
            // neither learned nor scored.
            sample.target = false;
            new_samples_.push_back(sample);
        }
        if (Status dropped = drop(sample, *objection); !dropped) return dropped.error();
        return 0;
    }
    const auto stored = store_.samples().insert(sample);
    if (!stored) return stored.error();
    if (!*stored) {
        if (Status dropped = drop(sample, "duplicate"); !dropped) return dropped.error();
        return 0;
    }
    // Context explains what people do next; only what they do is learned, so only that counts
    // towards a training.
    for (const auto& [model, filter] : models_)
        if (sample.target && filter.kind == sample.kind &&
            !learning::model_objection(filter, sample))
            ++new_by_model_[model];
    new_samples_.push_back(sample);
    return sample.id;
}

bool SampleKeeper::automations_wanted() const {
    return std::any_of(models_.begin(), models_.end(), [](const auto& model) {
        return model.second.kind == learning::kInteractionKind &&
               learning::asks_for_automations(model.second);
    });
}

Status SampleKeeper::drop(const Sample& sample, const std::string& reason) {
    store::DroppedSample row;
    row.kind = sample.kind;
    row.reason = reason;
    row.entity_id = json_string(sample.features, "entity").value_or("");
    row.label = sample.label;
    row.time_us = sample.time_us;
    if (Status kept = store_.dropped().add(row); !kept) return kept;
    return store_.samples().count_filtered(sample.kind, reason);
}

Result<std::vector<Sample>> SampleKeeper::take_new_samples() {
    for (const auto& [model, count] : new_by_model_)
        if (Status counted = store_.models().add_new_samples(model, count); !counted)
            return counted.error();
    new_by_model_.clear();
    return std::exchange(new_samples_, {});
}

void SampleKeeper::forget_new_samples() {
    new_by_model_.clear();
    new_samples_.clear();
}

}  // namespace hearth::ingest
