// Keeps the suggestions that were made, the household's answers, and lets time pass over them.
//
// Event loop only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "store/store.hpp"
#include "suggestions/suggestion.hpp"

namespace hearth::suggestions {

struct KeepingRules {
    int expire_days = 30;  // an open one without an answer
    int later_days = 14;   // "later" without a time of its own
    bool create = false;   // what is accepted shall be created in Home Assistant
};

class SuggestionKeeper {
public:
    struct Handlers {
        // The open suggestions are others than before, or one has another state.
        std::function<void()> on_changed = [] {};
        // Waits for an answer now: just made, or back after "later".
        std::function<void(const Suggestion&)> on_new = [](const Suggestion&) {};
        // Accepted or rejected.
        std::function<void(const Suggestion&)> on_answered = [](const Suggestion&) {};
    };

    SuggestionKeeper(const Clock& clock, store::Store& store, KeepingRules rules,
                     Handlers handlers);

    // Newest first, all states; at most 500.
    Result<std::vector<Suggestion>> all();
    // Those that speak against being made again: all but what expired before `expired_since_us`.
    Result<std::vector<Suggestion>> remembered(TimeUs expired_since_us);
    // kNotFound.
    Result<Suggestion> get(const std::string& id);

    // New ones, all or none; gives each its number and its times.
    Status add(std::vector<Suggestion>& made);
    // The answers: kNotFound, kConflict when it was answered before.
    Result<Suggestion> accept(const std::string& id,
                              std::optional<automation::Automation> modified);
    Result<Suggestion> reject(const std::string& id, const std::string& why);
    Result<Suggestion> later(const std::string& id, std::optional<int> days);
    // Of these the new ones are "shown" from now on; what is not known is left out.
    Status mark_shown(const std::vector<std::string>& ids);
    // What came of creating an accepted one in Home Assistant. kNotFound.
    Status note_creation(const std::string& id, const Creation& creation);
    // What was not answered in time expires; what was put off comes back.
    void age();

private:
    Result<std::vector<Suggestion>> read(Result<std::vector<store::SuggestionRow>> rows);
    Result<Suggestion> answer(const std::string& id, State state, TimeUs due_us,
                              const std::function<void(Suggestion&)>& change);
    // All or none, then on_changed.
    Status save(const std::vector<Suggestion>& changed);

    const Clock& clock_;
    store::Store& store_;
    KeepingRules rules_;
    Handlers handlers_;
};

}  // namespace hearth::suggestions
