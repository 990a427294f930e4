// Draws as tensors: the graph's relations for message passing, and questions with their candidates.
#pragma once

#include <ATen/ATen.h>

#include <vector>

#include "gnn_synergy/protocol/draw.hpp"

namespace hearth::synergy {

// The same relations as in model/network.cpp, as index lists.
struct Relations {
    struct Groups {
        at::Tensor group, member;  // [memberships]
        at::Tensor weight;         // [memberships, 1]: 1 / sqrt(others in the group)
        at::Tensor total;          // [entities, 1]: sum of weight * others, at least a little
        std::int64_t count = 0;
    };
    at::Tensor inputs;               // [entities, kNodeInputs]
    at::Tensor trigger, target;      // [pairs]
    at::Tensor out_count, in_count;  // [entities, 1], at least 1
    Groups co_triggers, co_targets;
    at::Tensor type;        // [entities]
    at::Tensor type_count;  // [types, 1]
};

Relations relations_of(const VisibleGraph& graph);

// [entities, kRelations * width] of a state [entities, width].
at::Tensor messages_of(const Relations& relations, const at::Tensor& state);

struct QueryTensors {
    at::Tensor features;  // [query, candidate, width]
    at::Tensor offsets;   // [query, candidate], or undefined
    at::Tensor trigger;   // [query]
    at::Tensor target;    // [query * candidate]
};

QueryTensors gather(const Draw& draw, const std::vector<std::size_t>& queries);

}  // namespace hearth::synergy
