#include "learning/force_rule.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace hearth::learning {

namespace {

constexpr std::array<std::string_view, 7> kYields = {
    "missing_samples", "cool_down",     "backed_off", "shadow",
    "machine_busy",    "outside_hours", "on_battery"};

bool goes_past(const Wish& wish, const std::string& code) {
    if (code == "busy" || code == "running") return true;
    if (wish.by_time && code == "missing_samples") return true;
    return wish.forced && yields_to_force(code);
}

const char* what_helps(const std::string& code) {
    if (code == "paused") return " (resume ends the pause)";
    if (code == "low_memory") return " (end another program, or lower what is needed)";
    if (code == "machine_hot") return " (let it cool down)";
    if (code == "battery_low") return " (plug it in)";
    return "";
}

}  // namespace

bool yields_to_force(const std::string& code) {
    return std::find(kYields.begin(), kYields.end(), code) != kYields.end();
}

std::string refusal(const std::vector<Blocker>& blockers, const Wish& wish) {
    std::string out;
    bool all_yield = true;
    for (const Blocker& blocker : blockers) {
        if (goes_past(wish, blocker.code)) continue;
        out += (out.empty() ? "" : "; ") + blocker.text;
        if (wish.by_person) out += what_helps(blocker.code);
        all_yield = all_yield && yields_to_force(blocker.code);
    }
    if (!out.empty() && wish.by_person && all_yield)
        out += "; with force it is trained all the same";
    return out;
}

}  // namespace hearth::learning
