// What an automation does, apart from how it is written: which happenings make which entities do
// what. By it Hearth knows that Home Assistant has an automation already, or that the household has
// turned a proposal down. Alias, description, ids, the order of triggers, of conditions and of
// entities, and old or new ways to say the same play no part; `light.turn_on` and
// `homeassistant.turn_on` are both "the light is on".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "automation/automation.hpp"
#include "core/json.hpp"

namespace hearth::automation {

// One happening that starts it.
struct Happening {
    std::string kind;    // "state", "numeric_state", "time", "sun", "zone", or another trigger kind
    std::string entity;  // empty where none applies
    // The state that is entered ("on"), the bounds, "sunset", "enter zone.home", …; empty: any.
    std::string what;
    std::optional<int> minute;  // time: of the day, 0 to 1439; sun: offset in minutes
    std::string weekdays;       // "mon,tue"; empty: any day
    // clang-tidy 14 takes the comparison with 0 for one with a pointer.
    auto operator<=>(const Happening&) const = default;  // NOLINT(modernize-use-nullptr)
};

// One thing that it does.
struct Effect {
    std::string
        entity;  // or "area:kitchen", "device:…", "label:…"; empty: a service without target
    std::string outcome;  // the state it leads to ("on", "closed") or the service
    // clang-tidy 14 takes the comparison with 0 for one with a pointer.
    auto operator<=>(const Effect&) const = default;  // NOLINT(modernize-use-nullptr)
};

struct Signature {
    std::vector<Happening> happenings;    // sorted, each once
    std::vector<std::string> conditions;  // canonical text, sorted
    std::vector<Effect> effects;          // sorted, each once

    // Equal for equal signatures, and readable: what is stored.
    std::string text() const;
    // 32 hex digits of it.
    std::string key() const;
};

Signature signature_of(const Automation& automation);

// "when binary_sensor.door is on, or at 07:30 (mon,tue): light.hall on, switch.fan off". One line;
// conditions are counted, not told.
std::string in_words(const Signature& signature);

OrderedJson to_json(const Signature& signature);
// Nothing when it is not one.
std::optional<Signature> signature_from_json(const Json& json);

struct CoverRules {
    int time_tolerance_minutes = 30;
};

// Is what `proposed` would do done by `existing` already? So it is when everything that makes
// `proposed` act makes `existing` act (the same entity into the same state, a time within the
// tolerance, also where `existing` reacts to any state or day), and `existing` then does to the
// same entities the same things. Conditions are left out: who has the automation with a condition
// more does not want it proposed without.
bool covers(const Signature& existing, const Signature& proposed, CoverRules rules = {});
bool covers(const Automation& existing, const Automation& proposed, CoverRules rules = {});

}  // namespace hearth::automation
