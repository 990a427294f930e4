// Which trigger belongs to which target: how well gnn_synergy tells, and what that costs.
//
//   synergy_bench [--part scores|ablation|simulated|scaling]… [--seeds 5] [--first-seed 1]
//                 [--data FOLDER] [--json]
//
// scores     the shared homes, leave-homes-out, by pair and by automation, with unused entities and
//            hard wrong targets, mean and range over the seeds, beside every baseline
// ablation   the same, learned without unused entities
// simulated  whole automations of simulated homes with areas and names: NOT real homes
// scaling    adapting to and scoring made-up homes of growing size, seconds and memory
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>

#include "gnn_synergy/model/model_file.hpp"
#include "gnn_synergy/simulated/simulated_home.hpp"
#include "gnn_synergy/training/adaptation.hpp"
#include "gnn_synergy/training/judging.hpp"
#include "gnn_synergy/training/prior_file.hpp"
#include "measuring.hpp"
#include "models/shared_sets.hpp"
#include "synergy_homes.hpp"

using namespace hearth;
using namespace hearth::synergy;
using bench::seconds_since;

namespace {

constexpr std::size_t kSimulatedHomes = 40;
constexpr std::uint64_t kFirstSimulated = 1;  // the prior learned from others
const FitFunctions kFit{kFitInterface, fit_ranking};

struct Options {
    std::vector<std::string> parts;
    int seeds = 5, first_seed = 1;
    std::string data;
    bool json = false;
};

std::string bin_folder() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path().string();
}

Prior shipped_prior() {
    const auto file =
        sdk::read_tensors(bin_folder() + "/../plugins/gnn_synergy/prior.safetensors", "");
    if (!file) throw std::runtime_error(file.error().text);
    auto prior = prior_of(*file);
    if (!prior) throw std::runtime_error(prior.error().text);
    return std::move(*prior);
}

struct Named {
    const char* name;
    PairsProtocol protocol;
};

// Mean and range over the seeds of every contender and metric.
using Table = std::map<std::string, std::map<std::string, std::vector<double>>>;

void collect(const Json& scores, Table& to) {
    for (const auto& [who, metrics] : scores.items())
        for (const auto& [metric, value] : metrics.items()) to[who][metric].push_back(value);
}

void print_table(const char* title, const Table& table) {
    constexpr const char* kShown[] = {"auc", "ap", "mrr", "hit1", "hit3", "hit10", "ece"};
    std::printf("\n%s (mean, lowest to highest over the seeds)\n%-12s", title, "");
    for (const char* metric : kShown) std::printf("%22s", metric);
    for (const auto& [who, metrics] : table) {
        std::printf("\n%-12s", who.c_str());
        for (const char* metric : kShown) {
            const auto found = metrics.find(metric);
            if (found == metrics.end()) {
                std::printf("%22s", "");
                continue;
            }
            const std::vector<double>& values = found->second;
            double sum = 0;
            for (const double value : values) sum += value;
            std::printf("   %.3f (%.3f-%.3f)", sum / static_cast<double>(values.size()),
                        *std::min_element(values.begin(), values.end()),
                        *std::max_element(values.begin(), values.end()));
        }
    }
    std::printf("\n");
}

double processor_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

long peak_mb() {
    std::ifstream status("/proc/self/status");
    std::string word;
    long kilobytes = 0;
    while (status >> word)
        if (word == "VmHWM:" && status >> kilobytes) break;
    return kilobytes / 1024;
}

std::vector<Home> shared_homes(const Options& options) {
    const std::string table = options.data + "/ha-automation-pairs/pairs.csv.xz";
    if (!std::filesystem::exists(table)) {
        std::printf("skipped: %s is missing (HEARTH_SHARED_DATA names another folder)\n",
                    table.c_str());
        return {};
    }
    return bench::read_homes(table);
}

