#include "gnn_synergy/protocol/own_draws.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::synergy {
namespace {

Home with_enough_unused(const Home& home, const VisibleGraph& graph, Random& random) {
    std::vector<int> types;
    std::size_t unused = 0;
    for (int i = 0; i < home.size(); ++i) {
        types.push_back(home.entities[static_cast<std::size_t>(i)].type());
        unused += graph.acted_on(i) == 0 && graph.triggering(i) == 0;
    }
    const std::size_t used = types.size() - unused;
    return with_unused(home, used > unused ? used - unused : 0, types, random);
}

}  // namespace

Draw home_draw(HomeScorer& scorer, std::vector<Query> queries) {
    Draw out;
    out.queries = std::move(queries);
    out.width = kHomeFeatures;
    out.weight = std::sqrt(static_cast<double>(out.queries.size()));
    out.features.reserve(out.queries.size() * out.candidates() * kHomeFeatures);
    for (const Query& query : out.queries) {
        scorer.enter(query.trigger);
        for (const int candidate : query.candidates) {
            out.offsets.push_back(static_cast<float>(scorer.score(candidate).base));
            out.features.insert(out.features.end(), scorer.row().begin(), scorer.row().end());
        }
    }
    return out;
}

std::vector<Draw> draw_own(const SynergyModel& model, const TypePrior& prior, const Home& home,
                           const CoActivation& events, const Hidden& outside, const OwnDraws& rules,
                           Random& random) {
    std::vector<Draw> out;
    const VisibleGraph visible(home, outside);
    if (visible.pairs() < rules.least_pairs) return out;
    const Home larger = with_enough_unused(home, visible, random);
    const NegativeDraw negatives(larger, visible.all_pairs());
    for (std::size_t i = 0; i < rules.count; ++i) {
        const auto by = i % 2 == 0 ? HideBy::kPair : HideBy::kAutomation;
        HiddenPart part = hide_part(larger, by, rules.fraction, random, outside);
        std::vector<Query> queries = ask(negatives, std::move(part.pairs), rules.rules, random);
        if (queries.empty()) continue;
        HomeScorer scorer(model, prior, larger, events, part.hidden);
        out.push_back(home_draw(scorer, std::move(queries)));
    }
    return out;
}

}  // namespace hearth::synergy
