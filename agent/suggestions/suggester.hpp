// Looks for what could be automated.
//
// Once a day, and when a model has learned anew, every model that can is asked for its habits; what
// is sure enough, does not exist yet and was not turned down becomes a suggestion. Event loop only.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "core/time_zone.hpp"
#include "domain/model_round.hpp"
#include "store/store.hpp"
#include "suggestions/choice.hpp"
#include "suggestions/look.hpp"
#include "suggestions/proposal.hpp"
#include "suggestions/suggestion_keeper.hpp"

namespace hearth::suggestions {

struct SuggesterRules {
    bool enabled = true;
    ProposalRules proposal;
    ChoiceRules choice;
    int hour = 4;  // local, of the daily look
};

class Suggester {
public:
    struct Sources {
        // The models that can say what they have found out, by name; asked at each look.
        std::function<std::map<std::string, AskModel>()> models = [] {
            return std::map<std::string, AskModel>();
        };
        // Automations that Home Assistant has.
        std::function<std::vector<automation::Signature>()> existing = [] {
            return std::vector<automation::Signature>();
        };
    };

    Suggester(const Clock& clock, store::Store& store, SuggestionKeeper& keeper, TimeZone zone,
              SuggesterRules rules, Sources sources);

    // Hold from the next look.
    void set_rules(SuggesterRules rules) { rules_ = std::move(rules); }

    // About once a minute: the daily look.
    void tick();
    // Looks now, or waits for the look that goes on. kRefused when switched off or no model can
    // tell.
    void look(OnLook on_look);
    void look_soon() { look_wanted_ = true; }

private:
    void take_reply(const std::string& model, const Result<Json>& reply);
    void take_habit(const std::string& model, const Json& habit);
    void finish_round();
    Status make_suggestions(LookRound& round);
    bool is_due() const;
    EntityWords describe(const std::string& entity_id);
    TimeUs wall_of(TimeUs time) const;  // what the household's clock shows

    const Clock& clock_;
    store::Store& store_;
    SuggestionKeeper& keeper_;
    TimeZone zone_;
    SuggesterRules rules_;
    Sources sources_;
    ModelRound round_;
    LookRound told_;               // in this round
    std::vector<OnLook> waiting_;  // for its end
    bool look_wanted_ = false;
};

}  // namespace hearth::suggestions
