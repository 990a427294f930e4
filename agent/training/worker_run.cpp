#include "training/worker_run.hpp"

#include "core/log.hpp"

namespace hearth::training {

namespace {

constexpr auto kCancelGrace = std::chrono::seconds(5);

ErrorCode code_of(const std::string& status) {
    if (status == "cancelled") return ErrorCode::kCancelled;
    if (status == "no_data" || status == "bad_input") return ErrorCode::kInvalid;
    if (status == "bad_weights") return ErrorCode::kConflict;
    return ErrorCode::kInternal;
}

}  // namespace

std::shared_ptr<WorkerRun> WorkerRun::start(asio::io_context& loop, const WorkerOptions& options,
                                            Json request, std::chrono::seconds time_limit,
                                            Handlers handlers, const char* op) {
    std::shared_ptr<WorkerRun> run(new WorkerRun(loop, std::move(handlers)));
    // The worker holds the run until it has ended; the run then lets go of the worker.
    auto worker = WorkerProcess::start(
        loop, options,
        {[run](const Json& message) { run->on_message(message); },
         [run](const std::string& reason) {
             run->done(Error{
                 ErrorCode::kInternal,
                 "the worker gave no result: " + (reason.empty() ? "it ended early" : reason)});
         }});
    if (!worker) {
        asio::post(loop, [run, error = worker.error()] { run->done(error); });
        return run;
    }
    run->worker_ = *worker;
    if (const Status sent = run->worker_->send({{"op", op}, {"request", std::move(request)}});
        !sent)
        run->worker_->kill(sent.error().text);
    run->timer_.expires_after(time_limit);
    run->timer_.async_wait([run, time_limit](const boost::system::error_code& failed) {
        if (failed || run->done_) return;
        run->timed_out_ = true;
        run->worker_->kill("it took longer than " + std::to_string(time_limit.count()) + " s");
    });
    return run;
}

void WorkerRun::on_message(const Json& message) {
    const std::string op = json_string(message, "op").value_or("");
    if (op == "progress") {
        if (handlers_.on_progress) handlers_.on_progress(message);
    } else if (op == "result") {
        on_result(message);
    } else if (op == "log") {
        log::info("worker says text=\"{}\"", json_string(message, "text").value_or(""));
    }
}

void WorkerRun::on_result(const Json& message) {
    const std::string status = json_string(message, "status").value_or("failed");
    if (status != "ok") {
        const std::string text = json_string(message, "error").value_or("");
        return done(Error{code_of(status), text.empty() ? "the worker reports: " + status : text});
    }
    WorkerOutcome outcome;
    outcome.result = message.value("result", Json::object());
    outcome.peak_rss_bytes =
        std::max(json_integer(message, "peak_rss_bytes").value_or(0), worker_->peak_rss_bytes());
    done(std::move(outcome));
}

void WorkerRun::cancel() {
    if (done_ || cancelled_ || !worker_) return;
    cancelled_ = true;
    if (!worker_->send({{"op", "cancel"}})) worker_->kill("cancelled");
    timer_.expires_after(kCancelGrace);
    timer_.async_wait([run = shared_from_this()](const boost::system::error_code& failed) {
        if (!failed && !run->done_) run->worker_->kill("cancelled");
    });
}

void WorkerRun::abandon() {
    done_ = true;
    handlers_ = {};
    timer_.cancel();
    if (worker_) worker_->abandon();
}

void WorkerRun::done(Result<WorkerOutcome> outcome) {
    if (done_) return;
    done_ = true;
    timer_.cancel();
    const auto on_done = std::move(handlers_.on_done);
    handlers_ = {};
    if (!outcome && cancelled_)
        outcome = Error{ErrorCode::kCancelled, "the training was cancelled"};
    if (!outcome && timed_out_) outcome = Error{ErrorCode::kTimeout, outcome.error().text};
    if (on_done) on_done(std::move(outcome));
}

}  // namespace hearth::training
