#include "serving/serve_worker.hpp"

#include "core/log.hpp"
#include "recording/dataset_file.hpp"

namespace hearth::serving {

Result<std::shared_ptr<ServeWorker>> ServeWorker::start(asio::io_context& loop,
                                                        const training::WorkerOptions& options,
                                                        Json request, Handlers handlers) {
    std::shared_ptr<ServeWorker> worker(new ServeWorker(std::move(handlers)));
    const std::weak_ptr<ServeWorker> weak = worker;  // the owner decides how long it lives
    auto process = training::WorkerProcess::start(loop, options,
                                                  {[weak](const Json& message) {
                                                       if (const auto self = weak.lock())
                                                           self->on_message(message);
                                                   },
                                                   [weak](const std::string& reason) {
                                                       if (const auto self = weak.lock())
                                                           self->on_exit(reason);
                                                   }});
    if (!process) return process.error();
    worker->process_ = *process;
    worker->send({{"op", "serve"}, {"request", std::move(request)}});
    return worker;
}

void ServeWorker::send(const Json& message) {
    if (const Status sent = process_->send(message); !sent) process_->kill(sent.error().text);
}

std::string ServeWorker::expect(OnPrediction on_prediction) {
    const std::string id = std::to_string(next_id_++);
    waiting_.emplace(id, std::move(on_prediction));
    return id;
}

void ServeWorker::observe(const Sample& sample, OnPrediction on_prediction, bool beside) {
    Json message = {{"op", "observe"}, {"sample", dataset_row(sample)}};
    if (on_prediction) {
        message["id"] = expect(std::move(on_prediction));
        message["predict"] = {{"top", kPredictedLabels}};
        if (beside) message["predict"]["beside"] = true;
    }
    send(message);
}

void ServeWorker::predict(int top, TimeUs now_us, OnPrediction on_prediction) {
    send({{"op", "predict"},
          {"id", expect(std::move(on_prediction))},
          {"request", {{"top", top}, {"now_us", now_us}}}});
}

void ServeWorker::explain(Json request, OnPrediction on_explanation) {
    send({{"op", "explain"},
          {"id", expect(std::move(on_explanation))},
          {"request", std::move(request)}});
}

void ServeWorker::on_message(const Json& message) {
    const std::string op = json_string(message, "op").value_or("");
    const std::string status = json_string(message, "status").value_or("failed");
    const std::string error =
        json_string(message, "error").value_or("the worker reports: " + status);
    if (op == "ready") {
        ready_ = status == "ok";
        fallback_ = json_bool(message, "fallback").value_or(true);
        if (handlers_.on_ready)
            handlers_.on_ready(ready_ ? Status()
                                      : Status(Error{status == "bad_weights" ? ErrorCode::kConflict
                                                                             : ErrorCode::kInvalid,
                                                     error}),
                               fallback_);
    } else if (op == "prediction" || op == "explanation") {
        const auto found = waiting_.find(json_string(message, "id").value_or(""));
        if (found == waiting_.end()) return;
        const auto on_prediction = std::move(found->second);
        waiting_.erase(found);
        if (status == "ok")
            on_prediction(message.value(op, Json::object()));
        else
            on_prediction(Error{ErrorCode::kInvalid, error});
    } else if (op == "log") {
        log::info("worker says text=\"{}\"", json_string(message, "text").value_or(""));
    }
}

void ServeWorker::on_exit(const std::string& reason) {
    ready_ = false;
    for (auto& [id, on_prediction] : std::exchange(waiting_, {}))
        on_prediction(Error{ErrorCode::kUnavailable, "the serving worker ended: " + reason});
    if (handlers_.on_ended) handlers_.on_ended(reason.empty() ? "it ended early" : reason);
}

void ServeWorker::stop() {
    handlers_ = {};
    waiting_.clear();
    process_->abandon();
}

}  // namespace hearth::serving
