#include "suggestions/suggestion_keeper.hpp"

#include "core/ids.hpp"
#include "core/log.hpp"

namespace hearth::suggestions {

namespace {

constexpr int kListed = 500;

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

SuggestionKeeper::SuggestionKeeper(const Clock& clock, store::Store& store, KeepingRules rules,
                                   Handlers handlers)
    : clock_(clock), store_(store), rules_(rules), handlers_(std::move(handlers)) {}

// A suggestion that cannot be read is told and left out: it must not hide the others.
Result<std::vector<Suggestion>> SuggestionKeeper::read(
    Result<std::vector<store::SuggestionRow>> rows) {
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

Result<std::vector<Suggestion>> SuggestionKeeper::all() {
    return read(store_.suggestions().list(kListed));
}

Result<std::vector<Suggestion>> SuggestionKeeper::remembered(TimeUs expired_since_us) {
    return read(store_.suggestions().remembered(expired_since_us));
}

Result<Suggestion> SuggestionKeeper::get(const std::string& id) {
    const auto row = store_.suggestions().get(id);
    if (!row) return row.error();
    if (!*row) return Error{ErrorCode::kNotFound, "there is no suggestion " + id};
    return from_row(**row);
}

Status SuggestionKeeper::add(std::vector<Suggestion>& made) {
    if (made.empty()) return {};
    const TimeUs now = clock_.wall_us();
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    for (Suggestion& one : made) {
        one.id = new_ulid(now);
        one.created_us = one.changed_us = now;
        one.due_us = now + rules_.expire_days * kMicrosPerDay;
        if (Status added = store_.suggestions().add(to_row(one)); !added) return added;
    }
    if (Status committed = transaction->commit(); !committed) return committed;
    for (const Suggestion& one : made) {
        log::info("suggestion id={} alias=\"{}\" confidence={:.2f}", one.id, one.tree().alias,
                  one.proposal.confidence);
        handlers_.on_new(one);
    }
    handlers_.on_changed();
    return {};
}

Status SuggestionKeeper::save(const std::vector<Suggestion>& changed) {
    if (changed.empty()) return {};
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    for (const Suggestion& one : changed)
        if (Status updated = store_.suggestions().update(to_row(one)); !updated) return updated;
    if (Status committed = transaction->commit(); !committed) return committed;
    handlers_.on_changed();
    return {};
}

Result<Suggestion> SuggestionKeeper::answer(const std::string& id, State state, TimeUs due_us,
                                            const std::function<void(Suggestion&)>& change) {
    auto suggestion = get(id);
    if (!suggestion) return suggestion;
    if (suggestion->state == State::kAccepted || suggestion->state == State::kRejected)
        return Error{ErrorCode::kConflict,
                     "suggestion " + id + " was " + to_string(suggestion->state) + " before"};
    change(*suggestion);
    suggestion->state = state;
    suggestion->changed_us = clock_.wall_us();
    suggestion->due_us = due_us;
    if (Status saved = save({*suggestion}); !saved) return saved.error();
    log::info("suggestion answered id={} state={}", id, to_string(state));
    if (state != State::kLater) handlers_.on_answered(*suggestion);
    return suggestion;
}

Result<Suggestion> SuggestionKeeper::accept(const std::string& id,
                                            std::optional<automation::Automation> modified) {
    return answer(id, State::kAccepted, 0, [&](Suggestion& one) {
        one.modified = std::move(modified);
        if (rules_.create) one.creation = Creation{.text = "not tried yet"};
    });
}

Status SuggestionKeeper::note_creation(const std::string& id, const Creation& creation) {
    auto suggestion = get(id);
    if (!suggestion) return suggestion.error();
    suggestion->creation = creation;
    suggestion->changed_us = clock_.wall_us();
    return save({*suggestion});
}

Result<Suggestion> SuggestionKeeper::reject(const std::string& id, const std::string& why) {
    return answer(id, State::kRejected, 0, [&](Suggestion& one) { one.note = why; });
}

Result<Suggestion> SuggestionKeeper::later(const std::string& id, std::optional<int> days) {
    const TimeUs due = clock_.wall_us() + days.value_or(rules_.later_days) * kMicrosPerDay;
    return answer(id, State::kLater, due, [](Suggestion&) {});
}

Status SuggestionKeeper::mark_shown(const std::vector<std::string>& ids) {
    std::vector<Suggestion> shown;
    for (const std::string& id : ids) {
        auto suggestion = get(id);
        if (!suggestion && suggestion.error().code == ErrorCode::kNotFound) continue;
        if (!suggestion) return suggestion.error();
        if (suggestion->state != State::kNew) continue;
        suggestion->state = State::kShown;
        suggestion->changed_us = clock_.wall_us();
        shown.push_back(std::move(*suggestion));
    }
    return save(shown);
}

void SuggestionKeeper::age() {
    const TimeUs now = clock_.wall_us();
    auto due = read(store_.suggestions().due(now));
    if (!due) return log::error("cannot age the suggestions error=\"{}\"", due.error().text);
    for (Suggestion& one : *due) {
        const bool returns = one.state == State::kLater;
        one.state = returns ? State::kNew : State::kExpired;
        one.due_us = returns ? now + rules_.expire_days * kMicrosPerDay : 0;
        one.changed_us = now;
    }
    if (const Status saved = save(*due); !saved)
        return log::error("cannot age the suggestions error=\"{}\"", saved.error().text);
    for (const Suggestion& one : *due)
        if (one.state == State::kNew) handlers_.on_new(one);
}

}  // namespace hearth::suggestions
