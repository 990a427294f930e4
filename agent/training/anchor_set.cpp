#include "training/anchor_set.hpp"

#include "learning/quality_filter.hpp"

namespace hearth::training {

namespace {

// The first samples by time that the model has to predict, at most kAnchorSpan.
Result<std::vector<std::int64_t>> first_samples(store::Store& store, const Manifest& manifest) {
    store::SampleQuery query;
    query.kind = manifest.samples.kind;
    store::SamplePosition position;
    std::vector<std::int64_t> ids;
    for (bool more = true; more && ids.size() < kAnchorSpan;) {
        const auto slice =
            store.samples().export_slice(query, position, kAnchorSpan, [&](const Sample& sample) {
                if (sample.target && ids.size() < kAnchorSpan &&
                    !learning::model_objection(manifest.samples, sample))
                    ids.push_back(sample.id);
            });
        if (!slice) return slice.error();
        more = *slice;
    }
    return ids;
}

}  // namespace

Result<store::SampleSets::Ids> anchor_set(store::Store& store, const Manifest& manifest,
                                          bool& chosen) {
    chosen = false;
    auto known = store.sample_sets().anchor(manifest.name);
    if (!known || !known->empty()) return known;
    const auto first = first_samples(store, manifest);
    if (!first) return first.error();
    if (first->size() < kAnchorSpan) return store::SampleSets::Ids();
    std::vector<std::int64_t> anchor;
    for (std::size_t i = kAnchorStep - 1; i < first->size(); i += kAnchorStep)
        anchor.push_back((*first)[i]);
    if (Status stored = store.sample_sets().set_anchor(manifest.name, anchor); !stored)
        return stored.error();
    chosen = true;
    return store::SampleSets::Ids(anchor.begin(), anchor.end());
}

}  // namespace hearth::training
