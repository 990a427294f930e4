#include "suggestions/suggester.hpp"

#include <algorithm>
#include <utility>

#include "core/log.hpp"
#include "suggestions/habit_finding.hpp"
#include "suggestions/synergy_proposal.hpp"

namespace hearth::suggestions {

namespace {

constexpr int kMostHabits = 300;  // asked of each model
// What nobody answered may be worth another try when the habit still holds.
constexpr TimeUs kExpiredReturns = 90 * kMicrosPerDay;
constexpr const char* kLastLook = "suggestions.last_look_day";

}  // namespace

Suggester::Suggester(const Clock& clock, store::Store& store, SuggestionKeeper& keeper,
                     TimeZone zone, SuggesterRules rules, Sources sources)
    : clock_(clock),
      store_(store),
      keeper_(keeper),
      zone_(std::move(zone)),
      rules_(std::move(rules)),
      sources_(std::move(sources)),
      round_(
          [this](const std::string& model, const Result<Json>& reply) { take_reply(model, reply); },
          [this] { finish_round(); }) {}

// ---- when to look -------------------------------------------------------------------------------

TimeUs Suggester::wall_of(TimeUs time) const { return time + zone_.local(time).offset_us; }

// Once a day, from the set hour on; a day that was slept through is not made up for.
bool Suggester::is_due() const {
    const TimeUs wall = wall_of(clock_.wall_us());
    if (wall % kMicrosPerDay < rules_.hour * kMicrosPerHour) return false;
    const auto last = store_.meta().get(kLastLook);
    return last && last->value_or("") != std::to_string(wall / kMicrosPerDay);
}

void Suggester::tick() {
    round_.tick(clock_.steady_us());
    if (!rules_.enabled || round_.is_open()) return;
    const bool due = is_due();
    if (!due && !look_wanted_) return;
    look_wanted_ = false;
    if (due)
        if (const Status noted = store_.meta().set(
                kLastLook, std::to_string(wall_of(clock_.wall_us()) / kMicrosPerDay));
            !noted)
            log::error("cannot note the daily look error=\"{}\"", noted.error().text);
    look([](const Result<Look>& look) {
        if (!look) log::warn("no suggestions reason=\"{}\"", look.error().text);
    });
}

// ---- a look -------------------------------------------------------------------------------------

void Suggester::look(OnLook on_look) {
    if (!rules_.enabled)
        return on_look(
            Error{ErrorCode::kRefused, "suggestions are switched off (suggestions.enabled)"});
    const auto models = sources_.models();
    if (models.empty())
        return on_look(Error{ErrorCode::kRefused, "no model can say what it has found out"});
    waiting_.push_back(std::move(on_look));
    if (round_.is_open()) return;
    told_ = {};
    told_.most_habits = kMostHabits * static_cast<int>(models.size());
    round_.begin(models, {{"top", kMostHabits}}, clock_.steady_us());
}

void Suggester::take_reply(const std::string& model, const Result<Json>& reply) {
    if (!reply) {
        log::info("no habits from a model model={} reason=\"{}\"", model, reply.error().text);
        return;
    }
    SynergyHarvest synergies = harvest(*reply, kMostHabits, rules_.proposal,
                                       [this](const std::string& id) { return describe(id); });
    told_.look.synergies += synergies.told;
    for (const auto& [why, times] : synergies.left_out) told_.look.left_out[why] += times;
    for (Proposal& proposal : synergies.proposals)
        told_.proposals.emplace_back(model, std::move(proposal));
    const auto habits = reply->find("habits");
    if (habits == reply->end() || !habits->is_array()) return;
    for (const Json& habit : *habits) {
        if (++told_.look.habits > told_.most_habits) return;
        take_habit(model, habit);
    }
}

void Suggester::take_habit(const std::string& model, const Json& habit) {
    const auto finding = read_habit(habit);
    if (!finding) {
        ++told_.look
              .left_out[finding.error().code == ErrorCode::kRefused ? "other_kind" : "unreadable"];
        return;
    }
    auto proposal =
        propose(*finding, rules_.proposal, [this](const std::string& id) { return describe(id); });
    if (proposal)
        told_.proposals.emplace_back(model, std::move(*proposal));
    else
        ++told_.look.left_out["not_proposed"];
}

void Suggester::finish_round() {
    LookRound round = std::exchange(told_, {});
    const std::vector<OnLook> waiting = std::exchange(waiting_, {});
    const Status made = make_suggestions(round);
    for (const OnLook& on_look : waiting) on_look(made ? Result<Look>(round.look) : made.error());
}

Status Suggester::make_suggestions(LookRound& round) {
    const TimeUs now = clock_.wall_us();
    auto earlier = keeper_.remembered(now - kExpiredReturns);
    if (!earlier) return earlier.error();
    Background background{sources_.existing(), std::move(*earlier), 0};
    background.made_today = static_cast<int>(std::count_if(
        background.earlier.begin(), background.earlier.end(), [&](const Suggestion& one) {
            return wall_of(one.created_us) / kMicrosPerDay == wall_of(now) / kMicrosPerDay;
        }));
    std::map<std::string, std::string> model_of;  // by key
    std::vector<Proposal> proposals;
    for (auto& [model, proposal] : round.proposals) {
        model_of.emplace(proposal.signature.key(), model);
        proposals.push_back(std::move(proposal));
    }
    Choice choice = choose(std::move(proposals), background, rules_.choice);
    for (const auto& [why, times] : choice.left_out) round.look.left_out[why] += times;
    for (Proposal& proposal : choice.chosen) {
        Suggestion made;
        made.source = model_of[proposal.signature.key()];
        made.proposal = std::move(proposal);
        round.look.made.push_back(std::move(made));
    }
    return keeper_.add(round.look.made);
}

EntityWords Suggester::describe(const std::string& entity_id) {
    const auto entity = store_.entities().entity(entity_id);
    if (!entity || !*entity) return {};
    return {(*entity)->name, (*entity)->device_class, (*entity)->removed_us == 0};
}

}  // namespace hearth::suggestions
