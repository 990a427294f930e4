// Judges the model on the automations of several homes, a part of each hidden: is the hidden target
// of a trigger put before 50 wrong ones?
//
// A home is never judged by a prior that has seen it: where the shipped prior has learned from one
// of the homes, all are judged leave-homes-out, in five folds drawn by the seed, each by a prior
// made anew from the homes of the others; else by the shipped one. To each home the prior is then
// adapted on what may be seen of it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gnn_synergy/home/home_builder.hpp"
#include "gnn_synergy/options.hpp"
#include "gnn_synergy/protocol/hiding.hpp"
#include "gnn_synergy/training/fit_library.hpp"
#include "gnn_synergy/training/prior_file.hpp"
#include "sdk/plugin.hpp"

namespace hearth::synergy {

// Protocol: {"hide":0.2,"by":"pair"|"automation","unused":false,"hard":false}. hide: part of a
// home's pairs, or of its automations. unused: as many entities again that are in no automation.
// hard: wrong targets of the right one's domain only.
//
// {"scores","intervals" (paired bootstrap over
// homes),"home_means","summary","data":{"homes","pairs", "entities","questions","folds","prior"}}.
// Scores of "model", of "prior" (not adapted), "no_graph" (the twin, adapted), "logistic", and the
// rules. bad_input; no_data without any pair.
Result<Json> evaluate_pairs(const sdk::EvaluateInput& input, const sdk::Host& host,
                            const FitSource& fit_source, const PriorSource& prior_source);

// The same for several protocols at once: the priors of the folds, which take most of the time, are
// made only once. One report for each protocol.
struct PairsProtocol {
    double hide = .2;
    HideBy by = HideBy::kPair;
    bool unused = false, hard = false;
};
struct PairsSettings {
    TrainingOptions options;  // of the adaptation
    std::uint64_t seed = 0;
    double learn_unused = 1;  // unused entities that a home to learn from is given, per own entity
};
Result<std::vector<Json>> judge_homes(const std::vector<Home>& homes,
                                      const std::vector<PairsProtocol>& protocols,
                                      const PairsSettings& settings, const Prior& prior,
                                      const FitFunctions& fit, const sdk::Host& host);

// Those of the homes that have a pair.
std::vector<Home> homes_with_pairs(const std::map<std::string, HomeBuilder>& builders);

}  // namespace hearth::synergy
