// What of a home is hidden to learn or to judge, and against whom a hidden pair has to stand.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "gnn_synergy/home/visible_graph.hpp"
#include "gnn_synergy/protocol/random.hpp"

namespace hearth::synergy {

enum class HideBy { kPair, kAutomation };

// Something hidden and the pairs that cannot be seen any more.
struct HiddenPart {
    Hidden hidden;
    std::vector<Pair> pairs;
};

// `fraction` of the home's pairs, or of its automations that have pairs, at least one; nothing in a
// home without any. What is `outside` already is hidden as well and never chosen: the part of a
// home that judges stays out of sight while the rest is learned from.
HiddenPart hide_part(const Home& home, HideBy by, double fraction, Random& random,
                     const Hidden& outside = {});

// The home with `count` more entities that nothing is known of, each of the type of one of `types`:
// a real home has many entities that are in no automation.
Home with_unused(const Home& home, std::size_t count, const std::vector<int>& types,
                 Random& random);

// One question: of these entities, which belongs to the trigger? The first one does.
struct Query {
    int trigger = 0;
    std::vector<int> candidates;
};

// Draws wrong targets of a trigger: never the trigger itself, nor any target that it has in the
// whole home, hidden or not.
class NegativeDraw {
public:
    explicit NegativeDraw(const Home& home) : NegativeDraw(home, pairs_of(home)) {}
    // With other known pairs (ascending) than all of the home.
    NegativeDraw(const Home& home, std::vector<Pair> known);
    // Any entity; -1 when there is none.
    int any(int trigger, Random& random) const;
    std::vector<int> all(int trigger) const;
    // One of the target's domain, or -1.
    int alike(Pair pair, Random& random) const;

private:
    int pick(const std::vector<int>& from, int trigger, Random& random) const;
    bool is_wrong(int trigger, int candidate) const;

    std::vector<Pair> known_;
    std::vector<int> all_;
    std::vector<std::vector<int>> of_domain_;
    std::vector<int> domain_;
};

}  // namespace hearth::synergy
