// What becomes of one state change: who caused it, the stored event, and the sample that models
// learn from, or the reason why it is none. Works inside the caller's transaction. Event loop only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/manifest.hpp"
#include "domain/sample.hpp"
#include "domain/state_change.hpp"
#include "home/attribute_update.hpp"
#include "home/origin_attributor.hpp"
#include "ingest/learned_names.hpp"
#include "learning/quality_filter.hpp"
#include "store/lru_cache.hpp"
#include "store/store.hpp"

namespace hearth::ingest {

namespace counter {
// A retained snapshot showed a state that no event had told of.
inline constexpr std::string_view kPossibleGaps = "events.possible_gaps";
}  // namespace counter

class ChangeRecorder {
public:
    // models: the filters of the installed models by name. source: what the samples of this
    // instance are marked as.
    // names: outlives it.
    ChangeRecorder(store::Store& store, learning::QualityFilter& filter, LearnedNames& names,
                   std::map<std::string, SampleFilter> models, SampleSource source);

    void set_models(std::map<std::string, SampleFilter> models) { models_ = std::move(models); }

    // `change` has no origin yet. Errors are the store's: the caller rolls back.
    Status record(StateChange change);
    Status record_attribute(const AttributeUpdate& update);
    // An event of Home Assistant's bus: contexts, restarts, renamed and removed entities.
    Status record_event(const Fact& fact, TimeUs received_us);

    // The new samples since the last call, counted for their models by this call; and, as context,
    // what happened in a pause and is not stored. Inside the transaction.
    Result<std::vector<Sample>> take_new_samples();
    // After a rollback.
    void forget_new_samples();

private:
    Status refresh(const StateChange& change);
    Status make_sample(const StateChange& change, std::int64_t event_id);
    Status rename(const std::string& old_id, const std::string& new_id);
    Status keep_sample(Sample sample);
    void pass_by(Sample sample);
    Status drop(const Sample& sample, const std::string& reason);
    Result<std::string> device_class_of(const StateChange& change);

    store::Store& store_;
    learning::QualityFilter& filter_;
    LearnedNames& names_;
    std::map<std::string, SampleFilter> models_;
    SampleSource source_;
    OriginAttributor attributor_;
    store::LruCache<std::string, std::string> device_classes_;
    std::vector<Sample> new_samples_;
    std::map<std::string, std::int64_t> new_by_model_;
};

}  // namespace hearth::ingest
