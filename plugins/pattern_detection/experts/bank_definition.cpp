// The 40 experts: which context each one counts, and to which other it backs off.
#include <cmath>

#include "pattern_detection/experts/context_expert.hpp"
#include "pattern_detection/experts/context_parts.hpp"
#include "pattern_detection/experts/recency_experts.hpp"
#include "pattern_detection/experts/time_experts.hpp"
#include "pattern_detection/hash_key.hpp"

namespace hearth::pattern {
namespace {

struct PlainContext {
    const char* name;
    const char* parent;  // nullptr: uniform
    ContextKey key_of;
};

// In the recipe's words: a, b, c, d are the newest symbol and the ones before it.
constexpr auto kNothing = [](const Moment&) { return hash_key({}); };
constexpr auto kA = [](const Moment& m) { return hash_key({m.recent[0]}); };
constexpr auto kAB = [](const Moment& m) { return hash_key({m.recent[0], m.recent[1]}); };
constexpr auto kABC = [](const Moment& m) {
    return hash_key({m.recent[0], m.recent[1], m.recent[2]});
};

const PlainContext kPlainContexts[] = {
    {"o0", nullptr, kNothing},
    {"o1", "o0", kA},
    {"o2", "o1", kAB},
    {"o3", "o2", kABC},
    {"o4", "o3",
     [](const Moment& m) {
         return hash_key({m.recent[0], m.recent[1], m.recent[2], m.recent[3]});
     }},
    {"o6", "o4",
     [](const Moment& m) {
         return hash_key(
             {m.recent[0], m.recent[1], m.recent[2], m.recent[3], m.recent[4], m.recent[5]});
     }},
    {"sk2", "o0", [](const Moment& m) { return hash_key({m.recent[1]}); }},
    {"sk13", "o1",
     [](const Moment& m) {
         return hash_key({m.recent[0], m.recent[2]});
     }},
    {"sk23", "sk2",
     [](const Moment& m) {
         return hash_key({m.recent[1], m.recent[2]});
     }},
    {"set3", "o1",
     [](const Moment& m) {
         return hash_key(
             {m.recent[0], std::min(m.recent[1], m.recent[2]), std::max(m.recent[1], m.recent[2])});
     }},
    {"h8", "o0", [](const Moment& m) { return hash_key({three_hours(m)}); }},
    {"h24", "h8", [](const Moment& m) { return hash_key({hour(m)}); }},
    {"h8o1", "o1",
     [](const Moment& m) {
         return hash_key({three_hours(m), m.recent[0]});
     }},
    {"h24o1", "h8o1",
     [](const Moment& m) {
         return hash_key({hour(m), m.recent[0]});
     }},
    {"h8o2", "o2",
     [](const Moment& m) {
         return hash_key({three_hours(m), m.recent[0], m.recent[1]});
     }},
    {"weo1", "o1",
     [](const Moment& m) {
         return hash_key({m.weekend, m.recent[0]});
     }},
    {"weh8o1", "h8o1",
     [](const Moment& m) {
         return hash_key({m.weekend, three_hours(m), m.recent[0]});
     }},
    {"g1", "o1",
     [](const Moment& m) {
         return hash_key({fine_gap(m), m.recent[0]});
     }},
    {"gg1", "g1",
     [](const Moment& m) {
         return hash_key({coarse_gap(m), coarse_gap(m, 1), m.recent[0]});
     }},
    {"g2", "o2",
     [](const Moment& m) {
         return hash_key({coarse_gap(m), m.recent[0], m.recent[1]});
     }},
    {"g3", "o3",
     [](const Moment& m) {
         return hash_key({coarse_gap(m), m.recent[0], m.recent[1], m.recent[2]});
     }},
    {"act1", "o1",
     [](const Moment& m) {
         return hash_key({static_cast<std::int64_t>(m.active_set), m.recent[0]});
     }},
    {"act", "o0",
     [](const Moment& m) { return hash_key({static_cast<std::int64_t>(m.active_set)}); }},
    {"act2", "o2",
     [](const Moment& m) {
         return hash_key({static_cast<std::int64_t>(m.active_set), m.recent[0], m.recent[1]});
     }},
    {"sp1", "o1",
     [](const Moment& m) {
         return hash_key({session_position(m), m.recent[0]});
     }},
    {"sf1", "o1",
     [](const Moment& m) {
         return hash_key({m.session_first, m.recent[0]});
     }},
    {"run", "o1",
     [](const Moment& m) {
         return hash_key({std::min(m.run_length - 1, 3), m.before_run, m.recent[0]});
     }},
    {"dis3", "run",
     [](const Moment& m) {
         return hash_key({m.recent[0], m.before_run, m.before_before_run});
     }},
};

int index_of(const std::vector<ExpertEntry>& bank, const char* name) {
    if (name == nullptr) return -1;
    for (std::size_t i = 0; i < bank.size(); ++i)
        if (std::string_view(bank[i].name) == name) return static_cast<int>(i);
    return -1;
}

}  // namespace

std::vector<ExpertEntry> make_experts() {
    std::vector<ExpertEntry> bank;
    const auto add = [&](const char* name, const char* parent, std::unique_ptr<Expert> expert) {
        const int index = index_of(bank, parent);
        bank.push_back({name, index, std::move(expert)});
    };
    for (const PlainContext& plain : kPlainContexts)
        add(plain.name, plain.parent, std::make_unique<ContextExpert>(plain.key_of));
    add("dc0", "o0", std::make_unique<DecayedExpert>(kNothing, .95));
    add("dc1", "o1", std::make_unique<DecayedExpert>(kA, .8));
    add("dc2", "o2", std::make_unique<DecayedExpert>(kAB, .8));
    add("dc3", "o3", std::make_unique<DecayedExpert>(kABC, .8));
    add("mtf", "o0", std::make_unique<MoveToFrontExpert>());
    add("lag", "o0", event_age_expert());
    add("lagt", "o0", seconds_age_expert());
    add("ses", "o0", session_count_expert());
    add("day", "o0", day_count_expert());
    add("ent", "o0", entity_state_expert());
    using After = TimeOfDayExpert::After;
    add("kt", "o0", std::make_unique<TimeOfDayExpert>(After::kAnything));
    add("kt1", "o1", std::make_unique<TimeOfDayExpert>(After::kSymbol));
    return bank;
}

}  // namespace hearth::pattern
