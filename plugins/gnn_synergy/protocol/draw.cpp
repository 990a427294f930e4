#include "gnn_synergy/protocol/draw.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::synergy {

std::vector<Query> ask(const NegativeDraw& negatives, std::vector<Pair> pairs,
                       const DrawRules& rules, Random& random, const std::vector<Pair>& rejected) {
    if (pairs.size() > rules.most_pairs) {
        random.shuffle(pairs);
        pairs.resize(rules.most_pairs);
        std::sort(pairs.begin(), pairs.end());
    }
    std::vector<Query> out;
    for (const Pair& pair : pairs) {
        Query query{pair.trigger, {pair.target}};
        for (std::size_t i = 0; i < rules.any; ++i)
            query.candidates.push_back(negatives.any(pair.trigger, random));
        for (std::size_t i = 0; i < rules.alike; ++i) {
            const int alike = negatives.alike(pair, random);
            query.candidates.push_back(alike >= 0 ? alike : negatives.any(pair.trigger, random));
        }
        std::size_t place = query.candidates.size();
        for (auto no = std::lower_bound(rejected.begin(), rejected.end(), Pair{pair.trigger, 0});
             no != rejected.end() && no->trigger == pair.trigger && place > 1; ++no)
            if (no->target != pair.target) query.candidates[--place] = no->target;
        if (std::find(query.candidates.begin(), query.candidates.end(), -1) ==
            query.candidates.end())
            out.push_back(std::move(query));
    }
    return out;
}

std::vector<Query> ask_all(const NegativeDraw& negatives, const std::vector<Pair>& pairs,
                           std::size_t most, Random& random) {
    std::vector<Query> out;
    for (const Pair& pair : pairs) {
        std::vector<int> wrong = negatives.all(pair.trigger);
        if (wrong.empty()) continue;
        if (wrong.size() > most) {
            random.shuffle(wrong);
            wrong.resize(most);
        }
        Query query{pair.trigger, {pair.target}};
        query.candidates.insert(query.candidates.end(), wrong.begin(), wrong.end());
        out.push_back(std::move(query));
    }
    return out;
}

Draw make_draw(std::shared_ptr<const VisibleGraph> graph, const TypePrior& prior,
               std::vector<Query> queries) {
    Draw out;
    out.graph = std::move(graph);
    out.queries = std::move(queries);
    out.width = kPairFeatures;
    out.weight = std::sqrt(static_cast<double>(out.queries.size()));
    out.features.resize(out.queries.size() * out.candidates() * kPairFeatures);
    PairFeatures features(*out.graph, prior);
    for (std::size_t q = 0; q < out.queries.size(); ++q) {
        features.enter(out.queries[q].trigger);
        for (std::size_t c = 0; c < out.candidates(); ++c)
            features.fill(out.queries[q].candidates[c], out.row(q, c));
    }
    return out;
}

}  // namespace hearth::synergy
