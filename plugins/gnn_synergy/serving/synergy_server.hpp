// Answers while the home lives: what belongs to the entity that changed last, and which pairs of
// the home belong together. Entities, automations and verdicts may come at any time.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/json.hpp"
#include "gnn_synergy/model/home_scorer.hpp"
#include "gnn_synergy/training/home_rows.hpp"

namespace hearth::synergy {

class SynergyServer {
public:
    // `is_fallback`: the model's networks are not used, the rules answer with its counts.
    SynergyServer(SynergyModel model, bool is_fallback);

    void replay(const sdk::Dataset& history);
    void observe(const sdk::Row& row);

    Json predict(std::size_t top);
    // {"synergies":[{"trigger","target","score","fallback","reasons"}],"entities","pairs"}
    Json explain(std::size_t top);

    bool uses_fallback() const { return is_fallback_; }
    std::size_t rows() const { return rows_; }

private:
    struct Ranked {
        int trigger = -1, target = -1;
        double score = 0, chance = 0;
    };
    HomeScorer& scorer();
    double score_of(int target);
    std::vector<Ranked> rank(int trigger, std::size_t most);
    bool may_trigger(int entity) const;
    std::string label_of(int entity) const;

    SynergyModel model_;
    TypePrior types_;
    bool is_fallback_;
    std::size_t rows_ = 0;
    HomeBuilder builder_;
    CoActivation events_;
    std::string group_;
    std::map<int, std::map<std::string, std::size_t>> states_;  // what an entity was set to
    std::optional<HomeScorer> scorer_;  // of the home as it is now; nothing: to be made
};

}  // namespace hearth::synergy
