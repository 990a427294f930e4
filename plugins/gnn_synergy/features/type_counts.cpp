#include "gnn_synergy/features/type_counts.hpp"

#include <cmath>
#include <set>

#include "gnn_synergy/home/index.hpp"

namespace hearth::synergy {
void TypeCounts::add(const Home& home, double sign) {
    const auto type = [&](int i) { return home.entities[at(i)].type(); };
    std::set<int> is_trigger, is_target;
    for (const Pair& pair : pairs_of(home)) {
        const auto key = std::pair(type(pair.trigger), type(pair.target));
        if ((pairs[key] += sign) == 0) pairs.erase(key);
        is_trigger.insert(pair.trigger);
        is_target.insert(pair.target);
    }
    for (const Entity& entity : home.entities) entities[at(entity.type())] += sign;
    for (const int i : is_trigger) triggers[at(type(i))] += sign;
    for (const int i : is_target) targets[at(type(i))] += sign;
}

TypePrior::TypePrior(const TypeCounts& counts)
    : pairs_(counts.pairs),
      of_trigger_(kTypes, 0),
      log_entity_(kTypes),
      target_share_(kTypes),
      log_target_rate_(kTypes),
      log_trigger_rate_(kTypes) {
    std::array<std::array<double, kDomains>, kDomains> by_domain{};
    std::array<std::array<double, kKinds>, kKinds> by_kind{};
    double all_pairs = 0, all_entities = 0;
    for (const auto& [types, count] : pairs_) {
        of_trigger_[at(types.first)] += count;
        by_domain[at(domain_of_type(types.first))][at(domain_of_type(types.second))] += count;
        by_kind[at(kind_of_type(types.first))][at(kind_of_type(types.second))] += count;
        all_pairs += count;
    }
    std::array<double, kDomains> entities{}, targets{}, triggers{}, target_column{};
    std::array<double, kKinds> kind_entities{}, kind_column{};
    for (int type = 0; type < kTypes; ++type) {
        const auto domain = at(domain_of_type(type));
        entities[domain] += counts.entities[at(type)];
        targets[domain] += counts.targets[at(type)];
        triggers[domain] += counts.triggers[at(type)];
        kind_entities[at(kind_of_type(type))] += counts.entities[at(type)];
        all_entities += counts.entities[at(type)];
    }
    for (const auto& row : by_domain)
        for (std::size_t d = 0; d < kDomains; ++d) target_column[d] += row[d];
    for (const auto& row : by_kind)
        for (std::size_t q = 0; q < kKinds; ++q) kind_column[q] += row[q];

    std::array<double, kDomains> share{};
    for (std::size_t d = 0; d < kDomains; ++d)
        share[d] = (entities[d] + .5) / (all_entities + .5 * kDomains);
    for (std::size_t d = 0; d < kDomains; ++d) {
        double row = 0;
        for (const double count : by_domain[d]) row += count;
        for (std::size_t e = 0; e < kDomains; ++e) {
            const double expected = (target_column[e] + 2 * share[e]) / (all_pairs + 2);
            domain_share_[d][e] = (by_domain[d][e] + 5 * expected) / (row + 5);
            domain_ratio_[d][e] = std::log(domain_share_[d][e]) - std::log(share[e]);
        }
    }
    for (std::size_t q = 0; q < kKinds; ++q) {
        double row = 0;
        for (const double count : by_kind[q]) row += count;
        for (std::size_t r = 0; r < kKinds; ++r) {
            const double expected = kind_column[r] / std::max(all_pairs, 1.0);
            const double own = (by_kind[q][r] + 3 * expected + .02) / (row + 3);
            const double plain = (kind_entities[r] + .5) / (all_entities + .5 * kKinds);
            kind_ratio_[q][r] = std::log(own) - std::log(plain);
        }
    }
    for (int domain = 0; domain < kDomains; ++domain) {
        const double in_domain = entities[at(domain)];
        double sum = 0;
        for (int kind = 0; kind < kKinds; ++kind) {
            const auto type = at(type_of(domain, kind));
            target_share_[type] =
                counts.targets[type] + .5 * counts.entities[type] / std::max(in_domain, 1.0) + .001;
            sum += target_share_[type];
        }
        for (int kind = 0; kind < kKinds; ++kind) {
            const auto type = at(type_of(domain, kind));
            target_share_[type] /= sum;
            const double many = counts.entities[type];
            log_entity_[type] = std::log(
                (many + 2 * in_domain / std::max(all_entities, 1.0) + .01) / (all_entities + 2));
            const auto rate = [&](double own, double domain_sum) {
                return std::log((own + 2 * (domain_sum + .5) / (in_domain + 1)) / (many + 2) +
                                .001);
            };
            log_target_rate_[type] = rate(counts.targets[type], targets[at(domain)]);
            log_trigger_rate_[type] = rate(counts.triggers[type], triggers[at(domain)]);
        }
    }
}

double TypePrior::pair_count(int trigger_type, int target_type) const {
    const auto found = pairs_.find({trigger_type, target_type});
    return found == pairs_.end() ? 0 : found->second;
}

void TypePrior::fill(int trigger_type, int target_type, float* out) const {
    const auto dx = at(domain_of_type(trigger_type)), dy = at(domain_of_type(target_type));
    const double joint = (pair_count(trigger_type, target_type) +
                          5 * domain_share_[dx][dy] * target_share_[at(target_type)]) /
                         (of_trigger_[at(trigger_type)] + 5);
    out[0] = static_cast<float>(std::log(joint) - log_entity_[at(target_type)]);
    out[1] = static_cast<float>(domain_ratio_[dx][dy]);
    out[2] = static_cast<float>(
        kind_ratio_[at(kind_of_type(trigger_type))][at(kind_of_type(target_type))]);
    out[3] = static_cast<float>(log_target_rate_[at(target_type)]);
    out[4] = static_cast<float>(log_trigger_rate_[at(target_type)]);
}

double TypePrior::rule(int trigger_type, int target_type) const {
    return std::log((pair_count(trigger_type, target_type) + .05) /
                    (of_trigger_[at(trigger_type)] + 1));
}

}  // namespace hearth::synergy
