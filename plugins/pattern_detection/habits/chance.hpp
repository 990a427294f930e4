// How likely it is that chance alone made a habit, and how many of many such findings to believe.
#pragma once

#include <cstddef>
#include <vector>

namespace hearth::pattern {

// Probability of at least `times` successes in `of` independent trials of probability p.
double binomial_tail(double times, double of, double p);

// The q-value of each p-value: the share of false findings to expect if all with such a p-value or
// less are believed (Benjamini and Hochberg 1995). `tests`: how many hypotheses were looked at; at
// least p.size(), those that are left out have a p-value of 1.
std::vector<double> false_discovery_rates(const std::vector<double>& p, std::size_t tests);

}  // namespace hearth::pattern
