// The graph of a home as far as it may be seen: pairs trigger -> target, which automations an
// entity is part of, and counts by type. Whatever is hidden (a pair that judges, an automation
// that judges) is left out here and so reaches no feature.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "gnn_synergy/home/home.hpp"
#include "gnn_synergy/home/lists.hpp"

namespace hearth::synergy {

// What is not to be seen. Pairs that are hidden one by one also hide which automations they were
// part of, or the rest of such an automation would give them away; an automation that is hidden
// takes along the pairs that no other automation has.
struct Hidden {
    std::vector<Pair> pairs;       // ascending
    std::vector<int> automations;  // numbers in Home::automations, ascending
};

class VisibleGraph {
public:
    VisibleGraph(const Home& home, const Hidden& hidden);

    int size() const { return size_; }
    std::size_t pairs() const { return out_.items(); }
    std::span<const int> targets_of(int x) const { return out_.of(x); }  // ascending
    std::span<const int> triggers_of(int y) const { return in_.of(y); }  // ascending
    bool has(int x, int y) const;
    std::vector<Pair> all_pairs() const;  // ascending
    int out_degree(int x) const { return out_.count(x); }
    int in_degree(int y) const { return in_.count(y); }

    // Visible automations that an entity triggers, or that act on it; one-sided ones count too.
    int triggering(int x) const { return triggering_[static_cast<std::size_t>(x)]; }
    int acted_on(int y) const { return acted_on_[static_cast<std::size_t>(y)]; }

    // Automations with 2 to kWidest triggers (targets): their members, and of which an entity is
    // one.
    const Lists& trigger_groups() const { return trigger_groups_; }
    const Lists& trigger_memberships() const { return trigger_memberships_; }
    const Lists& target_groups() const { return target_groups_; }
    const Lists& target_memberships() const { return target_memberships_; }
    static constexpr std::size_t kWidest = 60;

    int domain(int i) const { return domain_[static_cast<std::size_t>(i)]; }
    int kind(int i) const { return kind_[static_cast<std::size_t>(i)]; }
    int type(int i) const { return type_of(domain(i), kind(i)); }
    // Types of this home, numbered from 0.
    int local_type(int i) const { return local_type_[static_cast<std::size_t>(i)]; }
    int local_types() const { return static_cast<int>(of_type_.lists()); }
    std::span<const int> of_type(int local) const { return of_type_.of(local); }
    std::span<const int> of_domain(int domain) const { return of_domain_.of(domain); }

private:
    void count_types(const Home& home);
    void join_groups(const std::vector<const Automation*>& automations);

    int size_;
    Lists out_, in_;
    std::vector<int> triggering_, acted_on_;
    Lists trigger_groups_, trigger_memberships_, target_groups_, target_memberships_;
    std::vector<int> domain_, kind_, local_type_;
    Lists of_type_, of_domain_;
};

}  // namespace hearth::synergy
