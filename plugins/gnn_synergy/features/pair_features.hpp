// The features of a pair trigger -> target: what the visible graph of the home and the counts of
// other homes say about it. No feature depends on the numbers of entities or automations, and none
// is kept as an n x n matrix: a trigger is entered, which works out its sparse rows, and then asked
// about targets. After the first, entering triggers of the same type one after the other is cheap.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "gnn_synergy/features/sparse_row.hpp"
#include "gnn_synergy/features/type_counts.hpp"
#include "gnn_synergy/home/visible_graph.hpp"

namespace hearth::synergy {

enum class PairFeature : int {
    kPriorType,
    kPriorDomain,
    kPriorKind,
    kPriorTarget,
    kPriorTrigger,
    kTargetIn,
    kTargetOut,
    kTriggerIn,
    kTriggerOut,
    kActedOn,
    kTriggers,
    kTriggersOnly,
    kIsolated,
    kNoTarget,
    kTriggering,
    kTwoHop,
    kLogTwoHop,
    kTwoHopBest,
    kAdamicAdar,
    kTargetAlikeBest,
    kTargetAlikeMean,
    kKatz,
    kReverse,
    kPath,
    kCoTrigger,
    kCoTriggerAny,
    kCoTarget,
    kCoTargetBest,
    kSameTriggers,
    kSameTargets,
    kTargetGroups,
    kOutDomain,
    kOutType,
    kInType,
    kInDomain,
    kDomainDensity,
    kTypeDensity,
    kTypeSize,
    kSameDomain,
    kSameKind,
    kCount
};
inline constexpr int kPairFeatures = static_cast<int>(PairFeature::kCount);

class PairFeatures {
public:
    // Both must outlive this object.
    PairFeatures(const VisibleGraph& graph, const TypePrior& prior);

    void enter(int trigger);
    // kPairFeatures numbers. Precondition: a trigger was entered.
    void fill(int target, float* out) const;

    // For the rules, of the trigger entered: sum over z of the cosine of the target sets of z and
    // the trigger, for every z that acts on the target.
    double two_hop(int target) const { return two_hop_[target]; }
    // Entities that the trigger entered reaches over what it has in common with others, the nearest
    // ones first.
    void reached(std::size_t most, std::vector<int>& to) const;
    const VisibleGraph& graph() const { return graph_; }
    const TypePrior& prior() const { return prior_; }

    // Longest lists that are walked: of a hub with more neighbours, or beyond that, the rest is
    // left out, so that the cost of a trigger is bounded.
    static constexpr std::size_t kWidestWalk = 400;

private:
    void walk_alike();
    void walk_katz();
    void walk_groups();
    void count_own_types();
    void count_type_rows();
    void density(int target, float* out) const;

    const VisibleGraph& graph_;
    const TypePrior& prior_;
    std::vector<double> target_groups_;  // of every entity: sum over its groups of sqrt(others)
    std::vector<double> type_pairs_;     // local type x local type: visible pairs
    std::array<std::array<double, kDomains>, kDomains> domain_pairs_{};

    int trigger_ = -1, row_type_ = -1, row_domain_ = -1;
    SparseRow alike_, adamic_, two_hop_, two_hop_best_, adamic_adar_;
    SparseRow shared_, target_best_, target_sum_;
    SparseRow back_, forth_, katz_, path_;
    SparseRow co_trigger_, co_trigger_row_, co_target_, co_target_best_, co_target_row_;
    SparseRow in_type_, in_domain_;
    std::array<double, kDomains> out_domain_{};
    std::vector<double> out_type_;
};

}  // namespace hearth::synergy
