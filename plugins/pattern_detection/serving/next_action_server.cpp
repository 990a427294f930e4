#include "pattern_detection/serving/next_action_server.hpp"

#include <algorithm>
#include <numeric>

#include "pattern_detection/baselines/baseline_set.hpp"
#include "pattern_detection/explanation.hpp"
#include "pattern_detection/row_events.hpp"
#include "pattern_detection/training/replay_plan.hpp"

namespace hearth::pattern {

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

Json NextActionServer::item(int candidate) const {
    const Vocabulary& vocabulary = state_.vocabulary();
    const std::string& label = vocabulary.label(vocabulary.symbol_of_candidate(candidate));
    const std::size_t sign = label.find('=');
    const bool has_state = sign != std::string::npos;
    return {{"label", label},
            {"entity", label.substr(0, sign)},
            {"state", has_state ? label.substr(sign + 1) : std::string()},
            {"probability", probability_[static_cast<std::size_t>(candidate)]}};
}

Json NextActionServer::predict(std::size_t top) {
    Json reply = {{"kind", "next_action"},
                  {"items", Json::array()},
                  {"fallback", uses_fallback()},
                  {"method", uses_fallback() ? "backoff_online" : "count_score_network"},
                  {"rows", rows_},
                  {"explanation", "no action has been seen yet"}};
    const ExpertOutputs* outputs = state_.compute();
    if (outputs == nullptr) return reply;
    if (uses_fallback()) {
        fallback_.prepare(state_.history(), state_.vocabulary());
        fallback_.predict(probability_);
    } else {
        score(*weights_, *outputs, scratch_, probability_);
        const double known = 1 - state_.unseen_probability();
        for (double& p : probability_) p *= known;
    }
    std::vector<int> order(probability_.size());
    std::iota(order.begin(), order.end(), 0);
    top = std::min(top, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(top), order.end(),
                      [this](int a, int b) {
                          const double pa = probability_[static_cast<std::size_t>(a)];
                          const double pb = probability_[static_cast<std::size_t>(b)];
                          return pa != pb ? pa > pb : a < b;
                      });
    for (std::size_t i = 0; i < top; ++i) reply["items"].push_back(item(order[i]));
    if (top > 0) reply["explanation"] = explain_candidate(state_, order[0]);
    return reply;
}

}  // namespace hearth::pattern
