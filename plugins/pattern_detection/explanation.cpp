#include "pattern_detection/explanation.hpp"

#include <cstdio>
#include <string_view>

#include "pattern_detection/wilson.hpp"

namespace hearth::pattern {
namespace {

std::string hours_words(double hour) {
    const int from = static_cast<int>(hour / 3) * 3;
    char text[32];
    std::snprintf(text, sizeof text, "%02d:00 and %02d:00", from, (from + 3) % 24);
    return text;
}

std::string symbol_words(const HomeState& state, std::size_t back) {
    const int symbol = state.history().moment().recent[back];
    return symbol == kNoSymbol ? "nothing" : words_of_label(state.vocabulary().label(symbol));
}

// "1 of 1 times" convinces nobody.
constexpr double kFewVisits = 4;

// The experts that have words.
constexpr const char* kWordedExperts[] = {"o1", "o2", "h8o1", "weo1", "h8", "o0"};

// What the expert looks at now, in words.
std::string context_words(const HomeState& state, const std::string& expert) {
    const Moment& moment = state.history().moment();
    if (expert == "o2")
        return "after " + symbol_words(state, 1) + " and then " + symbol_words(state, 0) + ", ";
    if (expert == "h8o1")
        return "between " + hours_words(moment.hour) + ", after " + symbol_words(state, 0) + ", ";
    if (expert == "weo1")
        return (moment.weekend ? "at the weekend, after " : "on weekdays, after ") +
               symbol_words(state, 0) + ", ";
    if (expert == "h8") return "between " + hours_words(moment.hour) + ", ";
    if (expert == "o0") return "";
    return "after " + symbol_words(state, 0) + ", ";
}

}  // namespace

std::string words_of_label(const std::string& label) {
    std::string words = label;
    const std::size_t sign = words.find('=');
    if (sign != std::string::npos) words[sign] = ' ';
    return words;
}

std::string explain_candidate(const HomeState& state, int candidate) {
    const std::string action =
        words_of_label(state.vocabulary().label(state.vocabulary().symbol_of_candidate(candidate)));
    const char* clearest = nullptr;
    ExpertBank::Support support;
    double best = -1;
    for (const char* name : kWordedExperts) {
        const auto expert = state.experts().find(name);
        if (!expert) continue;
        const ExpertBank::Support found = state.experts().support(*expert, candidate);
        const bool is_last_resort = std::string_view(name) == "o0";
        if (found.times < 1 || (found.of < kFewVisits && !is_last_resort)) continue;
        const double low = wilson_low(found.times, found.of);
        if (low > best) {
            best = low;
            clearest = name;
            support = found;
        }
    }
    if (clearest == nullptr) return action + " has not been the next action so far";
    char counts[64];
    std::snprintf(counts, sizeof counts, " came next %.0f of %.0f times", support.times,
                  support.of);
    return context_words(state, clearest) + action + counts;
}

}  // namespace hearth::pattern
