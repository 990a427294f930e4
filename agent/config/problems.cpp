#include "config/problems.hpp"

#include <algorithm>

namespace hearth::config {

namespace {
constexpr std::size_t kShown = 50;
}

void Problems::add(const std::string& where, const std::string& key, const std::string& text) {
    lines_.push_back(where + ": " + (key.empty() ? "" : key + ": ") + text);
}

std::string Problems::text() const {
    std::string out;
    for (std::size_t i = 0; i < std::min(lines_.size(), kShown); ++i)
        out += (i == 0 ? "" : "\n") + lines_[i];
    if (lines_.size() > kShown)
        out += "\n… and " + std::to_string(lines_.size() - kShown) + " more problems";
    return out;
}

}  // namespace hearth::config
