#include "gnn_synergy/features/pair_features.hpp"

#include <cmath>

#include "gnn_synergy/home/index.hpp"

namespace hearth::synergy {
namespace {

double per_group(std::size_t members) { return 1 / std::sqrt(static_cast<double>(members) - 1); }
double degree(int count) { return std::max(1, count); }

}  // namespace

PairFeatures::PairFeatures(const VisibleGraph& graph, const TypePrior& prior)
    : graph_(graph),
      prior_(prior),
      target_groups_(at(graph.size()), 0),
      type_pairs_(at(graph.local_types() * graph.local_types()), 0),
      alike_(graph.size()),
      adamic_(graph.size()),
      two_hop_(graph.size()),
      two_hop_best_(graph.size()),
      adamic_adar_(graph.size()),
      shared_(graph.size()),
      target_best_(graph.size()),
      target_sum_(graph.size()),
      back_(graph.size()),
      forth_(graph.size()),
      katz_(graph.size()),
      path_(graph.size()),
      co_trigger_(graph.size()),
      co_trigger_row_(graph.size()),
      co_target_(graph.size()),
      co_target_best_(graph.size()),
      co_target_row_(graph.size()),
      in_type_(graph.size()),
      in_domain_(graph.size()),
      out_type_(at(graph.local_types()), 0) {
    for (int y = 0; y < graph.size(); ++y)
        for (const int group : graph.target_memberships().of(y)) {
            const std::size_t members = graph.target_groups().of(group).size();
            target_groups_[at(y)] += per_group(members) * static_cast<double>(members - 1);
        }
    for (int x = 0; x < graph.size(); ++x)
        for (const int y : graph.targets_of(x)) {
            ++domain_pairs_[at(graph.domain(x))][at(graph.domain(y))];
            ++type_pairs_[at(graph.local_type(x) * graph.local_types() + graph.local_type(y))];
        }
}

void PairFeatures::enter(int trigger) {
    if (trigger == trigger_) return;
    trigger_ = trigger;
    walk_alike();
    walk_katz();
    walk_groups();
    count_own_types();
    count_type_rows();
}

// Who has targets in common with the trigger, and what else do they act on; which targets are
// driven by the same triggers as those of this one.
void PairFeatures::walk_alike() {
    for (SparseRow* row : {&alike_, &adamic_, &two_hop_, &two_hop_best_, &adamic_adar_,
                           &target_best_, &target_sum_, &path_})
        row->clear();
    const double own = degree(graph_.out_degree(trigger_));
    for (const int w : graph_.targets_of(trigger_)) {
        const double rare = 1 / std::log(1.5 + graph_.in_degree(w));
        for (const int z : graph_.triggers_of(w)) {
            alike_.add(z, 1);
            adamic_.add(z, rare);
        }
        for (const int y : graph_.targets_of(w)) path_.add(y, 1);
    }
    for (const int z : alike_.touched()) {
        const double cosine = alike_[z] / std::sqrt(own * degree(graph_.out_degree(z)));
        const double weight = adamic_[z] / std::log(1.5 + graph_.out_degree(z));
        for (const int y : graph_.targets_of(z)) {
            two_hop_.add(y, cosine);
            two_hop_best_.raise(y, cosine);
            adamic_adar_.add(y, weight);
        }
    }
    for (const int w : graph_.targets_of(trigger_)) {
        shared_.clear();
        const auto triggers = graph_.triggers_of(w);
        for (const int z : triggers.first(std::min(triggers.size(), kWidestWalk)))
            for (const int y : graph_.targets_of(z)) shared_.add(y, 1);
        for (const int y : shared_.touched()) {
            const double cosine =
                shared_[y] / std::sqrt(degree(graph_.in_degree(w)) * degree(graph_.in_degree(y)));
            target_best_.raise(y, cosine);
            target_sum_.add(y, cosine);
        }
    }
}

// Katz's walks of three and five steps over the normalised graph N: N N' N + .5 N N' N N' N.
void PairFeatures::walk_katz() {
    const auto normal = [&](int x, int y) {
        return 1 / std::sqrt(degree(graph_.out_degree(x)) * degree(graph_.in_degree(y)));
    };
    const auto forward = [&](const SparseRow& from, SparseRow& to) {
        to.clear();
        for (const int x : from.touched())
            for (const int y : graph_.targets_of(x)) to.add(y, from[x] * normal(x, y));
    };
    const auto backward = [&](const SparseRow& from, SparseRow& to) {
        to.clear();
        for (const int y : from.touched())
            for (const int x : graph_.triggers_of(y)) to.add(x, from[y] * normal(x, y));
    };
    katz_.clear();
    back_.clear();
    back_.add(trigger_, 1);
    forward(back_, forth_);
    for (const double weight : {1.0, .5}) {
        backward(forth_, back_);
        back_.keep_largest(kWidestWalk);
        forward(back_, forth_);
        for (const int y : forth_.touched()) katz_.add(y, weight * forth_[y]);
        forth_.keep_largest(kWidestWalk);
    }
}

// Entities that stand beside the trigger, or beside its targets, in one automation.
void PairFeatures::walk_groups() {
    for (SparseRow* row :
         {&co_trigger_, &co_trigger_row_, &co_target_, &co_target_best_, &co_target_row_})
        row->clear();
    for (const int group : graph_.trigger_memberships().of(trigger_)) {
        const auto members = graph_.trigger_groups().of(group);
        for (const int z : members)
            if (z != trigger_) co_trigger_row_.add(z, per_group(members.size()));
    }
    for (const int z : co_trigger_row_.touched())
        for (const int y : graph_.targets_of(z)) co_trigger_.add(y, co_trigger_row_[z]);
    const auto beside = [&](int w, SparseRow& row) {
        row.clear();
        for (const int group : graph_.target_memberships().of(w)) {
            const auto members = graph_.target_groups().of(group);
            for (const int y : members)
                if (y != w) row.add(y, per_group(members.size()));
        }
    };
    for (const int w : graph_.targets_of(trigger_)) {
        beside(w, shared_);
        for (const int y : shared_.touched()) {
            co_target_.add(y, shared_[y]);
            co_target_best_.raise(y, shared_[y]);
        }
    }
    beside(trigger_, co_target_row_);
}

void PairFeatures::count_own_types() {
    out_domain_.fill(0);
    std::fill(out_type_.begin(), out_type_.end(), 0);
    for (const int y : graph_.targets_of(trigger_)) {
        ++out_domain_[at(graph_.domain(y))];
        ++out_type_[at(graph_.local_type(y))];
    }
}

void PairFeatures::count_type_rows() {
    const auto count = [&](std::span<const int> triggers, SparseRow& row) {
        row.clear();
        for (const int x : triggers)
            for (const int y : graph_.targets_of(x)) row.add(y, 1);
    };
    if (graph_.local_type(trigger_) != row_type_) {
        row_type_ = graph_.local_type(trigger_);
        count(graph_.of_type(row_type_), in_type_);
    }
    if (graph_.domain(trigger_) != row_domain_) {
        row_domain_ = graph_.domain(trigger_);
        count(graph_.of_domain(row_domain_), in_domain_);
    }
}

void PairFeatures::density(int y, float* out) const {
    const int x = trigger_;
    const auto ratio = [](double pairs, std::size_t triggers, std::size_t targets) {
        const auto many = static_cast<double>(triggers) * static_cast<double>(targets);
        return static_cast<float>(std::log((pairs + .2) / many + 1e-4));
    };
    out[0] =
        ratio(domain_pairs_[at(graph_.domain(x))][at(graph_.domain(y))],
              graph_.of_domain(graph_.domain(x)).size(), graph_.of_domain(graph_.domain(y)).size());
    const int tx = graph_.local_type(x), ty = graph_.local_type(y);
    out[1] = ratio(type_pairs_[at(tx * graph_.local_types() + ty)], graph_.of_type(tx).size(),
                   graph_.of_type(ty).size());
}

void PairFeatures::reached(std::size_t most, std::vector<int>& to) const {
    for (const SparseRow* row : {&katz_, &in_type_, &co_trigger_, &co_target_}) {
        std::vector<int> found = row->touched();
        std::stable_sort(found.begin(), found.end(),
                         [&](int a, int b) { return (*row)[a] > (*row)[b]; });
        if (found.size() > most) found.resize(most);
        to.insert(to.end(), found.begin(), found.end());
    }
}

void PairFeatures::fill(int y, float* out) const {
    const int x = trigger_;
    prior_.fill(graph_.type(x), graph_.type(y), out);
    const auto put = [&](PairFeature feature, double value) {
        out[static_cast<int>(feature)] = static_cast<float>(value);
    };
    using enum PairFeature;
    const int in = graph_.in_degree(y), acted_on = graph_.acted_on(y),
              triggering = graph_.triggering(y);
    put(kTargetIn, std::log(in + .3));
    put(kTargetOut, std::log1p(graph_.out_degree(y)));
    put(kTriggerIn, std::log1p(graph_.in_degree(x)));
    put(kTriggerOut, std::log1p(graph_.out_degree(x)));
    put(kActedOn, std::log1p(acted_on));
    put(kTriggers, std::log1p(triggering));
    put(kTriggersOnly, triggering > 0 && acted_on == 0);
    put(kIsolated, triggering == 0 && acted_on == 0);
    put(kNoTarget, in == 0);
    put(kTriggering, std::log1p(graph_.triggering(x)));
    put(kTwoHop, two_hop_[y]);
    put(kLogTwoHop, std::log(two_hop_[y] + .05));
    put(kTwoHopBest, two_hop_best_[y]);
    put(kAdamicAdar, std::log1p(adamic_adar_[y]));
    put(kTargetAlikeBest, target_best_[y]);
    put(kTargetAlikeMean, target_sum_[y] / degree(graph_.out_degree(x)));
    put(kKatz, katz_[y]);
    put(kReverse, graph_.has(y, x));
    put(kPath, std::log1p(path_[y]));
    put(kCoTrigger, std::log1p(co_trigger_[y]));
    put(kCoTriggerAny, co_trigger_[y] > 0);
    put(kCoTarget, std::log1p(co_target_[y]));
    put(kCoTargetBest, co_target_best_[y]);
    put(kSameTriggers, co_trigger_row_[y] > 0);
    put(kSameTargets, co_target_row_[y] > 0);
    put(kTargetGroups, std::log1p(target_groups_[at(y)]));
    put(kOutDomain, std::log1p(out_domain_[at(graph_.domain(y))]));
    put(kOutType, std::log1p(out_type_[at(graph_.local_type(y))]));
    put(kInType, std::log1p(in_type_[y]));
    put(kInDomain, std::log1p(in_domain_[y]));
    density(y, out + static_cast<int>(kDomainDensity));
    put(kTypeSize, std::log1p(static_cast<double>(graph_.of_type(graph_.local_type(y)).size())));
    put(kSameDomain, graph_.domain(x) == graph_.domain(y));
    put(kSameKind, graph_.kind(x) != 0 && graph_.kind(x) == graph_.kind(y));
}

}  // namespace hearth::synergy