void judge(const Options& options, const std::vector<Named>& named, double learn_unused) {
    const std::vector<Home> homes = shared_homes(options);
    if (homes.empty()) return;
    std::vector<PairsProtocol> protocols;
    for (const Named& one : named) protocols.push_back(one.protocol);
    const Prior prior = shipped_prior();
    std::vector<Table> tables(named.size()), means(named.size());
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < options.seeds; ++i) {
        const int seed = options.first_seed + i;
        const auto reports =
            judge_homes(homes, protocols, {{}, static_cast<std::uint64_t>(seed), learn_unused},
                        prior, kFit, {});
        if (!reports) throw std::runtime_error(reports.error().text);
        for (std::size_t k = 0; k < named.size(); ++k) {
            const Json& report = (*reports)[k];
            collect(report["scores"], tables[k]);
            collect(report["home_means"], means[k]);
            if (options.json)
                std::printf("%s\n",
                            Json{{"protocol", named[k].name}, {"report", report}}.dump().c_str());
        }
        std::fprintf(stderr, "seed %d done\n", seed);
    }
    for (std::size_t i = 0; i < named.size(); ++i) {
        print_table(named[i].name, tables[i]);
        print_table("  mean of the homes", means[i]);
    }
    std::printf("%.0f s of wall time a seed, at most %ld MB resident\n",
                seconds_since(start) / options.seeds, peak_mb());
    std::fflush(stdout);
}

AdaptationFit adaptation(std::uint64_t seed) {
    AdaptationFit fit;
    fit.loop.seed = seed;
    return fit;
}

void judge_simulated(bool has_events) {
    const SynergyModel prior = shipped_prior().model;
    const TypePrior types(prior.counts);
    SynergyModel blind = prior;
    blind.home = {};
    Contest contest;
    for (std::size_t i = 0; i < kSimulatedHomes; ++i) {
        const SimulatedHome simulated = simulate_home(kFirstSimulated + i, has_events);
        Random random(i);
        const HiddenPart part = hide_part(simulated.home, HideBy::kAutomation, .2, random);
        const auto queries = ask_all(NegativeDraw(simulated.home), part.pairs, 50, random);
        SynergyModel own = prior;
        auto draws =
            draw_own(own, types, simulated.home, simulated.events, part.hidden, {}, random);
        if (const auto fitted = adapt_home(kFit, std::move(draws), adaptation(i), own.home, {});
            !fitted)
            throw std::runtime_error(fitted.error().text);
        for (const auto& [name, model] :
             std::initializer_list<std::pair<const char*, const SynergyModel*>>{
                 {"model", &own}, {"prior", &prior}, {"no_context", &blind}}) {
            HomeScorer scorer(*model, types, simulated.home, simulated.events, part.hidden);
            contest.answer(
                name, i, queries, [&](int x) { scorer.enter(x); },
                [&](int y) { return scorer.score(y).score(); });
            if (model == &prior) contest.answer_by_rules(i, queries, scorer);
        }
    }
    Table table;
    const Json scores = contest_scores(contest.contenders());
    collect(scores, table);
    print_table(has_events ? "SIMULATED homes, whole automations, with events"
                           : "SIMULATED homes, whole automations, areas and names only",
                table);
}

// A made-up home: triggers and targets by chance, a few of them far more often than others.
Home large_home(int entities, int pairs) {
    Random random(7);
    Home home;
    for (int i = 0; i < entities; ++i) {
        Entity entity;
        entity.domain = static_cast<int>(random.below(12));
        entity.kind = static_cast<int>(random.below(8));
        entity.area = static_cast<int>(random.below(static_cast<std::size_t>(entities) / 20 + 1));
        entity.id = std::string(domain_word(entity.domain)) + ".e" + std::to_string(i);
        home.entities.push_back(entity);
    }
    const auto pick = [&] {
        const double skewed = random.fraction() * random.fraction();
        return static_cast<int>(skewed * entities);
    };
    for (int made = 0; made < pairs; made += 4) {
        Automation automation{{pick(), pick()}, {pick(), pick()}};
        for (std::vector<int>* side : {&automation.triggers, &automation.targets}) {
            std::sort(side->begin(), side->end());
            side->erase(std::unique(side->begin(), side->end()), side->end());
        }
        home.automations.push_back(automation);
    }
    return home;
}

