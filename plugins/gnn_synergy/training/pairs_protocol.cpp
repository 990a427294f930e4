#include "gnn_synergy/training/pairs_protocol.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "gnn_synergy/home/home_builder.hpp"
#include "gnn_synergy/model/start_weights.hpp"
#include "gnn_synergy/options.hpp"
#include "gnn_synergy/training/adaptation.hpp"
#include "gnn_synergy/training/judging.hpp"
#include "gnn_synergy/training/prior_fit.hpp"

namespace hearth::synergy {
namespace {

constexpr std::size_t kFolds = 5;
constexpr std::size_t kWrong = 50;
constexpr std::size_t kLogisticEpochs = 6;

Result<PairsProtocol> read_protocol(const Json& given) {
    PairsProtocol out;
    for (const auto& [key, value] : given.items()) {
        if (key == "hide" && value.is_number() && value >= .01 && value <= .9)
            out.hide = value;
        else if (key == "by" && (value == "pair" || value == "automation"))
            out.by = value == "pair" ? HideBy::kPair : HideBy::kAutomation;
        else if (key == "unused" && value.is_boolean())
            out.unused = value;
        else if (key == "hard" && value.is_boolean())
            out.hard = value;
        else
            return sdk::bad_input("the protocol's '" + key + "' is not known or makes no sense");
    }
    return out;
}

// Those who judge a home: the model, and what it is compared with.
struct Judges {
    SynergyModel model;
    std::optional<Network> logistic;  // over the features of `model`
};

class Evaluation {
public:
    Evaluation(const std::vector<Home>& homes, const std::vector<PairsProtocol>& protocols,
               const PairsSettings& settings, const FitFunctions& fit, const sdk::Host& host)
        : protocols_(protocols),
          options_(settings.options),
          learn_unused_(settings.learn_unused),
          seed_(settings.seed),
          fit_(fit),
          host_(host),
          homes_(homes),
          contests_(protocols.size()) {
        for (const Home& home : homes_)
            for (const Entity& entity : home.entities) types_.push_back(entity.type());
    }

