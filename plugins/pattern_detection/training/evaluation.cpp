#include "pattern_detection/training/evaluation.hpp"

#include <cmath>

#include "pattern_detection/row_events.hpp"
#include "sdk/failure.hpp"

namespace hearth::pattern {
namespace {

constexpr std::int64_t kUnknown = -1;  // to score_row: no candidate

class Evaluation {
public:
    Evaluation(const ScorerWeights& model, const std::optional<ScorerWeights>& incumbent,
               const EvaluationRules& rules, HomeState& state, BaselineSet& baselines)
        : model_(model),
          incumbent_(incumbent),
          shares_hidden_(incumbent && same_hidden_layer(model, *incumbent)),
          rules_(rules),
          state_(state),
          baselines_(baselines) {
        scores_.push_back({"model", {}});
        if (incumbent_) scores_.push_back({"incumbent", {}});
        first_baseline_ = scores_.size();
        for (std::size_t b = 0; b < BaselineSet::kCount; ++b)
            scores_.push_back({baselines_.name(b), {}});
        baselines_.freeze();
    }

    void go_through(const Event& event) {
        state_.enter_group(event.group);
        baselines_.prepare(state_.history(), state_.vocabulary());
        if (event.target) judge(event);
        state_.observe(event, rules_.online);
        const auto candidate = state_.vocabulary().find_candidate(event.label);
        if (event.target && rules_.online && candidate) baselines_.update(*candidate);
    }

    EvaluationResult result() && {
        const bool constant = is_constant();
        return {std::move(scores_), constant, timing_, query_time_};
    }

private:
    // A candidate's number ranks it; its symbol's number names it, also before it is a candidate,
    // so that it stays one label. A new label's symbol is the one that it is about to get.
    struct Truth {
        std::int64_t candidate = kUnknown, symbol = 0;
    };
    Truth truth_of(const Event& event) const {
        const Vocabulary& vocabulary = state_.vocabulary();
        return {vocabulary.find_candidate(event.label).value_or(kUnknown),
                vocabulary.find_symbol(event.label).value_or(vocabulary.symbols())};
    }

    void judge(const Event& event) {
        const Truth truth = truth_of(event);
        const ExpertOutputs* outputs = state_.compute();
        const double unseen = state_.unseen_probability();
        hidden_activations(model_, *outputs, scratch_.inputs, scratch_.activations);
        judge_scorer(0, model_, *outputs, truth, unseen);
        if (!state_.history().empty()) judge_time(event, truth, unseen);
        if (incumbent_ && !shares_hidden_)
            hidden_activations(*incumbent_, *outputs, scratch_.inputs, scratch_.activations);
        if (incumbent_) judge_scorer(1, *incumbent_, *outputs, truth, unseen);
        for (std::size_t b = 0; b < BaselineSet::kCount; ++b) {
            const double rest = baselines_.predict(b, probability_);
            add(first_baseline_ + b, truth, rest, baselines_.tie_order(b));
        }
    }

    void judge_scorer(std::size_t place, const ScorerWeights& weights, const ExpertOutputs& outputs,
                      const Truth& truth, double unseen) {
        score_from(weights, outputs, scratch_.activations, probability_);
        for (double& p : probability_) p *= 1 - unseen;
        add(place, truth, unseen, {});
    }

    // probability_ holds the model's answer.
    void judge_time(const Event& event, const Truth& truth, double unseen) {
        const double seconds = state_.history().seconds_until(event.time_us);
        timing_.add(state_.timing(), seconds);
        if (rules_.query_time)
            query_time_.add(state_.timing(), seconds, probability_, truth.candidate, unseen);
    }

    void add(std::size_t place, const Truth& truth, double unseen,
             const std::vector<std::size_t>& ties) {
        sdk::RowScore row = sdk::score_row(probability_, truth.candidate, ties);
        if (truth.candidate == kUnknown) row.probability = unseen;
        row.truth = truth.symbol;
        row.predicted = state_.vocabulary().symbol_of_candidate(static_cast<int>(row.predicted));
        scores_[place].rows.add(row);
    }

    bool is_constant() const {
        const std::vector<sdk::RowScore>& rows = scores_.front().rows.rows();
        for (const sdk::RowScore& row : rows)
            if (row.predicted != rows.front().predicted ||
                std::abs(row.confidence - rows.front().confidence) > 1e-6)
                return false;
        return rows.size() > 1;
    }

    const ScorerWeights& model_;
    const std::optional<ScorerWeights>& incumbent_;
    bool shares_hidden_;
    EvaluationRules rules_;
    HomeState& state_;
    BaselineSet& baselines_;
    std::size_t first_baseline_ = 0;
    std::vector<sdk::NamedScores> scores_;
    TimingScores timing_;
    QueryTimeScores query_time_;
    std::vector<double> probability_;
    ScorerScratch scratch_;
};

}  // namespace

Result<EvaluationResult> evaluate(const sdk::Dataset& dataset,
                                  const std::vector<std::size_t>& order,
                                  const EvaluationRules& rules, const ScorerWeights& model,
                                  const std::optional<ScorerWeights>& incumbent, HomeState& state,
                                  BaselineSet& baselines, const sdk::Host& host) {
    Evaluation evaluation(model, incumbent, rules, state, baselines);
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (host.is_cancelled()) return sdk::cancelled();
        evaluation.go_through(to_event(dataset.rows[order[i]]));
        host.progress({.phase = "evaluate",
                       .fraction = static_cast<double>(i + 1) / static_cast<double>(order.size()),
                       .train_loss = {},
                       .validation_loss = {}});
    }
    return std::move(evaluation).result();
}

}  // namespace hearth::pattern
