#include "gnn_synergy/rules/rules.hpp"

#include <cmath>

namespace hearth::synergy {

std::array<double, 4> rule_scores(const PairFeatures& features, int trigger, int target) {
    const VisibleGraph& graph = features.graph();
    const double prior = features.prior().rule(graph.type(trigger), graph.type(target));
    const double degree = graph.in_degree(target), two_hop = features.two_hop(target);
    return {prior, degree, two_hop,
            .5 * prior + std::log(degree + .3) + 2 * std::log(two_hop + .05)};
}

}  // namespace hearth::synergy
