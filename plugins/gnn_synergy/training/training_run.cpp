#include "gnn_synergy/training/training_run.hpp"

#include <algorithm>
#include <optional>

#include "gnn_synergy/model/model_file.hpp"
#include "gnn_synergy/options.hpp"
#include "gnn_synergy/training/adaptation.hpp"
#include "gnn_synergy/training/home_rows.hpp"
#include "gnn_synergy/training/judging.hpp"

namespace hearth::synergy {
namespace {

constexpr std::size_t kLeastAutomations = 10;  // with pairs; fewer are too few to hide some
constexpr std::size_t kMostCandidates = 50;
constexpr std::size_t kPatience = 30;  // epochs
// The training part is cut there, and what follows each cut is to be foreseen.
constexpr double kCuts[] = {.3, .45, .6, .75}, kNext = .15, kLastCut = .9;

class TrainingRun {
public:
    TrainingRun(const sdk::TrainInput& input, const sdk::Host& host, const FitSource& fit_source,
                const PriorSource& prior_source)
        : input_(input),
          host_(host),
          fit_source_(fit_source),
          prior_source_(prior_source),
          options_(TrainingOptions::from(input.options)),
          rows_(read_home(input.dataset, input.split)),
          random_(input.request.seed),
          rejected_(rows_.home().rejected),
          events_(count_changes(rows_.train, 0, rows_.train.size())) {
        std::sort(rejected_.begin(), rejected_.end());
    }

    Result<sdk::TrainOutput> run() {
        if (input_.incumbent) {
            auto incumbent = from_tensor_file(*input_.incumbent);
            if (!incumbent) return incumbent.error();
            incumbent_ = std::move(*incumbent);
        }
        auto prior = prior_source_();
        if (!prior) return prior.error();
        model_ = std::move(prior->model);
        types_.emplace(model_.counts);
        hide_automations();
        if (!knows_something())
            return sdk::no_data(
                "nothing is known of this home that could teach what belongs together: no "
                "automation "
                "with a trigger and a target, and no two entities that changed within five "
                "minutes. "
                "Until then the rules answer.");
        choose_questions();
        const Network before = model_.home;
        auto fitted = fit();
        if (!fitted) return fitted.error();
        return judge(before, *fitted);
    }

private:
    void hide_automations() {
        const Home& home = rows_.home();
        const auto having = std::count_if(
            home.automations.begin(), home.automations.end(),
            [](const Automation& automation) { return !pairs_of(automation).empty(); });
        if (static_cast<std::size_t>(having) >= kLeastAutomations)
            hidden_ = hide_part(home, HideBy::kAutomation, options_.hide, random_);
    }

    // What was confirmed in a later part and is not known from an automation.
    std::vector<Pair> confirmed(const CoActivation& later, const VisibleGraph& graph) const {
        std::vector<Pair> out;
        for (int x = 0; x < graph.size(); ++x)
            for (const auto& [y, together] : later.after(x))
                if (later.is_confirmed(x, y) && !graph.has(x, y)) out.push_back({x, y});
        std::sort(out.begin(), out.end());
        return out;
    }

    bool knows_something() const {
        const Home& home = rows_.home();
        const bool has_pair =
            std::any_of(home.automations.begin(), home.automations.end(),
                        [](const Automation& automation) { return !pairs_of(automation).empty(); });
        return has_pair || !home.accepted.empty() || events_.has_pairs();
    }

    // There may be few, or none: the safeguard asks for how many the scores rest on.
    void choose_questions() {
        const VisibleGraph graph(rows_.home(), hidden_.hidden);
        following_ = confirmed(count_changes(rows_.later, 0, rows_.later.size()), graph);
    }

    // Pairs that are right, of the trigger or else of nobody's wrong answers.
    std::vector<Pair> known(const VisibleGraph& graph, const std::vector<Pair>& right) const {
        std::vector<Pair> out = graph.all_pairs();
        out.insert(out.end(), right.begin(), right.end());
        std::sort(out.begin(), out.end());
        return out;
    }

    // What followed a cut of the training part, seen from before it.
    void draw_time(double cut, double until, std::vector<Draw>& to) {
        const auto place = [&](double share) {
            return static_cast<std::size_t>(share * static_cast<double>(rows_.train.size()));
        };
        const CoActivation before = count_changes(rows_.train, 0, place(cut));
        const CoActivation next = count_changes(rows_.train, place(cut), place(until));
        HomeScorer scorer(model_, *types_, rows_.home(), before, hidden_.hidden);
        const std::vector<Pair> right = confirmed(next, scorer.graph());
        const NegativeDraw negatives(rows_.home(), known(scorer.graph(), right));
        std::vector<Query> queries = ask(negatives, right, DrawRules{}, random_, rejected_);
        if (!queries.empty()) to.push_back(home_draw(scorer, std::move(queries)));
    }

