#include "fuzz/target.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace hearth::fuzz {

const std::vector<Target>& all_targets() {
    static const std::vector<Target> targets = [] {
        std::vector<Target> out;
        for (const auto& part :
             {automation_targets(), core_targets(), door_targets(), file_targets(), home_targets()})
            out.insert(out.end(), part.begin(), part.end());
        std::sort(out.begin(), out.end(),
                  [](const Target& a, const Target& b) { return std::strcmp(a.name, b.name) < 0; });
        return out;
    }();
    return targets;
}

const Target* find_target(std::string_view name) {
    const auto& targets = all_targets();
    const auto found = std::find_if(targets.begin(), targets.end(),
                                    [&](const Target& target) { return target.name == name; });
    return found == targets.end() ? nullptr : &*found;
}

void demand(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

}  // namespace hearth::fuzz
