// Looks for what could be automated, keeps the suggestions and their answers.
//
// Once a day, and when a model has learned anew, every model that can is asked for its habits; what
// is sure enough, does not exist yet and was not turned down becomes a suggestion. Event loop only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "core/time_zone.hpp"
#include "store/store.hpp"
#include "suggestions/choice.hpp"
#include "suggestions/proposal.hpp"
#include "suggestions/suggestion.hpp"

namespace hearth::suggestions {

struct SuggesterRules {
    bool enabled = true;
    ProposalRules proposal;
    ChoiceRules choice;
    int hour = 4;          // local, of the daily look
    int expire_days = 30;  // an open one without an answer
    int later_days = 14;   // "later" without a time of its own
};

// What came of a look.
struct Look {
    int habits = 0, synergies = 0;  // that the models told
    std::vector<Suggestion> made;
    std::map<std::string, int> left_out;  // habits and proposals, by reason
};

using OnLook = std::function<void(Result<Look>)>;

// A look that waits for answers; for the Suggester.
struct LookRound {
    std::uint64_t number = 0;
    TimeUs begun_us = 0;  // steady clock
    Look look;
    std::vector<std::pair<std::string, Proposal>> proposals;  // by model
    std::size_t awaited = 0;
    int most_habits = 0;
    OnLook on_look;
};

class Suggester {
public:
    // Asks one model: "explain" of docs/plugin-guide.md.
    using Ask = std::function<void(Json request, std::function<void(Result<Json>)> on_reply)>;
    struct Handlers {
        // The models that can say what they have found out, by name; asked at each look.
        std::function<std::map<std::string, Ask>()> models = [] {
            return std::map<std::string, Ask>();
        };
        // Automations that Home Assistant has.
        std::function<std::vector<automation::Signature>()> existing = [] {
            return std::vector<automation::Signature>();
        };
        // The open suggestions are others than before, or one has another state.
        std::function<void()> on_changed = [] {};
        std::function<void(const Suggestion&)> on_new = [](const Suggestion&) {};
        // Accepted or rejected.
        std::function<void(const Suggestion&)> on_answered = [](const Suggestion&) {};
    };

    Suggester(const Clock& clock, store::Store& store, TimeZone zone, SuggesterRules rules,
              Handlers handlers);

    // About once a minute: the daily look, and what expires or comes back.
    void tick();
    // Looks now; one look at a time. kRefused when switched off, kConflict while one is going on.
    void look(OnLook on_look);
    void look_soon() { look_wanted_ = true; }

    // Newest first, all states.
    Result<std::vector<Suggestion>> all();
    // kNotFound.
    Result<Suggestion> get(const std::string& id);
    // The answers: kNotFound, kConflict when it was answered before. An open suggestion that was
    // shown to somebody is "shown".
    Result<Suggestion> accept(const std::string& id,
                              std::optional<automation::Automation> modified);
    Result<Suggestion> reject(const std::string& id, const std::string& why);
    Result<Suggestion> later(const std::string& id, std::optional<int> days);
    Status mark_shown(const std::vector<std::string>& ids);

private:
    void take_reply(const std::string& model, const Result<Json>& reply);
    void take_habit(const std::string& model, const Json& habit);
    void finish_round();
    Status make_suggestions(LookRound& round);
    Result<Suggestion> answer(const std::string& id, State state, TimeUs due_us,
                              const std::function<void(Suggestion&)>& change);
    Status save(Suggestion& suggestion, State state, TimeUs due_us);
    void age();
    bool is_due() const;
    EntityWords describe(const std::string& entity_id);
    TimeUs wall_of(TimeUs time) const;  // what the household's clock shows
    void give_up_waiting();

    const Clock& clock_;
    store::Store& store_;
    TimeZone zone_;
    SuggesterRules rules_;
    Handlers handlers_;
    std::optional<LookRound> round_;
    std::uint64_t rounds_ = 0;
    bool look_wanted_ = false;
};

}  // namespace hearth::suggestions
