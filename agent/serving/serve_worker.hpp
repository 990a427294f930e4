// One worker that serves one model: given weights (or none: its fallback) and the history, it
// observes what happens and says what comes next. Event loop only.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/asio.hpp"
#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "domain/sample.hpp"
#include "training/worker_process.hpp"

namespace hearth::serving {

// Answers that an observed sample is followed by: enough for nearly all of the probability, so that
// what then happens can be scored.
inline constexpr int kPredictedLabels = 50;

class ServeWorker : public std::enable_shared_from_this<ServeWorker> {
public:
    using OnPrediction = std::function<void(Result<Json>)>;
    struct Handlers {
        std::function<void(Status, bool fallback)> on_ready;      // once, unless it ends before
        std::function<void(const std::string& reason)> on_ended;  // once, unless abandoned
    };

    // request: the "serve" request of docs/plugin-guide.md.
    static Result<std::shared_ptr<ServeWorker>> start(asio::io_context& loop,
                                                      const training::WorkerOptions& options,
                                                      Json request, Handlers handlers);

    // The sample becomes part of the history; with on_prediction, a prediction is made after it
    // (kPredictedLabels answers), with the fallback's beside it if asked for.
    void observe(const Sample& sample, OnPrediction on_prediction, bool beside = false);
    // What comes next, as things stand. top: how many answers.
    void predict(int top, TimeUs now_us, OnPrediction on_prediction);
    // What the model knows, for people: the "explain" request of docs/plugin-guide.md.
    void explain(Json request, OnPrediction on_explanation);
    // Ends it; no handler is called any more.
    void stop();

    // It has yet to answer something.
    bool busy() const { return !waiting_.empty(); }
    bool ready() const { return ready_; }
    bool fallback() const { return fallback_; }
    std::int64_t resident_bytes() const { return training::resident_bytes(process_->pid()); }

private:
    explicit ServeWorker(Handlers handlers) : handlers_(std::move(handlers)) {}
    void on_message(const Json& message);
    void on_exit(const std::string& reason);
    std::string expect(OnPrediction on_prediction);
    void send(const Json& message);

    Handlers handlers_;
    std::shared_ptr<training::WorkerProcess> process_;
    std::unordered_map<std::string, OnPrediction> waiting_;
    std::uint64_t next_id_ = 1;
    bool ready_ = false;
    bool fallback_ = true;
};

}  // namespace hearth::serving
