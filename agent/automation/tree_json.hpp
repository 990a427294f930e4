// The JSON form of an automation tree: the mapping that Home Assistant itself uses, with the key
// names of today. It is what the store keeps, REST shows and Home Assistant's REST API takes.
#pragma once

#include <string>
#include <vector>

#include "automation/automation.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::automation {

// What is wrong in an automation, and where: "triggers/0/at", "actions/1/data/brightness"; the keys
// are those of the text, list items count from 0. An empty path means the whole.
struct Problem {
    std::string path;
    std::string text;
    int line = 0;  // in the YAML text, from 1; 0 where there is none
};

// "line 12: triggers/0/at: …", the parts that there are.
std::string to_string(const Problem& problem);
// All of them, one a line.
std::string to_string(const std::vector<Problem>& problems);

// Keys in the order in which people write them. Nothing that is a default is written.
OrderedJson to_json(const Automation& automation);
OrderedJson to_json(const Trigger& trigger);
OrderedJson to_json(const Condition& condition);
OrderedJson to_json(const Action& action);

// Reads old and new key names. What Hearth has no type for becomes an "other" part. Appends what is
// wrong to `problems`; the tree is of use only when nothing was appended. Never throws; nested more
// than 64 levels deep is a problem.
Automation automation_from_json(const Json& mapping, std::vector<Problem>& problems);

// The same as a Result: kInvalid with the first problems in words.
Result<Automation> automation_from_json(const Json& mapping);

}  // namespace hearth::automation
