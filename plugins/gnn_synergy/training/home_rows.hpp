// The rows of a dataset as one home: what is told of its entities and automations, and its changes
// in order of time, those to learn from apart from those that judge.
#pragma once

#include <string>
#include <vector>

#include "gnn_synergy/home/co_activation.hpp"
#include "gnn_synergy/home/home_builder.hpp"
#include "sdk/dataset.hpp"
#include "sdk/split.hpp"

namespace hearth::synergy {

// One change. Entities that only the judging part knows have no number: -1.
struct Change {
    int entity = -1;
    TimeUs time = 0;
    bool is_action = false;     // of a person, or what is to be predicted
    bool begins_group = false;  // what came before has nothing to do with it
};

// The entity of a row: its feature "entity", else its label up to the "=".
std::string entity_of(const sdk::Row& row);
// Whether the row is a change that somebody wanted, rather than what a device reports.
bool is_action(const sdk::Row& row);

struct HomeRows {
    HomeBuilder builder;
    std::vector<Change> train, later;

    const Home& home() const { return builder.home(); }
};

HomeRows read_home(const sdk::Dataset& dataset, const sdk::Split& split);

// Counts over changes [from, to).
CoActivation count_changes(const std::vector<Change>& changes, std::size_t from, std::size_t to);

}  // namespace hearth::synergy
