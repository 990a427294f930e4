#include "pattern_detection/habits/chance.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <numeric>

namespace hearth::pattern {

double binomial_tail(double times, double of, double p) {
    if (times <= 0) return 1;
    if (times > of || p <= 0) return 0;
    if (p >= 1) return 1;
    return boost::math::ibeta(times, of - times + 1, p);
}

std::vector<double> false_discovery_rates(const std::vector<double>& p, std::size_t tests) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&p](std::size_t a, std::size_t b) { return p[a] < p[b]; });
    std::vector<double> q(p.size(), 1);
    double lowest = 1;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        const std::size_t i = order[rank - 1];
        lowest = std::min(lowest, p[i] * static_cast<double>(tests) / static_cast<double>(rank));
        q[i] = lowest;
    }
    return q;
}

}  // namespace hearth::pattern
