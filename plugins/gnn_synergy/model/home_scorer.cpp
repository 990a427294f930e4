#include "gnn_synergy/model/home_scorer.hpp"

#include <algorithm>
#include <numeric>

namespace hearth::synergy {
namespace {

constexpr int kSmallHome = 200;            // entities; up to that everything is a candidate
constexpr std::size_t kMostNear = 60;      // of an area, a device, a word, what follows
constexpr std::size_t kMostReached = 100;  // over two hops
constexpr std::size_t kMostUsual = 40;     // targets that are acted on most

std::vector<int> most_acted_on(const VisibleGraph& graph) {
    std::vector<int> out;
    const auto worth = [&](int i) { return 4 * graph.in_degree(i) + graph.acted_on(i); };
    for (int i = 0; i < graph.size(); ++i)
        if (worth(i) > 0) out.push_back(i);
    std::stable_sort(out.begin(), out.end(), [&](int a, int b) { return worth(a) > worth(b); });
    if (out.size() > kMostUsual) out.resize(kMostUsual);
    return out;
}

}  // namespace

HomeScorer::HomeScorer(const SynergyModel& model, const TypePrior& prior, const Home& home,
                       const CoActivation& events, const Hidden& hidden)
    : model_(model),
      graph_(std::make_shared<VisibleGraph>(home, hidden)),
      pairs_(*graph_, prior),
      context_(home, events),
      usual_targets_(most_acted_on(*graph_)) {
    for (const Network& member : model.members) embeddings_.push_back(encode(member, *graph_));
}

HomeScorer::Scored HomeScorer::score(int target) {
    pairs_.fill(target, raw_.data());
    context_.fill(trigger_, target, raw_[0], raw_.data() + kPairFeatures);
    row_ = raw_;
    model_.normaliser.apply({row_.data(), static_cast<std::size_t>(kPairFeatures)});
    return score_row(row_, target);
}

HomeScorer::Scored HomeScorer::score_row(std::span<const float> row, int target) const {
    Scored out;
    const auto pair_row = row.first(static_cast<std::size_t>(kPairFeatures));
    for (std::size_t i = 0; i < model_.members.size(); ++i)
        out.base += synergy::score(model_.members[i], pair_row, embeddings_[i], trigger_, target);
    if (!model_.members.empty()) out.base /= static_cast<double>(model_.members.size());
    if (!model_.home.linear.empty())
        out.home = synergy::score(model_.home, row, {}, trigger_, target);
    return out;
}

std::vector<int> HomeScorer::candidates() const {
    std::vector<int> out = usual_targets_;
    if (graph_->size() <= kSmallHome) {
        out.resize(static_cast<std::size_t>(graph_->size()));
        std::iota(out.begin(), out.end(), 0);
    } else {
        pairs_.reached(kMostReached, out);
        context_.candidates_of(trigger_, kMostNear, out);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    std::erase_if(out, [&](int y) { return y == trigger_ || graph_->has(trigger_, y); });
    return out;
}

}  // namespace hearth::synergy
