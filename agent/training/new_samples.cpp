#include "training/new_samples.hpp"
#include "training/rows_per_slice.hpp"

#include "learning/quality_filter.hpp"

namespace hearth::training {

namespace {}

Status recount_new_samples(store::Store& store, const Manifest& manifest) {
    const auto state = store.models().get(manifest.name);
    if (!state) return state.error();
    if (!*state) return Error{ErrorCode::kNotFound, "no state is stored for " + manifest.name};
    store::SampleQuery query;
    query.kind = manifest.samples.kind;
    query.after_id = (*state)->watermark_sample_id;
    store::SamplePosition position;
    std::int64_t left = 0;
    for (bool more = true; more;) {
        const auto slice =
            store.samples().export_slice(query, position, kRowsPerSlice, [&](const Sample& sample) {
                if (sample.target && !learning::model_objection(manifest.samples, sample)) ++left;
            });
        if (!slice) return slice.error();
        more = *slice;
    }
    return store.models().lower_new_samples(manifest.name, left);
}

}  // namespace hearth::training
