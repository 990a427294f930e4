// Which of many proposals become suggestions. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "automation/signature.hpp"
#include "suggestions/proposal.hpp"
#include "suggestions/suggestion.hpp"

namespace hearth::suggestions {

struct ChoiceRules {
    int most_open = 10;
    int most_a_day = 3;
    std::vector<std::string> domains;  // of the entities that act; empty: all; "none"
};

// What must not be proposed again.
struct Background {
    std::vector<automation::Signature> existing;  // automations that Home Assistant has
    std::vector<Suggestion> earlier;              // all suggestions so far
    int made_today = 0;
};

struct Choice {
    std::vector<Proposal> chosen;         // the surest first
    std::map<std::string, int> left_out;  // by reason, such as "rejected_before"
};

// One for each entity and state at a time; the surest of them. What was accepted, rejected or is
// waiting is not proposed again, nor anything that does the same (automation::covers); nor what has
// expired, as long as it is among the earlier ones.
Choice choose(std::vector<Proposal> proposals, const Background& background,
              const ChoiceRules& rules);

// `domains` (as ChoiceRules has them) with this one switched on or off. Domains that nothing is
// proposed for are left as they are.
std::vector<std::string> with_domain(const std::vector<std::string>& domains,
                                     const std::string& domain, bool on);
bool domain_is_on(const std::vector<std::string>& domains, std::string_view domain);

}  // namespace hearth::suggestions
