// What a model server is asked outside of events: a prediction now, and what the model has found
// out.
#include "core/log.hpp"
#include "serving/model_server.hpp"

namespace hearth::serving {

namespace {
constexpr std::size_t kMostWaiting = 100;
}

void ModelServer::predict(int top, ServeWorker::OnPrediction on_prediction) {
    if (!manifest_.serve)
        return on_prediction(
            Error{ErrorCode::kInvalid, manifest_.name + " does not predict what comes next"});
    if (current_) return current_->predict(top, clock_.wall_us(), std::move(on_prediction));
    on_prediction(no_answer_yet());
}

void ModelServer::explain(Json request, ServeWorker::OnPrediction on_explanation) {
    if (!manifest_.explain)
        return on_explanation(
            Error{ErrorCode::kInvalid, manifest_.name + " cannot say what it has found out"});
    if (!current_ && !starting_ && (!manifest_.on_request() || too_few_samples()))
        return on_explanation(no_answer_yet());
    if (waiting_.size() >= kMostWaiting)
        return on_explanation(
            Error{ErrorCode::kUnavailable, manifest_.name + " has much to answer; ask again"});
    waiting_.push_back({std::move(request), std::move(on_explanation)});
    if (current_)
        refresh_context();
    else if (!starting_)
        start_active();
}

// Whoever asks meanwhile gets the same answer.
void ModelServer::refresh_context() {
    if (refreshing_) return;
    refreshing_ = true;
    current_->refresh_context([this](const Result<bool>& gone) {
        refreshing_ = false;
        if (!gone) return refuse_waiting(gone.error());
        if (!*gone) return answer_waiting();
        if (!starting_) start_active(true);
    });
}

void ModelServer::answer_waiting() {
    for (Question& question : std::exchange(waiting_, {}))
        current_->explain(std::move(question.request),
                          [this, on_answer = std::move(question.on_answer)](Result<Json> answer) {
                              wait_for_questions();
                              on_answer(std::move(answer));
                          });
    wait_for_questions();
}

void ModelServer::refuse_waiting(const Error& why) {
    for (const Question& question : std::exchange(waiting_, {})) question.on_answer(why);
}

// Its memory is worth more than the second that it takes to start it.
void ModelServer::wait_for_questions() {
    if (!manifest_.on_request() || stopped_) return;
    idle_timer_.expires_after(settings_.idle);
    idle_timer_.async_wait([this](const boost::system::error_code& failed) {
        if (failed || !current_) return;
        if (current_->busy()) return wait_for_questions();
        log::info("nobody asks any more: the worker ends model={}", manifest_.name);
        end_current();
    });
}

Error ModelServer::no_answer_yet() const {
    return {ErrorCode::kUnavailable,
            manifest_.name + " does not answer yet: " + std::to_string(manifest_.fallback_after) +
                " samples are needed and " +
                std::to_string(store_.samples().count(manifest_.samples.kind)) + " are there"};
}

}  // namespace hearth::serving
