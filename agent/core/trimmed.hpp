// A text without the blanks around it.
#pragma once

#include <string>
#include <string_view>

namespace hearth {

// Spaces, tabs and line ends are blanks.
inline std::string trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const auto first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(kBlanks) + 1 - first));
}

}  // namespace hearth
