#include "gnn_synergy/home/visible_graph.hpp"

#include <algorithm>
#include <map>

namespace hearth::synergy {
namespace {

using Couples = std::vector<std::pair<int, int>>;

Couples turned(const Couples& couples) {
    Couples out;
    out.reserve(couples.size());
    for (const auto& [a, b] : couples) out.emplace_back(b, a);
    return out;
}

bool holds(const std::vector<Pair>& sorted, Pair pair) {
    return std::binary_search(sorted.begin(), sorted.end(), pair);
}

// Members of the groups that are neither single nor so wide that they say nothing.
Couples group_members(const std::vector<const Automation*>& automations,
                      std::vector<int> Automation::*side) {
    Couples out;
    int group = 0;
    for (const Automation* automation : automations) {
        const std::vector<int>& members = automation->*side;
        if (members.size() >= 2 && members.size() <= VisibleGraph::kWidest)
            for (const int member : members) out.emplace_back(group, member);
        ++group;
    }
    return out;
}

}  // namespace

VisibleGraph::VisibleGraph(const Home& home, const Hidden& hidden)
    : size_(home.size()), triggering_(home.entities.size(), 0), acted_on_(home.entities.size(), 0) {
    count_types(home);
    std::vector<Pair> pairs = home.accepted;
    std::vector<const Automation*> whole;  // those of which nothing is hidden
    for (std::size_t a = 0; a < home.automations.size(); ++a) {
        if (std::binary_search(hidden.automations.begin(), hidden.automations.end(),
                               static_cast<int>(a)))
            continue;
        const std::vector<Pair> own = pairs_of(home.automations[a]);
        pairs.insert(pairs.end(), own.begin(), own.end());
        const bool is_whole = std::none_of(own.begin(), own.end(),
                                           [&](Pair pair) { return holds(hidden.pairs, pair); });
        if (is_whole) whole.push_back(&home.automations[a]);
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    std::erase_if(pairs, [&](Pair pair) { return holds(hidden.pairs, pair); });
    Couples couples;
    couples.reserve(pairs.size());
    for (const Pair& pair : pairs) couples.emplace_back(pair.trigger, pair.target);
    out_ = Lists(home.entities.size(), couples);
    in_ = Lists(home.entities.size(), turned(couples));
    join_groups(whole);
}

void VisibleGraph::join_groups(const std::vector<const Automation*>& automations) {
    for (const Automation* automation : automations) {
        for (const int x : automation->triggers) ++triggering_[static_cast<std::size_t>(x)];
        for (const int y : automation->targets) ++acted_on_[static_cast<std::size_t>(y)];
    }
    const auto n = static_cast<std::size_t>(size_);
    const Couples triggers = group_members(automations, &Automation::triggers);
    trigger_groups_ = Lists(automations.size(), triggers);
    trigger_memberships_ = Lists(n, turned(triggers));
    const Couples targets = group_members(automations, &Automation::targets);
    target_groups_ = Lists(automations.size(), targets);
    target_memberships_ = Lists(n, turned(targets));
}

void VisibleGraph::count_types(const Home& home) {
    std::map<int, int> local;
    for (const Entity& entity : home.entities) local.try_emplace(entity.type(), 0);
    int next = 0;
    for (auto& [type, number] : local) number = next++;
    Couples by_type, by_domain;
    for (int i = 0; i < size_; ++i) {
        const Entity& entity = home.entities[static_cast<std::size_t>(i)];
        domain_.push_back(entity.domain);
        kind_.push_back(entity.kind);
        local_type_.push_back(local[entity.type()]);
        by_type.emplace_back(local_type_.back(), i);
        by_domain.emplace_back(entity.domain, i);
    }
    of_type_ = Lists(local.size(), by_type);
    of_domain_ = Lists(kDomains, by_domain);
}

std::vector<Pair> VisibleGraph::all_pairs() const {
    std::vector<Pair> out;
    out.reserve(pairs());
    for (int x = 0; x < size_; ++x)
        for (const int y : targets_of(x)) out.push_back({x, y});
    return out;
}

bool VisibleGraph::has(int x, int y) const {
    const auto targets = out_.of(x);
    return std::binary_search(targets.begin(), targets.end(), y);
}

}  // namespace hearth::synergy
