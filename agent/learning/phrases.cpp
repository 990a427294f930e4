#include "learning/phrases.hpp"

namespace hearth::learning {

std::string ordinal(int number) {
    const bool teen = number / 10 % 10 == 1;
    const char* ending = "th";
    if (!teen && number % 10 == 1) ending = "st";
    if (!teen && number % 10 == 2) ending = "nd";
    if (!teen && number % 10 == 3) ending = "rd";
    return std::to_string(number) + ending;
}

std::string joined_by_and(const std::vector<std::string>& items) {
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += i + 1 == items.size() ? " and " : ", ";
        out += items[i];
    }
    return out;
}

}  // namespace hearth::learning
