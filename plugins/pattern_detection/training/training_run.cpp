#include "pattern_detection/training/training_run.hpp"

#include <algorithm>
#include <unordered_map>

#include "pattern_detection/experts/expert_groups.hpp"
#include "pattern_detection/row_events.hpp"
#include "pattern_detection/training/anchor_rows.hpp"
#include "pattern_detection/training/evaluation.hpp"
#include "pattern_detection/training/replay_plan.hpp"
#include "pattern_detection/training/row_choice.hpp"
#include "pattern_detection/training/weight_fit.hpp"
#include "pattern_detection/weights_file.hpp"

namespace hearth::pattern {
namespace {

// What the training part leaves behind.
struct Featurized {
    HomeState state;
    BaselineSet baselines;
    TrainingRows rows;
    sdk::FitRows fit;              // indices into rows, validation kept back
    std::vector<std::size_t> all;  // all of rows
    AnchorRows anchor;
};

class TrainingRun {
public:
    TrainingRun(const sdk::TrainInput& input, const sdk::Host& host, const TrainingParts& parts)
        : input_(input),
          host_(host),
          parts_(parts),
          options_(TrainingOptions::from(input.options)) {}

    Result<sdk::TrainOutput> run() {
        auto zone = TimeZone::find(input_.dataset.time_zone);
        if (!zone) return sdk::bad_input(zone.error().text);
        if (const Status loaded = load_incumbent(); !loaded) return loaded.error();
        if (const Status loaded = load_prior(); !loaded) return loaded.error();
        const ReplayPlan plan = plan_replay(input_.dataset, input_.split);
        HomeState state(std::move(*zone));
        for (const std::size_t i : input_.split.train)
            state.add_candidate(input_.dataset.rows[i].label);
        const auto candidates = static_cast<std::size_t>(state.vocabulary().candidates());
        const RowChoice choice = choose_rows(input_, options_, candidates);
        auto featurized = featurize(plan.training, choice, std::move(state));
        if (!featurized) return featurized.error();
        if (featurized->rows.size() < needed_rows()) return too_few(featurized->rows.size());
        const WeightFit fit(input_, host_, options_, parts_.fit,
                            {featurized->rows, featurized->fit, featurized->all});
        auto fitted = is_tuning() ? fit.near(*incumbent_)
                      : prior_    ? fit.from_prior(*prior_)
                                  : fit.from_nothing();
        if (!fitted) return fitted.error();
        return judge(plan.holdout, *featurized, *fitted, choice);
    }

private:
    bool is_tuning() const {
        return input_.request.incremental && input_.request.warm_start && incumbent_.has_value();
    }

    // The incumbent has learned its weights already; a few rows can move them.
    std::size_t needed_rows() const {
        return is_tuning() ? std::min<std::size_t>(options_.minimum_rows, 10)
                           : options_.minimum_rows;
    }

    Error too_few(std::size_t rows) const {
        return sdk::no_data(
            "only " + std::to_string(rows) + " interactions can be learned from; at least " +
            std::to_string(needed_rows()) + " are needed. Until then the counts answer.");
    }

    Status load_incumbent() {
        if (!input_.incumbent) return {};
        auto weights = from_tensor_file(*input_.incumbent);
        if (!weights) return weights.error();
        incumbent_ = std::move(*weights);
        return {};
    }

    // What a full training starts at.
    Status load_prior() {
        if (!options_.prior || is_tuning()) return {};
        auto prior = parts_.prior();
        if (!prior) return prior.error();
        prior_ = std::move(*prior);
        if (prior_) leave_out(experts_without(options_.without), *prior_);
        return {};
    }

    // Replays the training part; at the chosen rows it keeps what the experts said beforehand.
    Result<Featurized> featurize(const std::vector<std::size_t>& order, const RowChoice& choice,
                                 HomeState state) {
        const int candidates = state.vocabulary().candidates();
        Featurized out{std::move(state), {}, TrainingRows(candidates), {}, {}, {}};
        out.rows.reserve(choice.rows.size(), held_layer() != nullptr);
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (host_.is_cancelled()) return sdk::cancelled();
            const Event event = to_event(input_.dataset.rows[order[i]]);
            out.state.enter_group(event.group);
            if (std::binary_search(choice.rows.begin(), choice.rows.end(), order[i]))
                keep_row(event, choice, order[i], out);
            if (std::binary_search(input_.split.anchor.begin(), input_.split.anchor.end(),
                                   order[i]))
                out.anchor.add(out.state, event);
            out.baselines.prepare(out.state.history(), out.state.vocabulary());
            out.state.observe(event);
            const auto candidate = out.state.vocabulary().find_candidate(event.label);
            if (event.target && candidate) out.baselines.update(*candidate);
            host_.progress(
                {.phase = "featurize",
                 .fraction = static_cast<double>(i + 1) / static_cast<double>(order.size()),
                 .train_loss = {},
                 .validation_loss = {}});
        }
        return out;
    }

