// Counts the newest samples of a model within a period into a drift window, in slices so that the
// event loop never stalls. Event loop only.
#pragma once

#include <functional>
#include <memory>

#include "core/asio.hpp"
#include "domain/manifest.hpp"
#include "learning/drift_counter.hpp"
#include "store/store.hpp"

namespace hearth::training {

struct DriftScanRequest {
    SampleFilter filter;
    store::SampleQuery query;  // its kind is the filter's
    std::int64_t most = 0;     // samples that are counted at most
};

class DriftScan : public std::enable_shared_from_this<DriftScan> {
public:
    using OnDone = std::function<void(Result<learning::DriftWindow>)>;

    // on_done follows once, on the loop.
    static void start(asio::io_context& loop, store::Store& store, const TimeZone& zone,
                      DriftScanRequest request, OnDone on_done);

private:
    DriftScan(asio::io_context& loop, store::Store& store, const TimeZone& zone,
              DriftScanRequest request, OnDone on_done)
        : loop_(loop),
          store_(store),
          request_(std::move(request)),
          on_done_(std::move(on_done)),
          counter_(zone) {}
    void next_slice();
    void take(const Sample& sample);

    asio::io_context& loop_;
    store::Store& store_;
    DriftScanRequest request_;
    OnDone on_done_;
    learning::DriftCounter counter_;
    store::SamplePosition position_;
    std::int64_t looked_at_ = 0;
};

}  // namespace hearth::training
