// One training in a worker process: sends the request, passes the progress on, gives the result.
// Used by the daemon's trainer and by `hearth evaluate`. Event loop only.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/asio.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "training/worker_process.hpp"

namespace hearth::training {

struct WorkerOutcome {
    Json result;  // of docs/plugin-guide.md: rows, scores, intervals, weights, …
    std::int64_t peak_rss_bytes = 0;
};

class WorkerRun : public std::enable_shared_from_this<WorkerRun> {
public:
    struct Handlers {
        std::function<void(const Json& progress)> on_progress;  // phase, fraction, epoch, losses
        // Exactly once. Errors: kCancelled, kTimeout, kInvalid (the plugin refused the input),
        // kConflict (it cannot use the incumbent's weights), kInternal (it failed or the process
        // died), kIo (it could not be started). The text is a sentence.
        std::function<void(Result<WorkerOutcome>)> on_done;
    };

    // op: "train" or "evaluate".
    static std::shared_ptr<WorkerRun> start(asio::io_context& loop, const WorkerOptions& options,
                                            Json request, std::chrono::seconds time_limit,
                                            Handlers handlers, const char* op = "train");

    // Asks the worker to stop; it is killed if it has not after five seconds. on_done follows with
    // kCancelled.
    void cancel();

    // Nothing more is called; the process is killed. For shutting down.
    void abandon();

private:
    WorkerRun(asio::io_context& loop, Handlers handlers)
        : handlers_(std::move(handlers)), timer_(loop) {}
    void on_message(const Json& message);
    void on_result(const Json& message);
    void done(Result<WorkerOutcome> outcome);

    Handlers handlers_;
    asio::steady_timer timer_;
    std::shared_ptr<WorkerProcess> worker_;
    bool cancelled_ = false;
    bool timed_out_ = false;
    bool done_ = false;
};

}  // namespace hearth::training
