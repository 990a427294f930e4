// From a habit to the automation that would do it. Pure.
#pragma once

#include <functional>
#include <string>

#include "automation/automation.hpp"
#include "automation/signature.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "suggestions/habit_finding.hpp"

namespace hearth::suggestions {

// How sure a habit must be. The share is never taken at its word: the lower end of its 95 %
// interval has to be high as well.
struct ProposalRules {
    double min_confidence = .8;
    double min_confidence_low = .6;
    double min_support = 8;
    double max_q_value = .001;
    double min_lift = 2;
    int min_weeks = 2;
    double min_weeks_held = .75;  // share
    double max_delay_s = 180;     // later than that is no direct consequence
    int max_window_minutes = 60;  // times that are spread wider have no time of their own
};

// What the home knows about an entity; both texts may be empty.
struct EntityWords {
    std::string name, device_class;
    bool known = false;  // there is one of that id
};
using DescribeEntity = std::function<EntityWords(const std::string& entity_id)>;

struct Proposal {
    automation::Automation tree;
    automation::Signature signature;
    std::string explanation;  // sentences with the counts that it rests on
    double confidence = 0, confidence_low = 0;
    bool after_habits =
        false;      // what people were seen to do goes before what only belongs together
    Json evidence;  // the finding as the model told it
};

// kRefused with the reason: the habit is not sure enough, or its automation would be no good.
Result<Proposal> propose(const HabitFinding& habit, const ProposalRules& rules,
                         const DescribeEntity& describe);

}  // namespace hearth::suggestions
