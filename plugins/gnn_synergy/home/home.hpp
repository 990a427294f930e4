// What is known of one home: its entities and which of them its automations join. Entities are
// numbers from 0; the numbers say nothing and no model may look at them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gnn_synergy/home/entity_type.hpp"

namespace hearth::synergy {

struct Entity {
    std::string id;  // "light.hall"
    int domain = kDomains - 1;
    int kind = 0;
    int area = -1, device = -1, unit = -1;  // numbers of the home's own; -1: not known
    std::vector<std::uint32_t> pieces;      // hashed pieces of its name, ascending, no doubles
    int type() const { return type_of(domain, kind); }
};

// Every trigger with every target is a pair of it. Either side may be empty (a time, a message).
struct Automation {
    std::vector<int> triggers, targets;  // ascending, no doubles
};

struct Pair {
    int trigger = 0, target = 0;
    // clang-tidy 14 takes the comparison with 0 for one with a pointer.
    auto operator<=>(const Pair&) const = default;  // NOLINT(modernize-use-nullptr)
};

struct Home {
    std::string name;
    std::vector<Entity> entities;
    std::vector<Automation> automations;
    std::vector<Pair> accepted, rejected;  // what people said of suggestions

    int size() const { return static_cast<int>(entities.size()); }
};

// The pairs of an automation, trigger and target different.
std::vector<Pair> pairs_of(const Automation& automation);
// Of all automations and the accepted ones: ascending, no doubles.
std::vector<Pair> pairs_of(const Home& home);

}  // namespace hearth::synergy
