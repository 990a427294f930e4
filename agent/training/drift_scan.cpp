#include "training/drift_scan.hpp"

#include "learning/quality_filter.hpp"

namespace hearth::training {

namespace {
constexpr int kComparedPerSlice = 250;
constexpr std::int64_t kLookedAtFor = 4;  // rows, counted or not, for each that may be counted
}  // namespace

void DriftScan::start(asio::io_context& loop, store::Store& store, const TimeZone& zone,
                      DriftScanRequest request, OnDone on_done) {
    request.query.kind = request.filter.kind;
    std::shared_ptr<DriftScan> scan(
        new DriftScan(loop, store, zone, std::move(request), std::move(on_done)));
    asio::post(loop, [scan] { scan->next_slice(); });
}

void DriftScan::take(const Sample& sample) {
    ++looked_at_;
    if (counter_.counted() < request_.most && !learning::model_objection(request_.filter, sample))
        counter_.add(sample);
}

void DriftScan::next_slice() {
    const auto more = store_.samples().newest_slice(request_.query, position_, kComparedPerSlice,
                                                    [this](const Sample& s) { take(s); });
    if (!more) return on_done_(more.error());
    if (*more && counter_.counted() < request_.most && looked_at_ < kLookedAtFor * request_.most)
        return asio::post(loop_, [self = shared_from_this()] { self->next_slice(); });
    on_done_(counter_.window());
}

}  // namespace hearth::training