    Status judge_in_folds() {
        folds_ = std::min(kFolds, homes_.size());
        if (folds_ < 2)
            return sdk::no_data("one home alone cannot be judged by a prior from other homes");
        std::vector<std::size_t> order(homes_.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        Random(seed_ ^ 0xf01d).shuffle(order);
        for (std::size_t fold = 0; fold < folds_; ++fold) {
            std::vector<const Home*> others;
            std::vector<std::size_t> judged;
            for (std::size_t i = 0; i < order.size(); ++i) {
                if (i % folds_ == fold)
                    judged.push_back(order[i]);
                else
                    others.push_back(&homes_[order[i]]);
            }
            tell(static_cast<double>(fold) / static_cast<double>(folds_));
            auto judges = learn(others);
            if (!judges) return judges.error();
            std::sort(judged.begin(), judged.end());
            for (const std::size_t home : judged)
                if (const Status done = judge_by_all(home, *judges); !done) return done;
        }
        return {};
    }

    Status judge_by(const SynergyModel& prior) {
        for (std::size_t home = 0; home < homes_.size(); ++home) {
            tell(static_cast<double>(home) / static_cast<double>(homes_.size()));
            if (const Status done = judge_by_all(home, {prior, {}}); !done) return done;
        }
        return {};
    }

    Json report(std::size_t protocol) const {
        const Contest& contest = contests_[protocol];
        std::size_t pairs = 0, entities = 0;
        for (const Home& home : homes_) {
            pairs += pairs_of(home).size();
            entities += home.entities.size();
        }
        const std::size_t questions = contest.contenders().front().answers.size();
        const std::string by = folds_ > 0
                                   ? "leave-homes-out in " + std::to_string(folds_) + " folds"
                                   : "by the shipped prior";
        return {{"scores", contest_scores(contest.contenders())},
                {"intervals", contest_intervals(contest.contenders(), seed_)},
                {"home_means", home_means(contest.contenders())},
                {"summary", std::to_string(homes_.size()) + " homes, " + std::to_string(pairs) +
                                " pairs; " + std::to_string(questions) + " hidden pairs, " + by},
                {"data",
                 {{"homes", homes_.size()},
                  {"pairs", pairs},
                  {"entities", entities},
                  {"questions", questions},
                  {"folds", folds_},
                  {"prior", folds_ > 0 ? "other homes of the file" : "shipped"}}}};
    }

    bool has_questions() const {
        return std::all_of(contests_.begin(), contests_.end(), [](const Contest& contest) {
            return !contest.contenders().empty() && !contest.contenders().front().answers.empty();
        });
    }

private:
    void tell(double fraction) const {
        host_.progress(
            {.phase = "evaluate", .fraction = fraction, .train_loss = {}, .validation_loss = {}});
    }

    Result<Judges> learn(const std::vector<const Home*>& homes) const {
        PriorOptions options;
        options.seed = seed_;
        options.unused = learn_unused_;
        auto draws = draw_homes(homes, options, quiet_);
        if (!draws) return draws.error();
        if (host_.is_cancelled()) return sdk::cancelled();
        auto model = fit_prior(fit_, *draws, options, quiet_);
        if (!model) return model.error();
        auto logistic = fit_network(fit_, *draws, {kPairFeatures, 0, 0}, kLogisticEpochs, 0,
                                    options, seed_, quiet_);
        if (!logistic) return logistic.error();
        return Judges{std::move(*model), std::move(*logistic)};
    }

    Status judge_by_all(std::size_t home, const Judges& judges) {
        for (std::size_t i = 0; i < protocols_.size(); ++i)
            if (const Status done = judge_home(home, judges, protocols_[i], contests_[i]); !done)
                return done;
        return {};
    }

    Status judge_home(std::size_t number, const Judges& judges, const PairsProtocol& protocol,
                      Contest& contest) {
        if (host_.is_cancelled()) return sdk::cancelled();
        Random random((seed_ + 1) * 1009 + number);
        HiddenPart part = hide_part(homes_[number], protocol.by, protocol.hide, random);
        if (part.pairs.empty()) return {};
        const std::size_t added = protocol.unused ? homes_[number].entities.size() : 0;
        const Home home = with_unused(homes_[number], added, types_, random);
        const DrawRules rules{protocol.hard ? 0 : kWrong, protocol.hard ? kWrong : 0,
                              part.pairs.size()};
        const std::vector<Query> queries = ask(NegativeDraw(home), part.pairs, rules, random);
        const TypePrior types(judges.model.counts);
        const CoActivation none;
        const View view{number, home, none, part.hidden, types, queries};
        const auto adapted = adapt(judges.model, view);
        if (!adapted) return adapted.error();
        answer("model", *adapted, view, contest);
        answer("prior", judges.model, view, contest);
        SynergyModel twin = judges.model;
        std::erase_if(twin.members, [](const Network& one) { return one.shape.embedding > 0; });
        const auto adapted_twin = adapt(twin, view);
        if (!adapted_twin) return adapted_twin.error();
        answer("no_graph", *adapted_twin, view, contest);
        if (judges.logistic) {
            SynergyModel logistic = judges.model;
            logistic.members = {*judges.logistic};
            logistic.home = neutral_home(seed_);
            answer("logistic", logistic, view, contest);
        }
        HomeScorer scorer(judges.model, types, home, none, part.hidden);
        contest.answer_by_rules(number, queries, scorer);
        return {};
    }

    // One home as far as it may be seen, and what is asked of it.
    struct View {
        std::size_t number;
        const Home& home;
        const CoActivation& events;
        const Hidden& hidden;
        const TypePrior& types;
        const std::vector<Query>& queries;
    };

    Result<SynergyModel> adapt(SynergyModel model, const View& view) const {
        Random random((seed_ + 7) * 31 + view.number);
        AdaptationFit fit;
        fit.options = options_;
        fit.loop.seed = seed_;
        auto draws = draw_own(model, view.types, view.home, view.events, view.hidden, {}, random);
        const auto fitted = adapt_home(fit_, std::move(draws), fit, model.home, quiet_);
        if (!fitted) return fitted.error();
        return model;
    }

    static void answer(const char* name, const SynergyModel& model, const View& view,
                       Contest& contest) {
        HomeScorer scorer(model, view.types, view.home, view.events, view.hidden);
        contest.answer(
            name, view.number, view.queries, [&](int trigger) { scorer.enter(trigger); },
            [&](int candidate) { return scorer.score(candidate).score(); }, model.temperature);
    }

    const std::vector<PairsProtocol>& protocols_;
    TrainingOptions options_;
    double learn_unused_;
    std::uint64_t seed_;
    FitFunctions fit_;
    const sdk::Host& host_;
    sdk::Host quiet_;
    const std::vector<Home>& homes_;
    std::vector<int> types_;
    std::size_t folds_ = 0;
    std::vector<Contest> contests_;  // of each protocol
};

}  // namespace

std::vector<Home> homes_with_pairs(const std::map<std::string, HomeBuilder>& builders) {
    std::vector<Home> out;
    for (const auto& [name, builder] : builders) {
        out.push_back(builder.home());
        out.back().name = name;
    }
    std::erase_if(out, [](const Home& home) { return pairs_of(home).empty(); });
    return out;
}

Result<std::vector<Json>> judge_homes(const std::vector<Home>& homes,
                                      const std::vector<PairsProtocol>& protocols,
                                      const PairsSettings& settings, const Prior& prior,
                                      const FitFunctions& fit, const sdk::Host& host) {
    Evaluation evaluation(homes, protocols, settings, fit, host);
    const bool has_seen = std::any_of(homes.begin(), homes.end(), [&](const Home& home) {
        return prior.homes.count(fingerprint_of(home)) != 0;
    });
    const Status judged = has_seen ? evaluation.judge_in_folds() : evaluation.judge_by(prior.model);
    if (!judged) return judged.error();
    if (!evaluation.has_questions())
        return sdk::no_data("no hidden pair has a wrong target beside it");
    std::vector<Json> out;
    for (std::size_t i = 0; i < protocols.size(); ++i) out.push_back(evaluation.report(i));
    return out;
}

Result<Json> evaluate_pairs(const sdk::EvaluateInput& input, const sdk::Host& host,
                            const FitSource& fit_source, const PriorSource& prior_source) {
    const auto protocol = read_protocol(input.request.protocol);
    if (!protocol) return protocol.error();
    const auto fit = fit_source();
    if (!fit) return fit.error();
    const auto prior = prior_source();
    if (!prior) return prior.error();
    std::map<std::string, HomeBuilder> builders;
    for (const sdk::Row& row : input.dataset.rows) builders[row.group].add(row.features);
    const std::vector<Home> homes = homes_with_pairs(builders);
    if (homes.empty()) return sdk::no_data("no home has a pair to hide");
    auto reports =
        judge_homes(homes, {*protocol}, {TrainingOptions::from(input.options), input.request.seed},
                    *prior, *fit, host);
    if (!reports) return reports.error();
    return std::move(reports->front());
}

}  // namespace hearth::synergy
