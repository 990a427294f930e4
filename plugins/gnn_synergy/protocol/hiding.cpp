#include "gnn_synergy/protocol/hiding.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::synergy {
namespace {

constexpr int kTries = 200;  // random picks before the wrong targets are listed

std::size_t share_of(double fraction, std::size_t count) {
    const auto rounded =
        static_cast<std::size_t>(std::lround(fraction * static_cast<double>(count)));
    return std::clamp<std::size_t>(rounded, 1, count);
}

template <typename T>
bool holds(const std::vector<T>& sorted, const T& item) {
    return std::binary_search(sorted.begin(), sorted.end(), item);
}

// Ascending, no doubles.
template <typename T>
std::vector<T> joined(std::vector<T> a, const std::vector<T>& b) {
    a.insert(a.end(), b.begin(), b.end());
    std::sort(a.begin(), a.end());
    a.erase(std::unique(a.begin(), a.end()), a.end());
    return a;
}

}  // namespace

HiddenPart hide_part(const Home& home, HideBy by, double fraction, Random& random,
                     const Hidden& outside) {
    HiddenPart out{outside, {}};
    const std::vector<Pair> before = VisibleGraph(home, outside).all_pairs();
    if (by == HideBy::kPair) {
        out.pairs = before;
        if (out.pairs.empty()) return out;
        random.shuffle(out.pairs);
        out.pairs.resize(share_of(fraction, out.pairs.size()));
        std::sort(out.pairs.begin(), out.pairs.end());
        out.hidden.pairs = joined(outside.pairs, out.pairs);
        return out;
    }
    std::vector<int> chosen;
    for (std::size_t a = 0; a < home.automations.size(); ++a)
        if (!holds(outside.automations, static_cast<int>(a)) &&
            !pairs_of(home.automations[a]).empty())
            chosen.push_back(static_cast<int>(a));
    if (chosen.empty()) return out;
    random.shuffle(chosen);
    chosen.resize(share_of(fraction, chosen.size()));
    out.hidden.automations = joined(outside.automations, chosen);
    const VisibleGraph graph(home, out.hidden);
    for (const Pair& pair : before)
        if (!graph.has(pair.trigger, pair.target)) out.pairs.push_back(pair);
    return out;
}

Home with_unused(const Home& home, std::size_t count, const std::vector<int>& types,
                 Random& random) {
    Home out = home;
    for (std::size_t i = 0; i < count && !types.empty(); ++i) {
        const int type = types[random.below(types.size())];
        Entity entity;
        entity.domain = domain_of_type(type);
        entity.kind = kind_of_type(type);
        out.entities.push_back(std::move(entity));
    }
    return out;
}

NegativeDraw::NegativeDraw(const Home& home, std::vector<Pair> known)
    : known_(std::move(known)), of_domain_(kDomains) {
    for (int i = 0; i < home.size(); ++i) {
        const int domain = home.entities[static_cast<std::size_t>(i)].domain;
        all_.push_back(i);
        of_domain_[static_cast<std::size_t>(domain)].push_back(i);
        domain_.push_back(domain);
    }
}

bool NegativeDraw::is_wrong(int trigger, int candidate) const {
    return candidate != trigger && !holds(known_, Pair{trigger, candidate});
}

int NegativeDraw::pick(const std::vector<int>& from, int trigger, Random& random) const {
    for (int i = 0; i < kTries && !from.empty(); ++i) {
        const int candidate = from[random.below(from.size())];
        if (is_wrong(trigger, candidate)) return candidate;
    }
    std::vector<int> wrong;
    for (const int candidate : from)
        if (is_wrong(trigger, candidate)) wrong.push_back(candidate);
    return wrong.empty() ? -1 : wrong[random.below(wrong.size())];
}

int NegativeDraw::any(int trigger, Random& random) const { return pick(all_, trigger, random); }

std::vector<int> NegativeDraw::all(int trigger) const {
    std::vector<int> out;
    for (const int candidate : all_)
        if (is_wrong(trigger, candidate)) out.push_back(candidate);
    return out;
}

int NegativeDraw::alike(Pair pair, Random& random) const {
    const int domain = domain_[static_cast<std::size_t>(pair.target)];
    return pick(of_domain_[static_cast<std::size_t>(domain)], pair.trigger, random);
}

}  // namespace hearth::synergy
