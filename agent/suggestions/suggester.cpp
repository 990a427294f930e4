#include "suggestions/suggester.hpp"

#include <algorithm>

#include "core/ids.hpp"
#include "core/log.hpp"
#include "suggestions/habit_finding.hpp"
#include "suggestions/synergy_proposal.hpp"

namespace hearth::suggestions {

namespace {

constexpr int kMostHabits = 300;                     // asked of each model
constexpr int kKept = 500;                           // suggestions, whatever came of them
constexpr TimeUs kPatience = 60 * kMicrosPerSecond;  // with a model that does not answer
// What nobody answered may be worth another try when the habit still holds.
constexpr TimeUs kExpiredReturns = 90 * kMicrosPerDay;
constexpr const char* kLastLook = "suggestions.last_look_day";

Result<Suggestion> from_row(const store::SuggestionRow& row) {
    Suggestion out;
    out.id = row.id;
    const auto state = state_from_string(row.state);
    if (!state) return Error{ErrorCode::kInvalid, "suggestion " + row.id + " has no known state"};
    out.state = *state;
    out.source = row.source;
    out.created_us = row.created_us;
    out.changed_us = row.changed_us;
    out.due_us = row.due_us;
    if (Status read = read_body(row.body, out); !read) return read.error();
    return out;
}

store::SuggestionRow to_row(const Suggestion& suggestion) {
    return {.id = suggestion.id,
            .key = suggestion.proposal.signature.key(),
            .state = to_string(suggestion.state),
            .source = suggestion.source,
            .created_us = suggestion.created_us,
            .changed_us = suggestion.changed_us,
            .due_us = suggestion.due_us,
            .body = body_of(suggestion)};
}

}  // namespace

Suggester::Suggester(const Clock& clock, store::Store& store, TimeZone zone, SuggesterRules rules,
                     Handlers handlers)
    : clock_(clock),
      store_(store),
      zone_(std::move(zone)),
      rules_(std::move(rules)),
      handlers_(std::move(handlers)) {}

// ---- when to look -------------------------------------------------------------------------------

TimeUs Suggester::wall_of(TimeUs time) const { return time + zone_.local(time).offset_us; }

// Once a day, from the set hour on; a day that was slept through is not made up for.
bool Suggester::is_due() const {
    const TimeUs wall = wall_of(clock_.wall_us());
    if (wall % kMicrosPerDay < rules_.hour * 3600 * kMicrosPerSecond) return false;
    const auto last = store_.meta().get(kLastLook);
    return last && last->value_or("") != std::to_string(wall / kMicrosPerDay);
}

void Suggester::tick() {
    age();
    give_up_waiting();
    if (!rules_.enabled || round_) return;
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

void Suggester::age() {
    const TimeUs now = clock_.wall_us();
    auto known = all();
    if (!known) return;
    for (Suggestion& suggestion : *known) {
        if (suggestion.due_us == 0 || suggestion.due_us > now) continue;
        const bool returns = suggestion.state == State::kLater;
        if (!returns && !is_open(suggestion.state)) continue;
        const Status saved =
            returns ? save(suggestion, State::kNew, now + rules_.expire_days * kMicrosPerDay)
                    : save(suggestion, State::kExpired, 0);
        if (!saved)
            log::error("cannot change a suggestion id={} error=\"{}\"", suggestion.id,
                       saved.error().text);
        if (saved && returns) handlers_.on_new(suggestion);
    }
}

// ---- a look -------------------------------------------------------------------------------------

void Suggester::look(OnLook on_look) {
    if (!rules_.enabled)
        return on_look(
            Error{ErrorCode::kRefused, "suggestions are switched off (suggestions.enabled)"});
    const auto models = handlers_.models();
    if (models.empty())
        return on_look(Error{ErrorCode::kRefused, "no model can say what it has found out"});
    if (round_) return on_look(Error{ErrorCode::kConflict, "a look is going on already"});
    round_.emplace();
    round_->number = ++rounds_;
    round_->begun_us = clock_.steady_us();
    round_->awaited = models.size();
    round_->most_habits = kMostHabits * static_cast<int>(models.size());
    round_->on_look = std::move(on_look);
    for (const auto& [name, ask] : models)
        ask({{"top", kMostHabits}},
            [this, name = name, number = rounds_](const Result<Json>& reply) {
                if (!round_ || round_->number != number) return;
                take_reply(name, reply);
                if (--round_->awaited == 0) finish_round();
            });
}

// A version that is replaced takes its unanswered questions with it.
void Suggester::give_up_waiting() {
    if (round_ && clock_.steady_us() - round_->begun_us > kPatience) finish_round();
}

void Suggester::take_reply(const std::string& model, const Result<Json>& reply) {
    if (!reply) {
        log::info("no habits from a model model={} reason=\"{}\"", model, reply.error().text);
        return;
    }
    SynergyHarvest synergies = harvest(*reply, kMostHabits, rules_.proposal,
                                       [this](const std::string& id) { return describe(id); });
    round_->look.synergies += synergies.told;
    for (const auto& [why, times] : synergies.left_out) round_->look.left_out[why] += times;
    for (Proposal& proposal : synergies.proposals)
        round_->proposals.emplace_back(model, std::move(proposal));
    const auto habits = reply->find("habits");
    if (habits == reply->end() || !habits->is_array()) return;
    for (const Json& habit : *habits) {
        if (++round_->look.habits > round_->most_habits) return;
        take_habit(model, habit);
    }
}

void Suggester::take_habit(const std::string& model, const Json& habit) {
    const auto finding = read_habit(habit);
    if (!finding) {
        ++round_->look
              .left_out[finding.error().code == ErrorCode::kRefused ? "other_kind" : "unreadable"];
        return;
    }
    auto proposal =
        propose(*finding, rules_.proposal, [this](const std::string& id) { return describe(id); });
    if (proposal)
        round_->proposals.emplace_back(model, std::move(*proposal));
    else
        ++round_->look.left_out["not_proposed"];
}

void Suggester::finish_round() {
    LookRound round = std::move(*round_);
    round_.reset();
    if (const Status made = make_suggestions(round); !made) return round.on_look(made.error());
    for (const Suggestion& suggestion : round.look.made) {
        log::info("suggestion id={} alias=\"{}\" confidence={:.2f}", suggestion.id,
                  suggestion.tree().alias, suggestion.proposal.confidence);
        handlers_.on_new(suggestion);
    }
    if (!round.look.made.empty()) handlers_.on_changed();
    round.on_look(std::move(round.look));
}

Status Suggester::make_suggestions(LookRound& round) {
    auto earlier = all();
    if (!earlier) return earlier.error();
    const TimeUs now = clock_.wall_us();
    std::erase_if(*earlier, [&](const Suggestion& one) {
        return one.state == State::kExpired && one.changed_us < now - kExpiredReturns;
    });
    Background background{handlers_.existing(), std::move(*earlier), 0};
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
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    for (Proposal& proposal : choice.chosen) {
        Suggestion made;
        made.id = new_ulid(now);
        made.source = model_of[proposal.signature.key()];
        made.proposal = std::move(proposal);
        made.created_us = made.changed_us = now;
        made.due_us = now + rules_.expire_days * kMicrosPerDay;
        if (Status added = store_.suggestions().add(to_row(made)); !added) return added;
        round.look.made.push_back(std::move(made));
    }
    return transaction->commit();
}

EntityWords Suggester::describe(const std::string& entity_id) {
    const auto entity = store_.entities().entity(entity_id);
    if (!entity || !*entity) return {};
    return {(*entity)->name, (*entity)->device_class, (*entity)->removed_us == 0};
}

// ---- what is known, and answers
// -------------------------------------------------------------------

Result<std::vector<Suggestion>> Suggester::all() {
    const auto rows = store_.suggestions().list(kKept);
    if (!rows) return rows.error();
    std::vector<Suggestion> out;
    for (const store::SuggestionRow& row : *rows) {
        auto suggestion = from_row(row);
        if (suggestion)
            out.push_back(std::move(*suggestion));
        else
            log::error("a suggestion cannot be read id={} error=\"{}\"", row.id,
                       suggestion.error().text);
    }
    return out;
}

Result<Suggestion> Suggester::get(const std::string& id) {
    const auto row = store_.suggestions().get(id);
    if (!row) return row.error();
    if (!*row) return Error{ErrorCode::kNotFound, "there is no suggestion " + id};
    return from_row(**row);
}

Status Suggester::save(Suggestion& suggestion, State state, TimeUs due_us) {
    suggestion.state = state;
    suggestion.changed_us = clock_.wall_us();
    suggestion.due_us = due_us;
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    if (Status updated = store_.suggestions().update(to_row(suggestion)); !updated) return updated;
    if (Status committed = transaction->commit(); !committed) return committed;
    handlers_.on_changed();
    return {};
}

Result<Suggestion> Suggester::answer(const std::string& id, State state, TimeUs due_us,
                                     const std::function<void(Suggestion&)>& change) {
    auto suggestion = get(id);
    if (!suggestion) return suggestion;
    if (suggestion->state == State::kAccepted || suggestion->state == State::kRejected)
        return Error{ErrorCode::kConflict,
                     "suggestion " + id + " was " + to_string(suggestion->state) + " before"};
    change(*suggestion);
    if (Status saved = save(*suggestion, state, due_us); !saved) return saved.error();
    log::info("suggestion answered id={} state={}", id, to_string(state));
    if (state != State::kLater) handlers_.on_answered(*suggestion);
    return suggestion;
}

Result<Suggestion> Suggester::accept(const std::string& id,
                                     std::optional<automation::Automation> modified) {
    return answer(id, State::kAccepted, 0,
                  [&](Suggestion& one) { one.modified = std::move(modified); });
}

Result<Suggestion> Suggester::reject(const std::string& id, const std::string& why) {
    return answer(id, State::kRejected, 0, [&](Suggestion& one) { one.note = why; });
}

Result<Suggestion> Suggester::later(const std::string& id, std::optional<int> days) {
    const TimeUs due = clock_.wall_us() + days.value_or(rules_.later_days) * kMicrosPerDay;
    return answer(id, State::kLater, due, [](Suggestion&) {});
}

Status Suggester::mark_shown(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
        auto suggestion = get(id);
        if (!suggestion) return suggestion.error();
        if (suggestion->state != State::kNew) continue;
        if (Status saved = save(*suggestion, State::kShown, suggestion->due_us); !saved)
            return saved;
    }
    return {};
}

}  // namespace hearth::suggestions
