// Small pieces of English for the sentences that rules give. Pure; any thread.
#pragma once

#include <string>
#include <vector>

namespace hearth::learning {

// "1st", "2nd", "11th".
std::string ordinal(int number);

// "a", "a and b", "a, b and c".
std::string joined_by_and(const std::vector<std::string>& items);

}  // namespace hearth::learning
