#include "gnn_synergy/home/home.hpp"

#include <algorithm>

namespace hearth::synergy {

std::vector<Pair> pairs_of(const Automation& automation) {
    std::vector<Pair> out;
    for (const int trigger : automation.triggers)
        for (const int target : automation.targets)
            if (trigger != target) out.push_back({trigger, target});
    return out;
}

std::vector<Pair> pairs_of(const Home& home) {
    std::vector<Pair> out = home.accepted;
    for (const Automation& automation : home.automations) {
        const std::vector<Pair> pairs = pairs_of(automation);
        out.insert(out.end(), pairs.begin(), pairs.end());
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

}  // namespace hearth::synergy
