// From entities that belong together to the automation that joins them. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "suggestions/proposal.hpp"
#include "suggestions/synergy_finding.hpp"

namespace hearth::suggestions {

// kRefused with the reason: the fallback's rules said it, it is not sure enough, nothing was
// counted, a state is not known, an entity is not there, or the automation would not be valid. The
// rules are those of habits as far as they apply: min_confidence is for the score.
Result<Proposal> propose(const SynergyFinding& synergy, const ProposalRules& rules,
                         const DescribeEntity& describe);

// What a whole "explain" reply gives.
struct SynergyHarvest {
    int told = 0;
    std::vector<Proposal> proposals;
    std::map<std::string, int> left_out;  // by reason, as in a Look
};
// most: synergies that are looked at.
SynergyHarvest harvest(const Json& reply, int most, const ProposalRules& rules,
                       const DescribeEntity& describe);

}  // namespace hearth::suggestions
