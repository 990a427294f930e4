#include "gnn_synergy/model/synergy_model.hpp"

namespace hearth::synergy {

PairScorer::PairScorer(const SynergyModel& model, const VisibleGraph& graph) : model_(model) {
    for (const Network& member : model.members) embeddings_.push_back(encode(member, graph));
}

double PairScorer::score(std::span<const float> features, int trigger, int target) {
    row_.assign(features.begin(), features.end());
    model_.normaliser.apply(row_);
    double sum = 0;
    for (std::size_t i = 0; i < model_.members.size(); ++i)
        sum += synergy::score(model_.members[i], row_, embeddings_[i], trigger, target);
    return model_.members.empty() ? 0 : sum / static_cast<double>(model_.members.size());
}

}  // namespace hearth::synergy