    // The last draws of each kind tell how long to fit.
    Result<sdk::FitResult> fit() {
        OwnDraws own;
        own.fraction = options_.hide;
        std::vector<Draw> draws =
            draw_own(model_, *types_, rows_.home(), events_, hidden_.hidden, own, random_);
        std::vector<std::size_t> validation;
        if (draws.size() > 2) validation = {draws.size() - 2, draws.size() - 1};
        const std::size_t from_automations = draws.size();
        double share = 0;
        for (const double cut : kCuts) {
            if (host_.is_cancelled()) return sdk::cancelled();
            draw_time(cut, cut + kNext, draws);
            host_.progress({.phase = "featurize",
                            .fraction = share += 1.0 / (std::size(kCuts) + 1),
                            .train_loss = {},
                            .validation_loss = {}});
        }
        const std::size_t drawn = draws.size();
        draw_time(kLastCut, 1, draws);
        if (draws.size() > drawn) validation.push_back(drawn);
        if (draws.size() <= validation.size()) return sdk::FitResult{};
        const auto library = fit_source_();
        if (!library) return library.error();
        AdaptationFit fit{options_, sdk::fit_options_for(input_, "home")};
        if (draws.size() > from_automations) {
            fit.options = options_.with_events();
            fit.loop.patience = kPatience;
        }
        return adapt_home(*library, std::move(draws), fit, model_.home, host_,
                          std::move(validation));
    }

    // The same questions to everybody. In the rules' graph what followed what counts as a pair.
    void ask_everybody(const std::vector<Pair>& right, const Home& rules_home,
                       const Network& before, Contest& contest) {
        HomeScorer scorer(model_, *types_, rows_.home(), events_, hidden_.hidden);
        const NegativeDraw negatives(rows_.home(), known(scorer.graph(), right));
        const std::vector<Query> queries = ask_all(negatives, right, kMostCandidates, random_);
        const auto by_model = [&](const char* name, const SynergyModel& model) {
            const TypePrior types(model.counts);
            HomeScorer own(model, types, rows_.home(), events_, hidden_.hidden);
            contest.answer(
                name, 0, queries, [&](int trigger) { own.enter(trigger); },
                [&](int candidate) { return own.score(candidate).score(); }, model.temperature);
        };
        by_model("model", model_);
        if (incumbent_) by_model("incumbent", *incumbent_);
        HomeScorer rules(model_, *types_, rules_home, events_, hidden_.hidden);
        contest.answer_by_rules(0, queries, rules);
        int trigger = 0;
        contest.answer(
            "co_activation", 0, queries, [&](int x) { trigger = x; },
            [&](int y) { return events_.together(trigger, y).count; });
        SynergyModel prior = model_;
        prior.home = before;
        by_model("prior", prior);
    }

    Result<sdk::TrainOutput> judge(const Network& before, const sdk::FitResult& fitted) {
        if (host_.is_cancelled()) return sdk::cancelled();
        host_.progress({.phase = "evaluate", .train_loss = {}, .validation_loss = {}});
        Contest contest;
        if (!hidden_.pairs.empty()) ask_everybody(hidden_.pairs, rows_.home(), before, contest);
        if (!following_.empty()) {
            Home joined = rows_.home();
            const std::vector<Pair> seen =
                confirmed(events_, VisibleGraph(rows_.home(), hidden_.hidden));
            joined.accepted.insert(joined.accepted.end(), seen.begin(), seen.end());
            ask_everybody(following_, joined, before, contest);
        }
        sdk::TrainOutput output;
        output.weights = to_tensor_file(model_);
        output.classes = rows_.home().entities.size();
        output.questions = contest.questions();
        output.scores = {{"model", Json::object()}};
        if (*output.questions > 0) {
            output.scores = contest_scores(contest.contenders());
            output.intervals = contest_intervals(contest.contenders(), input_.request.seed);
            output.constant = contest.is_constant();
        }
        output.loss_curve = fitted.loss_curve;
        output.more = {
            {"judged",
             {{"automation_pairs", hidden_.pairs.size()}, {"following_pairs", following_.size()}}},
            {"best_epoch", fitted.best_epoch}};
        return output;
    }

    const sdk::TrainInput& input_;
    const sdk::Host& host_;
    const FitSource& fit_source_;
    const PriorSource& prior_source_;
    TrainingOptions options_;
    HomeRows rows_;
    Random random_;
    std::vector<Pair> rejected_, following_;
    CoActivation events_;  // of the training part
    HiddenPart hidden_;
    std::optional<SynergyModel> incumbent_;
    SynergyModel model_;
    std::optional<TypePrior> types_;
};

}  // namespace

Result<sdk::TrainOutput> run_training(const sdk::TrainInput& input, const sdk::Host& host,
                                      const FitSource& fit_source,
                                      const PriorSource& prior_source) {
    return TrainingRun(input, host, fit_source, prior_source).run();
}

}  // namespace hearth::synergy
