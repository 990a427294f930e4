// What came of a look for suggestions, and a look that waits for the models' answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "suggestions/proposal.hpp"
#include "suggestions/suggestion.hpp"

namespace hearth::suggestions {

struct Look {
    int habits = 0, synergies = 0;  // that the models told
    std::vector<Suggestion> made;
    std::map<std::string, int> left_out;  // habits and proposals, by reason
};

using OnLook = std::function<void(Result<Look>)>;

struct LookRound {
    std::uint64_t number = 0;
    TimeUs begun_us = 0;  // steady clock
    Look look;
    std::vector<std::pair<std::string, Proposal>> proposals;  // by model
    std::size_t awaited = 0;
    int most_habits = 0;
    std::vector<OnLook> waiting;
};

}  // namespace hearth::suggestions