    void keep_row(const Event& event, const RowChoice& choice, std::size_t row, Featurized& out) {
        const auto target = out.state.vocabulary().find_candidate(event.label);
        if (out.state.history().empty() || !target || event.weight <= 0) return;
        if (out.state.is_retold(event)) return;
        const std::size_t index = out.rows.size();
        const ExpertOutputs& outputs = *out.state.compute();
        if (const ScorerWeights* held = held_layer())
            hidden_activations(*held, outputs, scratch_, activations_);
        out.rows.add(outputs, *target, event.weight * factor(choice, row), activations_);
        out.all.push_back(index);
        const bool kept_back =
            std::binary_search(choice.validation.begin(), choice.validation.end(), row);
        (kept_back ? out.fit.validation : out.fit.train).push_back(index);
    }

    double factor(const RowChoice& choice, std::size_t row) const {
        const sdk::Row& content = input_.dataset.rows[row];
        if (choice.replay_weight.empty() || input_.dataset.is_new(content)) return 1;
        const auto found = choice.replay_weight.find(content.label);
        return found == choice.replay_weight.end() ? 1 : found->second;
    }

    // Whose hidden layer the convex fit holds; nothing: the fit has none yet.
    const ScorerWeights* held_layer() const {
        if (is_tuning()) return &*incumbent_;
        return prior_ ? &*prior_ : nullptr;
    }

    Result<sdk::TrainOutput> judge(const std::vector<std::size_t>& order, Featurized& data,
                                   const ScorerFit& fitted, const RowChoice& choice) {
        auto judged = evaluate(input_.dataset, order, {input_.request.online, options_.query_time},
                               fitted.weights, incumbent_, data.state, data.baselines, host_);
        if (!judged) return judged.error();
        auto report = sdk::ranking_report(judged->scores, input_.request.seed);
        if (!report) return report.error();
        sdk::TrainOutput output;
        output.anchor_scores = data.anchor.scores(fitted.weights, incumbent_);
        output.weights = to_tensor_file(fitted.weights);
        output.classes = static_cast<std::size_t>(data.rows.candidates());
        output.replayed = choice.replayed;
        output.trained = data.rows.size();
        output.scores = std::move(report->scores);
        output.intervals = std::move(report->intervals);
        output.class_tables = sdk::class_tables(
            judged->scores, [&](std::int64_t symbol) { return label_of(data.state, symbol); });
        output.loss_curve = fitted.fit.loss_curve;
        output.constant = judged->constant;
        output.more = {{"further", further(*judged)}};
        return output;
    }

    // What is measured beside the ordinary scores, never mixed with them.
    Json further(const EvaluationResult& judged) const {
        Json tables = Json::object();
        if (Json when = judged.timing.to_json(); !when.is_null()) tables["when"] = std::move(when);
        tables.update(judged.query_time.to_json(input_.request.seed));
        return tables;
    }

    // A home with more labels than the vocabulary tells apart has one that is all the others.
    static std::string label_of(const HomeState& state, std::int64_t symbol) {
        const Vocabulary& vocabulary = state.vocabulary();
        return symbol < vocabulary.symbols() ? vocabulary.label(static_cast<int>(symbol))
                                             : "(too many labels)";
    }

    const sdk::TrainInput& input_;
    const sdk::Host& host_;
    const TrainingParts& parts_;
    TrainingOptions options_;
    std::optional<ScorerWeights> incumbent_, prior_;
    std::vector<float> scratch_, activations_;  // activations_: of the row, while tuning
};

}  // namespace

Result<sdk::TrainOutput> run_training(const sdk::TrainInput& input, const sdk::Host& host,
                                      const TrainingParts& parts) {
    return TrainingRun(input, host, parts).run();
}

}  // namespace hearth::pattern
