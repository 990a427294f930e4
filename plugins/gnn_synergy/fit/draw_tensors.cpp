#include "gnn_synergy/fit/draw_tensors.hpp"

#include <algorithm>
#include <cmath>

#include "gnn_synergy/model/network.hpp"

namespace hearth::synergy {
namespace {

at::Tensor indices(const std::vector<std::int64_t>& values) {
    at::Tensor out = at::empty({static_cast<std::int64_t>(values.size())}, at::kLong);
    std::copy(values.begin(), values.end(), out.data_ptr<std::int64_t>());
    return out;
}

at::Tensor column(const std::vector<float>& values) {
    at::Tensor out = at::empty({static_cast<std::int64_t>(values.size()), 1}, at::kFloat);
    std::copy(values.begin(), values.end(), out.data_ptr<float>());
    return out;
}

Relations::Groups groups_of(const Lists& groups, int entities) {
    std::vector<std::int64_t> group, member;
    std::vector<float> weight, total(static_cast<std::size_t>(entities), 0);
    for (std::size_t g = 0; g < groups.lists(); ++g) {
        const auto members = groups.of(static_cast<int>(g));
        for (const int i : members) {
            const auto others = static_cast<float>(members.size() - 1);
            group.push_back(static_cast<std::int64_t>(g));
            member.push_back(i);
            weight.push_back(1 / std::sqrt(others));
            total[static_cast<std::size_t>(i)] += weight.back() * others;
        }
    }
    for (float& sum : total) sum = std::max(sum, 1e-9F);
    return {indices(group), indices(member), column(weight), column(total),
            static_cast<std::int64_t>(groups.lists())};
}

at::Tensor sum_by(const at::Tensor& where, const at::Tensor& what, std::int64_t rows) {
    return at::zeros({rows, what.size(1)}, at::kFloat).index_add(0, where, what);
}

at::Tensor beside(const Relations::Groups& groups, const at::Tensor& state) {
    const at::Tensor own = state.index_select(0, groups.member);
    const at::Tensor sums = sum_by(groups.group, own, std::max<std::int64_t>(1, groups.count));
    const at::Tensor others = (sums.index_select(0, groups.group) - own) * groups.weight;
    return sum_by(groups.member, others, state.size(0)) / groups.total;
}

}  // namespace

Relations relations_of(const VisibleGraph& graph) {
    Relations out;
    const std::vector<float> inputs = node_inputs(graph);
    out.inputs = at::empty({graph.size(), kNodeInputs}, at::kFloat);
    std::copy(inputs.begin(), inputs.end(), out.inputs.data_ptr<float>());
    std::vector<std::int64_t> trigger, target, type;
    std::vector<float> out_count, in_count, type_count;
    for (int x = 0; x < graph.size(); ++x) {
        for (const int y : graph.targets_of(x)) {
            trigger.push_back(x);
            target.push_back(y);
        }
        type.push_back(graph.local_type(x));
        out_count.push_back(static_cast<float>(std::max(1, graph.out_degree(x))));
        in_count.push_back(static_cast<float>(std::max(1, graph.in_degree(x))));
    }
    for (int t = 0; t < graph.local_types(); ++t)
        type_count.push_back(static_cast<float>(graph.of_type(t).size()));
    out.trigger = indices(trigger);
    out.target = indices(target);
    out.out_count = column(out_count);
    out.in_count = column(in_count);
    out.co_triggers = groups_of(graph.trigger_groups(), graph.size());
    out.co_targets = groups_of(graph.target_groups(), graph.size());
    out.type = indices(type);
    out.type_count = column(type_count);
    return out;
}

at::Tensor messages_of(const Relations& relations, const at::Tensor& state) {
    const std::int64_t n = state.size(0);
    const at::Tensor targets =
        sum_by(relations.trigger, state.index_select(0, relations.target), n) / relations.out_count;
    const at::Tensor triggers =
        sum_by(relations.target, state.index_select(0, relations.trigger), n) / relations.in_count;
    const at::Tensor types =
        sum_by(relations.type, state, relations.type_count.size(0)) / relations.type_count;
    return at::cat({state, targets, triggers, beside(relations.co_triggers, state),
                    beside(relations.co_targets, state), types.index_select(0, relations.type)},
                   1);
}

QueryTensors gather(const Draw& draw, const std::vector<std::size_t>& queries) {
    const auto n = static_cast<std::int64_t>(queries.size());
    const auto k = static_cast<std::int64_t>(draw.candidates());
    const std::size_t width = static_cast<std::size_t>(k) * static_cast<std::size_t>(draw.width);
    QueryTensors out{at::empty({n, k, draw.width}, at::kFloat),
                     {},
                     at::empty({n}, at::kLong),
                     at::empty({n * k}, at::kLong)};
    if (!draw.offsets.empty()) out.offsets = at::empty({n, k}, at::kFloat);
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const Query& query = draw.queries[queries[i]];
        std::copy_n(draw.row(queries[i], 0), width, out.features.data_ptr<float>() + i * width);
        out.trigger.data_ptr<std::int64_t>()[i] = query.trigger;
        std::copy(query.candidates.begin(), query.candidates.end(),
                  out.target.data_ptr<std::int64_t>() + i * static_cast<std::size_t>(k));
        if (out.offsets.defined())
            std::copy_n(draw.offsets.data() + queries[i] * static_cast<std::size_t>(k), k,
                        out.offsets.data_ptr<float>() + i * static_cast<std::size_t>(k));
    }
    return out;
}

}  // namespace hearth::synergy
