#include "serving/worker_slot.hpp"

#include <filesystem>

namespace hearth::serving {

std::shared_ptr<WorkerSlot> WorkerSlot::start(asio::io_context& loop, store::Store& store,
                                              SlotRequest request, Handlers handlers) {
    std::shared_ptr<WorkerSlot> slot(new WorkerSlot(loop, std::move(request), std::move(handlers)));
    const SlotRequest& wanted = slot->request_;
    training::ExportRequest history;
    history.filter = wanted.manifest.samples;
    history.path = wanted.history_path;
    history.time_zone = wanted.time_zone;
    history.simulated = wanted.simulated;
    history.context = wanted.context;
    history.through_sample_id = store.samples().last_sample_id(wanted.manifest.samples.kind);
    slot->export_ = training::DatasetExport::start(
        loop, store, std::move(history),
        [weak = slot->weak_from_this()](const Result<training::ExportedDataset>& exported) {
            if (const auto self = weak.lock()) self->start_worker(exported);
        });
    return slot;
}

void WorkerSlot::start_worker(const Result<training::ExportedDataset>& exported) {
    export_.reset();
    if (!exported) return fail(exported.error().text);
    told_ = exported->context_digests;
    Json request = {
        {"weights", Json()}, {"dataset", request_.history_path}, {"options", request_.options}};
    if (request_.version) {
        request["weights"] = request_.weights_path;
        request["sha256"] = request_.version->sha256;
    }
    const std::weak_ptr<WorkerSlot> weak = weak_from_this();
    auto worker = ServeWorker::start(loop_, request_.worker, std::move(request),
                                     {[weak](const Status& ready, bool) {
                                          const auto self = weak.lock();
                                          if (!self) return;
                                          if (ready) return self->caught_up();
                                          self->weights_refused_ =
                                              ready.error().code == ErrorCode::kConflict;
                                          self->fail(ready.error().text);
                                      },
                                      [weak](const std::string& reason) {
                                          if (const auto self = weak.lock()) self->fail(reason);
                                      }});
    if (!worker) return fail(worker.error().text);
    worker_ = *worker;
}

void WorkerSlot::caught_up() {
    for (const Sample& sample : since_export_) worker_->observe(sample, nullptr);
    since_export_.clear();
    ready_ = true;
    std::error_code ignored;
    std::filesystem::remove(request_.history_path, ignored);
    if (handlers_.on_ready) handlers_.on_ready();
}

void WorkerSlot::fail(const std::string& reason) {
    if (stopped_) return;
    const auto on_failed = handlers_.on_failed;
    // It may still be on the stack below us: the loop lets it go.
    asio::post(loop_, [keep = shared_from_this(), worker = worker_] {});
    stop();
    if (on_failed) on_failed(reason);
}

void WorkerSlot::stop() {
    stopped_ = true;
    ready_ = false;
    handlers_ = {};
    since_export_.clear();
    if (export_) export_->abandon();
    if (worker_) worker_->stop();
    export_.reset();
    worker_.reset();
}

void WorkerSlot::observe(const Sample& sample, ServeWorker::OnPrediction on_prediction) {
    if (ready_)
        worker_->observe(sample, std::move(on_prediction), request_.fallback_beside);
    else if (!stopped_)
        since_export_.push_back(sample);
}

void WorkerSlot::predict(int top, TimeUs now_us, ServeWorker::OnPrediction on_prediction) {
    worker_->predict(top, now_us, std::move(on_prediction));
}

void WorkerSlot::explain(Json request, ServeWorker::OnPrediction on_explanation) {
    worker_->explain(std::move(request), std::move(on_explanation));
}

void WorkerSlot::refresh_context(std::function<void(Result<bool>)> on_done) {
    const auto& with = request_.manifest.samples.with;
    if (with.empty() || !request_.context) return on_done(false);
    request_.context->read(with, [weak = weak_from_this(), on_done = std::move(on_done)](
                                     Result<training::ContextRows> rows) {
        const auto self = weak.lock();
        if (!self || self->stopped_) return;
        if (!rows) return on_done(rows.error());
        self->take_context(std::move(*rows), on_done);
    });
}

void WorkerSlot::take_context(training::ContextRows rows,
                              const std::function<void(Result<bool>)>& on_done) {
    auto now = training::digests_of(rows);
    const training::ContextChange change = training::change_since(told_, std::move(rows));
    for (const training::ContextRow& row : change.rows)
        observe(training::sample_of(row, request_.manifest.samples.kind, request_.simulated),
                nullptr);
    told_ = std::move(now);
    on_done(change.gone);
}

}  // namespace hearth::serving
