// One version (or the fallback) on its way to serving and serving: the history is exported, a
// worker starts and replays it, what happened meanwhile is caught up, and from then on it observes
// and predicts. Event loop only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/asio.hpp"
#include "domain/manifest.hpp"
#include "domain/run.hpp"
#include "domain/sample.hpp"
#include "serving/serve_worker.hpp"
#include "store/store.hpp"
#include "training/dataset_export.hpp"

namespace hearth::serving {

struct SlotRequest {
    Manifest manifest;
    training::WorkerOptions worker;
    Json options = Json::object();
    std::string history_path;  // of the file that holds the history while the worker starts
    std::string time_zone;
    bool simulated = false;
    std::optional<ModelVersion> version;  // nothing: the fallback
    std::string weights_path;
    bool fallback_beside = false;  // predictions come with what the fallback would have said
    std::shared_ptr<training::ContextSource> context;  // for a manifest that asks for context
};

class WorkerSlot : public std::enable_shared_from_this<WorkerSlot> {
public:
    struct Handlers {
        std::function<void()> on_ready;                            // once, unless it fails before
        std::function<void(const std::string& reason)> on_failed;  // once: it serves no more
    };

    static std::shared_ptr<WorkerSlot> start(asio::io_context& loop, store::Store& store,
                                             SlotRequest request, Handlers handlers);

    // The next sample. Before it is ready, samples are kept and on_prediction is not called.
    void observe(const Sample& sample, ServeWorker::OnPrediction on_prediction);
    void predict(int top, TimeUs now_us, ServeWorker::OnPrediction on_prediction);
    void explain(Json request, ServeWorker::OnPrediction on_explanation);
    // Tells the worker what is known of the home by now and was not when it started. on_done: true
    // when something is not there any more, which no row can say: it must be started anew. Not
    // called once it was stopped.
    void refresh_context(std::function<void(Result<bool> gone)> on_done);
    // What happens from now on when it ends.
    void set_on_failed(std::function<void(const std::string&)> on_failed) {
        handlers_.on_failed = std::move(on_failed);
    }
    // Ends it; no handler is called any more.
    void stop();

    // It is starting, or has yet to answer something.
    bool busy() const { return !ready_ || worker_->busy(); }
    bool ready() const { return ready_; }
    // It failed because the plugin cannot use the version.
    bool weights_refused() const { return weights_refused_; }
    bool fallback() const { return !worker_ || worker_->fallback(); }
    std::optional<std::int64_t> version() const {
        return request_.version ? std::optional(request_.version->version) : std::nullopt;
    }
    std::int64_t resident_bytes() const { return worker_ ? worker_->resident_bytes() : 0; }

private:
    WorkerSlot(asio::io_context& loop, SlotRequest request, Handlers handlers)
        : loop_(loop), request_(std::move(request)), handlers_(std::move(handlers)) {}
    void start_worker(const Result<training::ExportedDataset>& exported);
    void take_context(training::ContextRows rows, const std::function<void(Result<bool>)>& on_done);
    void caught_up();
    void fail(const std::string& reason);

    asio::io_context& loop_;
    SlotRequest request_;
    Handlers handlers_;
    std::shared_ptr<training::DatasetExport> export_;
    std::shared_ptr<ServeWorker> worker_;
    std::vector<Sample> since_export_;  // what the worker has yet to observe
    training::ContextDigests told_;     // rows of context that it knows
    bool ready_ = false, stopped_ = false, weights_refused_ = false;
};

}  // namespace hearth::serving
