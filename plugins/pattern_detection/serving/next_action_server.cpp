#include "pattern_detection/serving/next_action_server.hpp"

#include <algorithm>
#include <numeric>

#include "pattern_detection/baselines/baseline_set.hpp"
#include "pattern_detection/explanation.hpp"
#include "pattern_detection/row_events.hpp"
#include "pattern_detection/training/replay_plan.hpp"

namespace hearth::pattern {

namespace {

constexpr const char* kFallbackMethod = "backoff_online";

// The `top` most probable candidates; equal ones in the order in which they were first seen.
std::vector<int> most_probable(const std::vector<double>& probability, std::size_t top) {
    std::vector<int> order(probability.size());
    std::iota(order.begin(), order.end(), 0);
    top = std::min(top, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(top), order.end(),
                      [&probability](int a, int b) {
                          const double pa = probability[static_cast<std::size_t>(a)];
                          const double pb = probability[static_cast<std::size_t>(b)];
                          return pa != pb ? pa > pb : a < b;
                      });
    order.resize(top);
    return order;
}

}  // namespace

NextActionServer::NextActionServer(TimeZone zone, std::optional<ScorerWeights> weights)
    : state_(std::move(zone)), fallback_(BaselineSet::kOnlineOrder), weights_(std::move(weights)) {}

void NextActionServer::replay(const sdk::Dataset& history) {
    for (const sdk::Row& row : history.rows)
        if (row.target) state_.add_candidate(row.label);
    for (const std::size_t i : grouped_order(history)) observe(history.rows[i]);
}

void NextActionServer::observe(const sdk::Row& row) {
    const Event event = to_event(row);
    state_.enter_group(event.group);
    fallback_.prepare(state_.history(), state_.vocabulary());
    state_.observe(event);
    const auto candidate = state_.vocabulary().find_candidate(event.label);
    if (event.target && candidate) fallback_.update(*candidate);
    const Moment& moment = state_.history().moment();
    habits_.observe(event, moment.recent[0], moment);
    ++rows_;
}

Json NextActionServer::explain(std::size_t top) const {
    Json reply = {{"habits", Json::array()},
                  {"durations", Json::array()},
                  {"rows", rows_},
                  {"days", habits_.days()}};
    for (const Habit& habit : habits_.clearest(state_.vocabulary(), top))
        reply["habits"].push_back(to_json(habit));
    for (const Habit& habit : habits_.durations(state_.vocabulary(), top))
        reply["durations"].push_back(to_json(habit));
    return reply;
}

const std::string& NextActionServer::label_of(int candidate) const {
    const Vocabulary& vocabulary = state_.vocabulary();
    return vocabulary.label(vocabulary.symbol_of_candidate(candidate));
}

Json NextActionServer::item(int candidate) const {
    const std::string& label = label_of(candidate);
    const std::size_t sign = label.find('=');
    const bool has_state = sign != std::string::npos;
    return {{"label", label},
            {"entity", label.substr(0, sign)},
            {"state", has_state ? label.substr(sign + 1) : std::string()},
            {"probability", probability_[static_cast<std::size_t>(candidate)]}};
}

Json NextActionServer::fallback_beside(std::size_t top) {
    fallback_.prepare(state_.history(), state_.vocabulary());
    fallback_.predict(beside_);
    Json items = Json::array();
    for (const int candidate : most_probable(beside_, top))
        items.push_back({{"label", label_of(candidate)},
                         {"probability", beside_[static_cast<std::size_t>(candidate)]}});
    return {{"method", kFallbackMethod}, {"items", std::move(items)}};
}

void NextActionServer::rank(const ExpertOutputs& outputs) {
    if (uses_fallback()) {
        fallback_.prepare(state_.history(), state_.vocabulary());
        fallback_.predict(probability_);
        return;
    }
    score(*weights_, outputs, scratch_, probability_);
    const double known = 1 - state_.unseen_probability();
    for (double& p : probability_) p *= known;
}

Json NextActionServer::when(double elapsed_s) const {
    const TimeDistribution waits = given_waited(state_.timing().next(), elapsed_s);
    Json buckets = Json::array();
    for (std::size_t k = time_bucket(elapsed_s); k < kTimeBuckets; ++k)
        buckets.push_back({{"from_s", std::max(bucket_begin_s(k), elapsed_s)},
                           {"to_s", k + 1 < kTimeBuckets ? Json(bucket_end_s(k)) : Json()},
                           {"probability", waits[k]}});
    const auto left = [&](double q) { return std::max(quantile_s(waits, q), elapsed_s); };
    return {{"elapsed_s", elapsed_s},
            {"p10_s", left(.1)},
            {"p50_s", left(.5)},
            {"p90_s", left(.9)},
            {"buckets", std::move(buckets)}};
}

Json NextActionServer::predict(const sdk::PredictRequest& request) {
    Json reply = {{"kind", "next_action"},
                  {"items", Json::array()},
                  {"fallback", uses_fallback()},
                  {"method", uses_fallback() ? kFallbackMethod : "count_score_network"},
                  {"rows", rows_},
                  {"explanation", "no action has been seen yet"}};
    const ExpertOutputs* outputs = state_.compute();
    if (outputs == nullptr) return reply;
    rank(*outputs);
    if (!state_.history().empty()) {
        const double elapsed_s =
            request.now_us ? state_.history().seconds_until(*request.now_us) : 0;
        if (elapsed_s > 0) weigh_by_survival(state_.timing(), elapsed_s, probability_);
        reply["when"] = when(elapsed_s);
    }
    const std::vector<int> best = most_probable(probability_, request.top);
    for (const int candidate : best) reply["items"].push_back(item(candidate));
    if (!best.empty()) reply["explanation"] = explain_candidate(state_, best.front());
    if (request.beside && !uses_fallback()) reply["beside"] = fallback_beside(request.top);
    return reply;
}

}  // namespace hearth::pattern