void scale() {
    const SynergyModel prior = shipped_prior().model;
    const TypePrior types(prior.counts);
    std::printf(
        "\nscaling: adapting to a home and scoring the candidates of all its triggers, seconds of\n"
        "processor time on one core\n"
        "%9s %9s %10s %11s %11s %12s %8s\n",
        "entities", "pairs", "triggers", "candidates", "adapting s", "scoring s", "peak MB");
    for (const auto& [entities, pairs] : {std::pair(250, 5'000),
                                          {500, 10'000},
                                          {1'000, 5'000},
                                          {1'000, 10'000},
                                          {1'000, 20'000},
                                          {2'000, 40'000},
                                          {5'000, 100'000},
                                          {10'000, 200'000}}) {
        const Home home = large_home(entities, pairs);
        const CoActivation none;
        SynergyModel model = prior;
        Random random(1);
        double start = processor_s();
        auto draws = draw_own(model, types, home, none, {}, {}, random);
        if (!adapt_home(kFit, std::move(draws), adaptation(1), model.home, {}))
            throw std::runtime_error("the adaptation failed");
        const double adapting = processor_s() - start;
        start = processor_s();
        HomeScorer scorer(model, types, home, none);
        std::size_t candidates = 0, triggers = 0;
        double sum = 0;
        for (int x = 0; x < home.size(); ++x) {
            if (scorer.graph().triggering(x) == 0) continue;
            scorer.enter(x);
            ++triggers;
            for (const int y : scorer.candidates()) {
                sum += scorer.score(y).score();
                ++candidates;
            }
        }
        if (!std::isfinite(sum)) throw std::runtime_error("a score is not finite");
        std::printf("%9d %9zu %10zu %11zu %11.2f %12.2f %8ld\n", entities, scorer.graph().pairs(),
                    triggers, candidates, adapting, processor_s() - start, peak_mb());
        std::fflush(stdout);
    }
}

void run(const Options& options) {
    const auto wants = [&](const char* part) {
        return options.parts.empty() ||
               std::find(options.parts.begin(), options.parts.end(), part) != options.parts.end();
    };
    using By = HideBy;
    if (wants("scores"))
        judge(options,
              {{"pairs", {.2, By::kPair}},
               {"whole automations", {.2, By::kAutomation}},
               {"pairs, unused entities added", {.2, By::kPair, true}},
               {"whole automations, unused entities added", {.2, By::kAutomation, true}},
               {"pairs, hard", {.2, By::kPair, true, true}},
               {"whole automations, hard", {.2, By::kAutomation, true, true}}},
              1);
    if (wants("ablation"))
        judge(options,
              {{"learned without unused entities: pairs", {.2, By::kPair}},
               {"learned without unused entities: automations", {.2, By::kAutomation}},
               {"learned without unused entities: pairs, unused added", {.2, By::kPair, true}},
               {"learned without unused entities: automations, unused added",
                {.2, By::kAutomation, true}}},
              0);
    if (wants("simulated")) {
        judge_simulated(false);
        judge_simulated(true);
    }
    if (wants("scaling")) scale();
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("How well gnn_synergy tells what belongs together, and what that costs");
    Options options;
    options.data = bench::shared_folder();
    app.add_option("--part", options.parts, "scores, ablation, simulated or scaling; all without");
    app.add_option("--seeds", options.seeds, "How many")->capture_default_str();
    app.add_option("--first-seed", options.first_seed, "Of them")->capture_default_str();
    app.add_flag("--json", options.json, "Each report of the scores too, one a line");
    app.add_option("--data", options.data, "Folder of the shared data")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    ::setenv("OMP_NUM_THREADS", "1", 0);
    ::setenv("OPENBLAS_NUM_THREADS", "1", 0);
    try {
        run(options);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "synergy_bench: %s\n", failure.what());
        return 1;
    }
    return 0;
}
