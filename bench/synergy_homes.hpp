// The homes whose automations gnn_synergy learns from and is measured on.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "gnn_synergy/training/pairs_protocol.hpp"
#include "recording/automation_pairs.hpp"

namespace hearth::bench {

// Those of a table of automations (CSV, .xz too) that have a pair of trigger and target. Throws
// std::runtime_error.
inline std::vector<synergy::Home> read_homes(const std::string& table) {
    const auto rows = read_automation_pairs(table);
    if (!rows) throw std::runtime_error(rows.error().text);
    std::map<std::string, synergy::HomeBuilder> builders;
    for (const Sample& row : *rows) builders[row.group].add(row.features);
    return synergy::homes_with_pairs(builders);
}

}  // namespace hearth::bench
