#include "pattern_detection/experts/expert_groups.hpp"

#include <array>
#include <string_view>

namespace hearth::pattern {
namespace {

constexpr std::array<std::string_view, 17> kTime{"h8",     "h24",  "h8o1", "h24o1", "h8o2", "weo1",
                                                 "weh8o1", "g1",   "gg1",  "g2",    "g3",   "sp1",
                                                 "sf1",    "lagt", "day",  "kt",    "kt1"};
// What looks at the candidates' own past.
constexpr std::array<std::string_view, 7> kNotCounting{"o0",  "mtf", "lag", "lagt",
                                                       "ses", "day", "ent"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
    for (const std::string_view known : names)
        if (known == name) return true;
    return false;
}

}  // namespace

ExpertSet experts_without(const std::string& group) {
    ExpertSet out;
    const auto experts = make_experts();
    for (std::size_t e = 0; e < experts.size(); ++e)
        out[e] = (group == "time" && contains(kTime, experts[e].name)) ||
                 (group == "counting" && !contains(kNotCounting, experts[e].name));
    return out;
}

}  // namespace hearth::pattern
