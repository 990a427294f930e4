#include "learning/stability_index.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::learning {

namespace {

struct Bin {
    std::string name;
    double then = 0, now = 0;  // counts
};

constexpr const char* kRare = "values that were rare before";
constexpr const char* kUnknown = "values that were not known before";

// How many events of the reference stand for values that it never saw: as many as it has values
// seen once (Good, "The population frequencies of species", 1953). Otherwise the tail of rare
// values, of which every window shows some new ones, would look like a change.
double unseen_events(const Distribution& reference) {
    if (reference.numeric()) return 0;
    const auto counts = reference.counts();
    return static_cast<double>(std::count_if(counts.begin(), counts.end(),
                                             [](const auto& one) { return one.second == 1; }));
}

// Both windows in the same bins, chosen by the reference alone: choosing by what is large now would
// find changes that are none.
std::vector<Bin> common_bins(const Distribution& reference, const Distribution& current,
                             const DriftRules& rules) {
    const double m = static_cast<double>(reference.total());
    const double smaller = std::min(m, static_cast<double>(current.total()));
    auto now = current.counts();
    Bin rare{kRare, 0, 0};
    Bin unknown{kUnknown, static_cast<double>(reference.other()) + unseen_events(reference),
                static_cast<double>(current.other())};
    std::vector<Bin> bins;
    for (const auto& [name, then] : reference.counts()) {
        const auto found = now.find(name);
        Bin bin{name, static_cast<double>(then), 0};
        if (found != now.end()) {
            bin.now = static_cast<double>(found->second);
            now.erase(found);
        }
        if (bin.then / m * smaller >= rules.min_expected) {
            bins.push_back(bin);
        } else {
            rare.then += bin.then;
            rare.now += bin.now;
        }
    }
    for (const auto& [name, count] : now) unknown.now += static_cast<double>(count);
    for (const Bin& pooled : {rare, unknown})
        if (pooled.then + pooled.now > 0) bins.push_back(pooled);
    return bins;
}

}  // namespace

double chi_square_limit(int degrees, double z) {
    if (degrees <= 0) return 0;
    const double part = 2.0 / (9.0 * degrees);
    return degrees * std::pow(1 - part + z * std::sqrt(part), 3);
}

StabilityIndex stability_index(const Distribution& reference, const Distribution& current,
                               const DriftRules& rules) {
    // Trimmed as a stored reference is, so that storing it does not change the answer.
    const auto bins = common_bins(reference.trimmed(rules.top_categories), current, rules);
    const double k = static_cast<double>(bins.size());
    double m = 0, n = 0;
    for (const Bin& bin : bins) {
        m += bin.then;
        n += bin.now;
    }
    StabilityIndex out;
    out.bins = static_cast<int>(bins.size());
    double greatest = -1;
    for (const Bin& bin : bins) {
        const double then = (bin.then + 0.5) / (m + 0.5 * k);
        const double now = (bin.now + 0.5) / (n + 0.5 * k);
        const double part = (now - then) * std::log(now / then);
        out.psi += part;
        if (part <= greatest) continue;
        greatest = part;
        out.mover = bin.name;
        out.mover_then = bin.then / m;
        out.mover_now = bin.now / n;
    }
    const double noise = rules.dependence * (1 / n + 1 / m);
    out.expected = noise * std::max(0, out.bins - 1);
    out.limit = noise * chi_square_limit(out.bins - 1, rules.z);
    return out;
}

}  // namespace hearth::learning
