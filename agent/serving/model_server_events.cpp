// What a model server does while it serves: asks its versions after each sample, gives out one
// answer, and has all of them scored by what happens next.
#include "core/log.hpp"
#include "learning/quality_filter.hpp"
#include "serving/model_server.hpp"

namespace hearth::serving {

namespace {

// What is shown of a prediction: its best answers, and who made them.
Json shown(Json prediction, const std::optional<std::int64_t>& version) {
    if (!prediction.is_object()) prediction = Json::object();
    const auto items = prediction.find("items");
    if (items != prediction.end() && items->is_array() && items->size() > kShownLabels)
        items->erase(items->begin() + kShownLabels, items->end());
    prediction.erase("beside");
    prediction["version"] = version ? Json(*version) : Json();
    return prediction;
}

}  // namespace

void ModelServer::observe(const std::vector<Sample>& samples, TimeUs received_us) {
    if (stopped_) return;
    std::vector<const Sample*> own;
    for (const Sample& sample : samples)
        if (sample.kind == manifest_.samples.kind &&
            !learning::model_objection(manifest_.samples, sample))
            own.push_back(&sample);
    if (own.empty()) return;
    if (manifest_.on_request()) return pass_on(own);
    if (!current_ && !starting_ && failures_ == 0) return reload();
    // Of several at once only the last has a future to predict.
    for (const Sample* sample : own) observe_one(*sample, sample == own.back(), received_us);
}

// Nobody asks what comes next, but what is explained shall be of today.
void ModelServer::pass_on(const std::vector<const Sample*>& samples) const {
    for (const Sample* sample : samples)
        for (const auto* slot : {&current_, &starting_})
            if (*slot) (*slot)->observe(*sample, nullptr);
}

void ModelServer::observe_one(const Sample& sample, bool predict, TimeUs received_us) {
    if (starting_) starting_->observe(sample, nullptr);
    active_scorer_.happened(sample);
    shadow_scorer_.happened(sample);
    active_scorer_.skip();
    shadow_scorer_.skip();
    if (!predict) {
        if (shadow_) shadow_->observe(sample, nullptr);
        if (current_) current_->observe(sample, nullptr);
        return;
    }
    const auto choice = choose(sample, received_us);
    ask_shadow(sample, choice);
    ask_current(sample, choice);
}

std::shared_ptr<AnswerChoice> ModelServer::choose(const Sample& sample, TimeUs received_us) const {
    const auto shadow = shadow_version();
    const bool canary =
        current_ && shadow && is_canary(*shadow, sample.id, settings_.canary_fraction);
    return std::make_shared<AnswerChoice>(
        canary, [this, after = sample, received_us](Json prediction) {
            handlers_.on_prediction(after, received_us, std::move(prediction));
        });
}

std::function<void(const Json&)> ModelServer::judged(LiveScorer& scorer) const {
    if (manifest_.judged_live()) return scorer.ask();
    return [](const Json&) {};
}

void ModelServer::ask_shadow(const Sample& sample, const std::shared_ptr<AnswerChoice>& choice) {
    if (!shadow_) return;
    if (!shadow_->ready()) return shadow_->observe(sample, nullptr);
    shadow_->observe(sample, [told = judged(shadow_scorer_), choice,
                              version = shadow_->version()](Result<Json> prediction) {
        if (!prediction) return choice->shadow_failed();
        told(*prediction);
        if (!choice->canary()) return;
        Json answer = shown(std::move(*prediction), version);
        answer["canary"] = true;
        choice->shadow_answered(std::move(answer));
    });
}

void ModelServer::ask_current(const Sample& sample, const std::shared_ptr<AnswerChoice>& choice) {
    if (!current_) return;
    current_->observe(sample, [this, told = judged(active_scorer_), choice,
                               version = current_->version()](Result<Json> prediction) {
        if (!prediction)
            return log::warn("no prediction model={} reason=\"{}\"", manifest_.name,
                             prediction.error().text);
        told(*prediction);
        choice->active_answered(shown(std::move(*prediction), version));
    });
}

void ModelServer::on_active_score(LiveScore score, std::optional<LiveScore> fallback) {
    score.version = version().value_or(0);
    if (handlers_.on_score) handlers_.on_score(score, fallback);
    if (shadow_) tell_pair(pairs_.add_active(score));
}

void ModelServer::on_shadow_score(LiveScore score) {
    score.version = shadow_version().value_or(0);
    tell_pair(pairs_.add_shadow(score));
}

void ModelServer::tell_pair(const std::optional<ScorePairs::Pair>& pair) const {
    if (pair && handlers_.on_pair) handlers_.on_pair(pair->active, pair->shadow);
}

}  // namespace hearth::serving
