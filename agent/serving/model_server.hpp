// Serving one model without a pause: a new version gets a worker of its own, and only when that is
// ready does it take over from the old one. Without an active version the plugin's fallback
// answers, and says so. A candidate in shadow runs beside: it predicts too, nobody sees it (but for
// the share of events that is a canary's), and both are scored on what then really happens. A model
// that only explains has a worker for as long as it is asked. Event loop only.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/asio.hpp"
#include "core/clock.hpp"
#include "domain/live_score.hpp"
#include "domain/manifest.hpp"
#include "domain/sample.hpp"
#include "serving/answer_choice.hpp"
#include "serving/live_scorer.hpp"
#include "serving/score_pairs.hpp"
#include "serving/worker_slot.hpp"
#include "store/store.hpp"
#include "training/version_keeper.hpp"

namespace hearth::serving {

struct ServerSettings {
    training::WorkerOptions worker;
    std::string folder;  // for the history file while a worker starts
    std::string time_zone;
    bool simulated = false;
    double canary_fraction = 0;  // share of events that a version in shadow answers
    Json options = Json::object();
    std::shared_ptr<training::ContextSource> context;  // of rows that the manifest asks for
    // A worker that is only asked at times ends when nobody has asked it for so long.
    std::chrono::seconds idle{60};
};

struct ServerHandlers {
    // A prediction made after a sample; `received_us`: arrival of the message that led to it. It
    // names the version that made it ("version", null: the fallback), and says "canary" when that
    // one is in shadow.
    std::function<void(const Sample& after, TimeUs received_us, Json prediction)> on_prediction;
    // The version that answers (0: the fallback) was scored on what happened, and the fallback
    // beside it where the plugin can tell both.
    std::function<void(const LiveScore& score, const std::optional<LiveScore>& fallback)> on_score;
    // It and the shadow were scored on the same thing; after on_score.
    std::function<void(const LiveScore& active, const LiveScore& shadow)> on_pair;
};

// Answers that are published with a prediction.
inline constexpr int kShownLabels = 5;

class ModelServer {
public:
    ModelServer(asio::io_context& loop, const Clock& clock, store::Store& store,
                training::VersionKeeper& versions, Manifest manifest, ServerSettings settings,
                ServerHandlers handlers);
    ~ModelServer();

    // Loads what is active now and what is in shadow. Also after each activation, rollback and
    // verdict on a shadow; calls while a worker is starting are joined.
    void reload();
    // Lets go of everything its workers hold, and loads anew: samples were forgotten.
    void restart();
    void stop();

    // New samples of the model's kind, in order.
    void observe(const std::vector<Sample>& samples, TimeUs received_us);
    void predict(int top, ServeWorker::OnPrediction on_prediction);

    // What the model has found out about the home; kInvalid if it cannot tell, kUnavailable as for
    // predict. First it is told what is known of the home by now (`samples.with`); when something
    // is gone it is opened anew, since rows only add. So an explanation is never older than the
    // question, and nothing has to be sent while nobody asks.
    void explain(Json request, ServeWorker::OnPrediction on_explanation);

    bool serving() const { return current_ != nullptr; }
    bool fallback() const { return !current_ || current_->fallback(); }
    // The version that answers; nothing while the fallback does.
    std::optional<std::int64_t> version() const {
        return current_ ? current_->version() : std::nullopt;
    }
    // The version in shadow, once it predicts.
    std::optional<std::int64_t> shadow_version() const {
        return shadow_ && shadow_->ready() ? shadow_->version() : std::nullopt;
    }
    // A version is starting, or an answer is awaited.
    bool busy() const;
    // Of all its workers.
    std::int64_t resident_bytes() const;

private:
    struct Question {
        Json request;
        ServeWorker::OnPrediction on_answer;
    };
    void start_active(bool anew = false);
    void refresh_context();
    void answer_waiting();
    void refuse_waiting(const Error& why);
    void wait_for_questions();
    void end_current();
    bool too_few_samples() const;
    std::function<void(const Json&)> judged(LiveScorer& scorer) const;
    void take_over();
    void start_failed(const std::string& why);
    void refuse_weights(const WorkerSlot& slot, const std::string& why);
    void on_current_ended(const std::string& reason);
    void schedule_restart();
    void reload_shadow();
    void end_shadow();
    SlotRequest slot_request(const char* use) const;
    void pass_on(const std::vector<const Sample*>& samples) const;
    void observe_one(const Sample& sample, bool predict, TimeUs received_us);
    std::shared_ptr<AnswerChoice> choose(const Sample& sample, TimeUs received_us) const;
    void ask_shadow(const Sample& sample, const std::shared_ptr<AnswerChoice>& choice);
    void ask_current(const Sample& sample, const std::shared_ptr<AnswerChoice>& choice);
    void on_active_score(LiveScore score, std::optional<LiveScore> fallback);
    void on_shadow_score(LiveScore score);
    Error no_answer_yet() const;
    void tell_pair(const std::optional<ScorePairs::Pair>& pair) const;

    asio::io_context& loop_;
    const Clock& clock_;
    store::Store& store_;
    training::VersionKeeper& versions_;
    Manifest manifest_;
    ServerSettings settings_;
    ServerHandlers handlers_;
    asio::steady_timer restart_timer_, idle_timer_;
    std::shared_ptr<WorkerSlot> current_, starting_, shadow_;
    LiveScorer active_scorer_, shadow_scorer_;
    ScorePairs pairs_;
    std::vector<Question> waiting_;  // for the worker, or for what it has to be told first
    bool refreshing_ = false;        // what `current_` knows of the home
    bool reload_again_ = false;
    int failures_ = 0;
    bool stopped_ = false;
};

}  // namespace hearth::serving
