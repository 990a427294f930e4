#include "gnn_synergy/protocol/contest.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "gnn_synergy/protocol/random.hpp"

namespace hearth::synergy {
namespace {

constexpr std::size_t kDraws = 1000;
constexpr std::array<const char*, 4> kCompared{"auc", "mrr", "hit1", "hit3"};
using Values = std::array<double, kCompared.size()>;

Values values_of(const Answer& answer) {
    return {answer.auc, 1 / answer.rank, answer.rank <= 1 ? 1.0 : 0.0,
            answer.rank <= 3 ? 1.0 : 0.0};
}

// What is drawn as one: sums of differences and the number of questions.
struct Cluster {
    Values sum{};
    double questions = 0;
};

std::vector<Cluster> clusters_of(const Contender& a, const Contender& b) {
    const bool is_one_home =
        std::all_of(a.answers.begin(), a.answers.end(),
                    [&](const Answer& one) { return one.home == a.answers.front().home; });
    std::map<std::size_t, Cluster> out;
    for (std::size_t i = 0; i < a.answers.size(); ++i) {
        Cluster& to = out[is_one_home ? i : a.answers[i].home];
        const Values left = values_of(a.answers[i]), right = values_of(b.answers[i]);
        for (std::size_t k = 0; k < left.size(); ++k) to.sum[k] += left[k] - right[k];
        ++to.questions;
    }
    std::vector<Cluster> list;
    for (const auto& [key, cluster] : out) list.push_back(cluster);
    return list;
}

Json rounded(const RankScores& scores) {
    return {{"auc", scores.auc},   {"ap", scores.ap},          {"mrr", scores.mrr},
            {"hit1", scores.hit1}, {"hit3", scores.hit3},      {"hit10", scores.hit10},
            {"ece", scores.ece},   {"top_gap", scores.top_gap}};
}

}  // namespace

Json contest_scores(const std::vector<Contender>& contenders) {
    Json out = Json::object();
    for (const Contender& contender : contenders)
        out[contender.name] = rounded(rank_scores(contender.answers));
    return out;
}

Json contest_intervals(const std::vector<Contender>& contenders, std::uint64_t seed) {
    Json out = Json::array();
    for (std::size_t c = 1; c < contenders.size(); ++c) {
        const std::vector<Cluster> clusters = clusters_of(contenders[0], contenders[c]);
        if (clusters.empty()) continue;
        Random random(seed);
        std::array<std::vector<double>, kCompared.size()> draws;
        const auto mean = [&](auto&& pick) {
            Cluster total;
            for (std::size_t i = 0; i < clusters.size(); ++i) {
                const Cluster& one = clusters[pick(i)];
                for (std::size_t k = 0; k < one.sum.size(); ++k) total.sum[k] += one.sum[k];
                total.questions += one.questions;
            }
            for (double& sum : total.sum) sum /= total.questions;
            return total.sum;
        };
        for (std::size_t i = 0; i < kDraws; ++i) {
            const Values drawn = mean([&](std::size_t) { return random.below(clusters.size()); });
            for (std::size_t k = 0; k < drawn.size(); ++k) draws[k].push_back(drawn[k]);
        }
        const Values as_it_is = mean([](std::size_t i) { return i; });
        for (std::size_t k = 0; k < kCompared.size(); ++k) {
            std::sort(draws[k].begin(), draws[k].end());
            out.push_back({{"metric", kCompared[k]},
                           {"against", contenders[c].name},
                           {"difference", as_it_is[k]},
                           {"low", draws[k][kDraws / 40]},
                           {"high", draws[k][kDraws - 1 - kDraws / 40]}});
        }
    }
    return out;
}

Json home_means(const std::vector<Contender>& contenders) {
    Json out = Json::object();
    for (const Contender& contender : contenders) {
        std::map<std::size_t, std::vector<Answer>> by_home;
        for (const Answer& answer : contender.answers) by_home[answer.home].push_back(answer);
        double auc = 0, mrr = 0, hit3 = 0;
        for (const auto& [home, answers] : by_home) {
            const RankScores scores = rank_scores(answers);
            auc += scores.auc;
            mrr += scores.mrr;
            hit3 += scores.hit3;
        }
        const double homes = std::max<double>(1, static_cast<double>(by_home.size()));
        out[contender.name] = {{"auc", auc / homes}, {"mrr", mrr / homes}, {"hit3", hit3 / homes}};
    }
    return out;
}

}  // namespace hearth::synergy
