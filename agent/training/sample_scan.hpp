// Looks through all samples of a model, in slices so that the event loop never stalls, and says
// what they are worth. Event loop only.
#pragma once

#include <functional>
#include <memory>

#include "core/asio.hpp"
#include "domain/manifest.hpp"
#include "learning/quality_report_builder.hpp"
#include "store/store.hpp"

namespace hearth::training {

struct ScanResult {
    learning::QualityReport quality;
    std::int64_t accepted = 0;  // rows that the model learns from
    std::int64_t unseen = 0;    // of them, later than `unseen_after_us`
};

class SampleScan : public std::enable_shared_from_this<SampleScan> {
public:
    using OnDone = std::function<void(Result<ScanResult>)>;

    // on_done follows once, on the loop.
    static void start(asio::io_context& loop, store::Store& store, const SampleFilter& filter,
                      learning::QualityNeeds needs, TimeUs unseen_after_us, OnDone on_done);

private:
    SampleScan(asio::io_context& loop, store::Store& store, SampleFilter filter,
               learning::QualityNeeds needs, TimeUs unseen_after_us, OnDone on_done);
    void next_slice();
    void take(const Sample& sample);

    asio::io_context& loop_;
    store::Store& store_;
    SampleFilter filter_;
    learning::QualityNeeds needs_;
    TimeUs unseen_after_us_;
    OnDone on_done_;
    store::SampleQuery query_;
    store::SamplePosition position_;
    learning::QualityReportBuilder builder_;
    std::map<std::string, std::int64_t> left_out_;
    ScanResult result_;
};

}  // namespace hearth::training
