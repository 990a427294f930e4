#include "gnn_synergy/protocol/rank_scores.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace hearth::synergy {
namespace {

struct Judged {
    float chance;
    bool is_right;
};

double average_precision(std::vector<Judged>& all) {
    std::sort(all.begin(), all.end(),
              [](const Judged& a, const Judged& b) { return a.chance > b.chance; });
    double sum = 0, right = 0, seen = 0;
    for (std::size_t i = 0; i < all.size();) {
        // Candidates with the same chance come at once.
        std::size_t end = i;
        double right_here = 0;
        for (; end < all.size() && all[end].chance == all[i].chance; ++end)
            right_here += all[end].is_right;
        seen += static_cast<double>(end - i);
        right += right_here;
        sum += right_here * right / seen;
        i = end;
    }
    return right > 0 ? sum / right : 0;
}

double calibration_error(const std::vector<Judged>& all, float from) {
    struct Bin {
        double count = 0, chance = 0, right = 0;
    };
    std::array<Bin, 10> bins{};
    double rows = 0;
    for (const Judged& judged : all) {
        if (judged.chance < from) continue;
        Bin& bin = bins[std::min<std::size_t>(9, static_cast<std::size_t>(judged.chance * 10))];
        ++bin.count;
        bin.chance += judged.chance;
        bin.right += judged.is_right;
        ++rows;
    }
    double out = 0;
    for (const Bin& bin : bins) out += std::abs(bin.chance - bin.right);
    return rows > 0 ? out / rows : 0;
}

}  // namespace

Answer answer_of(std::size_t home, const std::vector<double>& scores, double temperature) {
    Answer out;
    out.home = home;
    double lower = 0, equal = 0, sum = 0;
    const double best = *std::max_element(scores.begin(), scores.end());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (i > 0) {
            lower += scores[i] < scores[0];
            equal += scores[i] == scores[0];
        }
        out.chances.push_back(static_cast<float>(std::exp((scores[i] - best) / temperature)));
        sum += out.chances.back();
    }
    for (float& chance : out.chances) chance = static_cast<float>(chance / sum);
    const auto wrong = static_cast<double>(scores.size() - 1);
    out.auc = wrong > 0 ? (lower + .5 * equal) / wrong : 1;
    out.rank = 1 + (wrong - lower - equal) + .5 * equal;
    return out;
}

RankScores rank_scores(const std::vector<Answer>& answers) {
    RankScores out;
    if (answers.empty()) return out;
    std::vector<Judged> all;
    for (const Answer& answer : answers) {
        out.auc += answer.auc;
        out.mrr += 1 / answer.rank;
        out.hit1 += answer.rank <= 1;
        out.hit3 += answer.rank <= 3;
        out.hit10 += answer.rank <= 10;
        for (std::size_t i = 0; i < answer.chances.size(); ++i)
            all.push_back({answer.chances[i], i == 0});
    }
    const auto many = static_cast<double>(answers.size());
    for (double* mean : {&out.auc, &out.mrr, &out.hit1, &out.hit3, &out.hit10}) *mean /= many;
    out.ece = calibration_error(all, 0);
    out.top_gap = calibration_error(all, .5F);
    out.ap = average_precision(all);
    return out;
}

}  // namespace hearth::synergy
