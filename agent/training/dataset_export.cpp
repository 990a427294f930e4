#include "training/dataset_export.hpp"

#include <algorithm>
#include <limits>

#include "core/hash.hpp"
#include "learning/quality_filter.hpp"

namespace hearth::training {

namespace {
constexpr int kExportedPerSlice = 1000;  // some milliseconds
}

DatasetExport::DatasetExport(asio::io_context& loop, store::Store& store, ExportRequest request,
                             OnDone on_done)
    : loop_(loop), store_(store), request_(std::move(request)), on_done_(std::move(on_done)) {
    query_.kind = request_.filter.kind;
    query_.through_id = request_.through_sample_id;
}

std::shared_ptr<DatasetExport> DatasetExport::start(asio::io_context& loop, store::Store& store,
                                                    ExportRequest request, OnDone on_done) {
    std::shared_ptr<DatasetExport> out(
        new DatasetExport(loop, store, std::move(request), std::move(on_done)));
    DatasetHeader header;
    header.kind = out->request_.filter.kind;
    header.time_zone = out->request_.time_zone;
    header.new_after_us = out->request_.new_after_us;
    header.learn_from_us = out->request_.learn_from_us;
    header.simulated = out->request_.simulated;
    auto writer = DatasetWriter::open(out->request_.path, header);
    if (out->request_.quality) out->quality_.emplace();
    if (writer)
        out->writer_.emplace(std::move(*writer));
    else
        out->failure_ = writer.error();
    const auto& with = out->request_.filter.with;
    if (with.empty() || !out->request_.context)
        asio::post(loop, [out] { out->next_slice(); });
    else
        out->request_.context->read(
            with, [out](Result<ContextRows> rows) { out->take_context(std::move(rows)); });
    return out;
}

void DatasetExport::take_context(Result<ContextRows> rows) {
    if (!rows) return done(rows.error());
    context_ = std::move(*rows);
    std::stable_sort(
        context_.begin(), context_.end(),
        [](const ContextRow& a, const ContextRow& b) { return a.time_us < b.time_us; });
    exported_.context_digests = digests_of(context_);
    next_slice();
}

// What was known before the next sample stands before it.
void DatasetExport::write_context(TimeUs until) {
    for (; next_context_ < context_.size() && failure_; ++next_context_) {
        const ContextRow& row = context_[next_context_];
        if (row.time_us > until) return;
        failure_ = writer_->add(sample_of(row, request_.filter.kind, request_.simulated));
        ++exported_.context[row.kind];
    }
}

void DatasetExport::write(const Sample& sample) {
    if (!failure_) return;
    if (const auto objection = learning::model_objection(request_.filter, sample)) {
        ++exported_.left_out[*objection];
        return;
    }
    write_context(sample.time_us);
    if (!failure_) return;
    failure_ = writer_->add(sample, {.anchor = request_.anchor_ids.contains(sample.id),
                                     .replay = request_.replay_ids.contains(sample.id)});
    if (quality_) quality_->add(sample);
    if (exported_.rows == 0) {
        exported_.first_sample_id = sample.id;
        exported_.first_us = sample.time_us;
    }
    ++exported_.rows;
    exported_.targets += sample.target ? 1 : 0;
    exported_.first_sample_id = std::min(exported_.first_sample_id, sample.id);
    exported_.last_sample_id = std::max(exported_.last_sample_id, sample.id);
    exported_.last_us = sample.time_us;
}

void DatasetExport::next_slice() {
    if (!on_done_) return;  // abandoned
    if (!failure_) return done(failure_.error());
    const auto more = store_.samples().export_slice(
        query_, position_, kExportedPerSlice, [this](const Sample& sample) { write(sample); });
    if (!more) return done(more.error());
    if (!*more) return finish();
    asio::post(loop_, [self = shared_from_this()] { self->next_slice(); });
}

void DatasetExport::finish() {
    write_context(std::numeric_limits<TimeUs>::max());
    context_ = {};
    if (!failure_) return done(failure_.error());
    if (const Status closed = writer_->close(); !closed) return done(closed.error());
    const auto hash = sha256_of_file(request_.path);
    if (!hash) return done(hash.error());
    exported_.sha256 = *hash;
    judge();
    done(std::move(exported_));
}

void DatasetExport::judge() {
    if (!quality_) return;
    quality_->add_dropped(exported_.left_out);
    if (const auto filtered = store_.samples().filtered(request_.filter.kind))
        quality_->add_dropped(*filtered);
    const learning::QualityReport report = quality_->report(*request_.quality);
    quality_.reset();
    exported_.quality = learning::to_json(report);
    // Runs and decisions outlive a "forget": how many labels there were, not which.
    exported_.quality.erase("top_labels");
    exported_.usable = report.verdict.usable;
    for (const auto& reason : report.verdict.reasons)
        exported_.refusal += (exported_.refusal.empty() ? "" : " ") + reason.text;
}

Json to_json(const ExportedDataset& dataset) {
    return {{"rows", dataset.rows},
            {"targets", dataset.targets},
            {"first_id", dataset.first_sample_id},
            {"last_id", dataset.last_sample_id},
            {"first_us", dataset.first_us},
            {"last_us", dataset.last_us},
            {"left_out", dataset.left_out},
            {"context", dataset.context},
            {"sha256", dataset.sha256},
            {"quality", dataset.quality},
            {"usable", dataset.usable},
            {"refusal", dataset.refusal}};
}

ExportedDataset exported_dataset_from_json(const Json& json) {
    ExportedDataset out;
    if (!json.is_object()) return out;
    const auto integer = [&](const char* key) { return json_integer(json, key).value_or(0); };
    out.rows = integer("rows");
    out.targets = integer("targets");
    out.first_sample_id = integer("first_id");
    out.last_sample_id = integer("last_id");
    out.first_us = integer("first_us");
    out.last_us = integer("last_us");
    for (const auto& [key, counts] :
         {std::pair{"left_out", &out.left_out}, std::pair{"context", &out.context}})
        if (const Json stored = json.value(key, Json::object()); stored.is_object())
            for (const auto& [reason, n] : stored.items())
                if (n.is_number_integer()) (*counts)[reason] = n.get<std::int64_t>();
    out.sha256 = json_string(json, "sha256").value_or("");
    out.quality = json.value("quality", Json());
    out.usable = json_bool(json, "usable").value_or(true);
    out.refusal = json_string(json, "refusal").value_or("");
    return out;
}

void DatasetExport::done(Result<ExportedDataset> result) {
    if (const auto on_done = std::exchange(on_done_, nullptr)) on_done(std::move(result));
}

}  // namespace hearth::training
