#include "training/sample_scan.hpp"
#include "training/rows_per_slice.hpp"

#include "learning/quality_filter.hpp"

namespace hearth::training {

namespace {}

SampleScan::SampleScan(asio::io_context& loop, store::Store& store, SampleFilter filter,
                       learning::QualityNeeds needs, TimeUs unseen_after_us, OnDone on_done)
    : loop_(loop),
      store_(store),
      filter_(std::move(filter)),
      needs_(needs),
      unseen_after_us_(unseen_after_us),
      on_done_(std::move(on_done)) {
    query_.kind = filter_.kind;
    query_.through_id = store.samples().last_sample_id(filter_.kind);
}

void SampleScan::start(asio::io_context& loop, store::Store& store, const SampleFilter& filter,
                       learning::QualityNeeds needs, TimeUs unseen_after_us, OnDone on_done) {
    std::shared_ptr<SampleScan> scan(
        new SampleScan(loop, store, filter, needs, unseen_after_us, std::move(on_done)));
    asio::post(loop, [scan] { scan->next_slice(); });
}

void SampleScan::take(const Sample& sample) {
    if (const auto objection = learning::model_objection(filter_, sample)) {
        ++left_out_[*objection];
        return;
    }
    builder_.add(sample);
    if (!sample.target) return;
    ++result_.accepted;
    result_.unseen += sample.time_us > unseen_after_us_ ? 1 : 0;
}

void SampleScan::next_slice() {
    const auto more = store_.samples().export_slice(query_, position_, kRowsPerSlice,
                                                    [this](const Sample& s) { take(s); });
    if (!more) return on_done_(more.error());
    if (*more) return asio::post(loop_, [self = shared_from_this()] { self->next_slice(); });
    builder_.add_dropped(left_out_);
    const auto filtered = store_.samples().filtered(filter_.kind);
    if (!filtered) return on_done_(filtered.error());
    builder_.add_dropped(*filtered);
    result_.quality = builder_.report(needs_);
    on_done_(std::move(result_));
}

}  // namespace hearth::training
