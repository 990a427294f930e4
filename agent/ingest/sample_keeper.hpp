// Where samples of all kinds are stored, or dropped with their reason, and counted for the models
// that learn from them. Works inside the caller's transaction. Event loop only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/manifest.hpp"
#include "domain/sample.hpp"
#include "learning/quality_filter.hpp"
#include "store/store.hpp"

namespace hearth::ingest {

class SampleKeeper {
public:
    // models: the filters of the installed models by name. source: what the samples of this
    // instance are marked as.
    SampleKeeper(store::Store& store, learning::QualityFilter& filter,
                 std::map<std::string, SampleFilter> models, SampleSource source)
        : store_(store), filter_(filter), models_(std::move(models)), source_(source) {}

    // The sample's id; 0: it was dropped, and counted with the reason. What happens in a pause goes
    // on to the servers as context where `passes_by` says so.
    Result<std::int64_t> keep(Sample sample, bool passes_by = false) {
        const auto against = objection(sample);
        return keep_unless(against, std::move(sample), passes_by);
    }
    // Its two halves, for what is judged by one name and learned by another. Ask once a sample: the
    // answer depends on what came before.
    std::optional<std::string> objection(const Sample& sample) { return filter_.objection(sample); }
    Result<std::int64_t> keep_unless(const std::optional<std::string>& objection, Sample sample,
                                     bool passes_by);

    // A model learns from what automations did too.
    bool automations_wanted() const;

    void set_models(std::map<std::string, SampleFilter> models) { models_ = std::move(models); }

    // The new samples since the last call, counted for their models by this call; and, as context,
    // what happened in a pause and is not stored. Inside the transaction.
    Result<std::vector<Sample>> take_new_samples();
    // After a rollback.
    void forget_new_samples();

private:
    Status drop(const Sample& sample, const std::string& reason);

    store::Store& store_;
    learning::QualityFilter& filter_;
    std::map<std::string, SampleFilter> models_;
    SampleSource source_;
    std::vector<Sample> new_samples_;
    std::map<std::string, std::int64_t> new_by_model_;
};

}  // namespace hearth::ingest
