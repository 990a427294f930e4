// Writes a model's samples into a dataset file, in slices so that the event loop never stalls.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "core/asio.hpp"
#include "core/result.hpp"
#include "domain/manifest.hpp"
#include "learning/quality_report_builder.hpp"
#include "recording/dataset_file.hpp"
#include "store/store.hpp"
#include "training/context_source.hpp"

namespace hearth::training {

struct ExportRequest {
    SampleFilter filter;  // the model's own: kind, origins, domains, confidence
    std::string path;
    std::string time_zone;
    std::optional<TimeUs> new_after_us;
    bool simulated = false;                                   // the whole home is a simulated one
    std::int64_t through_sample_id = 0;                       // samples stored later are left out
    std::optional<TimeUs> learn_from_us;                      // older samples are history only
    std::unordered_set<std::int64_t> anchor_ids, replay_ids;  // samples that are marked so
    std::optional<learning::QualityNeeds> quality;            // judge the rows by these
    std::shared_ptr<ContextSource> context;  // of the rows that filter.with names; null: none
};

// What was written, and what it is worth.
struct ExportedDataset {
    std::int64_t rows = 0;
    std::int64_t first_sample_id = 0, last_sample_id = 0;  // lowest and highest id written
    TimeUs first_us = 0, last_us = 0;                      // oldest and newest row; 0: none
    std::int64_t targets = 0;                              // rows that can be predicted
    std::map<std::string, std::int64_t> left_out;          // reason of the model's filter to rows
    std::map<std::string, std::int64_t> context;           // rows of context, by kind
    ContextDigests context_digests;                        // of them; not in the JSON
    std::string sha256;
    Json quality;  // learning::QualityReport; null unless asked for
    bool usable = true;
    std::string refusal;  // why it is not usable, in words
};

// Kept beside the file, so that a resumed run still knows what it learned from.
Json to_json(const ExportedDataset& dataset);
ExportedDataset exported_dataset_from_json(const Json& json);

class DatasetExport : public std::enable_shared_from_this<DatasetExport> {
public:
    using OnDone = std::function<void(Result<ExportedDataset>)>;

    // on_done follows once, on the loop, unless the export is abandoned.
    static std::shared_ptr<DatasetExport> start(asio::io_context& loop, store::Store& store,
                                                ExportRequest request, OnDone on_done);
    void abandon() { on_done_ = nullptr; }

private:
    DatasetExport(asio::io_context& loop, store::Store& store, ExportRequest request,
                  OnDone on_done);
    void next_slice();
    void take_context(Result<ContextRows> rows);
    void write_context(TimeUs until);
    void write(const Sample& sample);
    void finish();
    void judge();
    void done(Result<ExportedDataset> result);

    asio::io_context& loop_;
    store::Store& store_;
    ExportRequest request_;
    OnDone on_done_;
    store::SampleQuery query_;
    store::SamplePosition position_;
    std::optional<DatasetWriter> writer_;
    std::optional<learning::QualityReportBuilder> quality_;
    Status failure_;
    ExportedDataset exported_;
    ContextRows context_;
    std::size_t next_context_ = 0;
};

}  // namespace hearth::training
