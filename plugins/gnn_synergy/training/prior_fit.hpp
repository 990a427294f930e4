// Learns from many homes at once what makes a pair: the prior that a home starts from.
#pragma once

#include <functional>
#include <vector>

#include "gnn_synergy/model/synergy_model.hpp"
#include "gnn_synergy/training/fit_library.hpp"

namespace hearth::synergy {

struct PriorOptions {
    std::size_t graphs = 2, twins = 2;  // networks with an encoder, and without
    std::size_t draws = 16;             // of each home
    double unused = 1;  // entities without any automation, added to a home, per entity of its own
    std::size_t graph_epochs = 3, twin_epochs = 4;
    double learning_rate = 3e-3;
    int hidden = 64, embedding = 16;
    double twin_dropout = .2, graph_dropout = .3;
    DrawRules rules;
    std::uint64_t seed = 42;
    double max_seconds = 0;
};

// What is fitted, ready to be fitted in several ways.
struct PriorDraws {
    TypeCounts counts;
    Normaliser normaliser;
    std::vector<Draw> draws;  // features standardised
};

// kCancelled; kNotFound (no_data) when no home has a pair.
Result<PriorDraws> draw_homes(const std::vector<const Home*>& homes, const PriorOptions& options,
                              const sdk::Host& host);

// One network; hidden 0: the logistic regression, embedding 0: the twin.
Result<Network> fit_network(const FitFunctions& fit, const PriorDraws& draws,
                            const NetworkShape& shape, std::size_t epochs, double dropout,
                            const PriorOptions& options, std::uint64_t seed, const sdk::Host& host);

Result<SynergyModel> fit_prior(const FitFunctions& fit, const PriorDraws& draws,
                               const PriorOptions& options, const sdk::Host& host);

}  // namespace hearth::synergy
