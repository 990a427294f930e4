#include "store/suggestion_store.hpp"

#include "store_sql_embedded.hpp"

namespace hearth::store {

Status SuggestionStore::add(const SuggestionRow& row) {
    return database_.run(store_sql::add_suggestion, row.id, row.key, row.state, row.source,
                         row.created_us, row.changed_us, row.due_us, dump_json(row.body));
}

Status SuggestionStore::update(const SuggestionRow& row) {
    if (Status done = database_.run(store_sql::update_suggestion, row.id, row.state, row.changed_us,
                                    row.due_us, dump_json(row.body));
        !done)
        return done;
    if (database_.changes() == 0)
        return Error{ErrorCode::kNotFound, "there is no suggestion " + row.id};
    return {};
}

Result<std::optional<SuggestionRow>> SuggestionStore::get(const std::string& id) {
    auto found = rows(database_.query(store_sql::get_suggestion, id));
    if (!found) return found.error();
    if (found->empty()) return std::optional<SuggestionRow>();
    return std::optional(std::move(found->front()));
}

Result<std::vector<SuggestionRow>> SuggestionStore::list(int limit) {
    return rows(database_.query(store_sql::list_suggestions, limit));
}

Result<std::vector<SuggestionRow>> SuggestionStore::remembered(TimeUs expired_since_us) {
    return rows(database_.query(store_sql::remembered_suggestions, expired_since_us));
}

Result<std::vector<SuggestionRow>> SuggestionStore::due(TimeUs now_us) {
    return rows(database_.query(store_sql::due_suggestions, now_us));
}

Status SuggestionStore::remove(const std::string& id) {
    return database_.run(store_sql::delete_suggestion, id);
}

Result<std::vector<SuggestionRow>> SuggestionStore::rows(Result<Statement> statement) {
    if (!statement) return statement.error();
    std::vector<SuggestionRow> out;
    const Status status = statement->each([&](const Statement& row) {
        auto body = parse_json(row.text(7));
        out.push_back({.id = row.text(0),
                       .key = row.text(1),
                       .state = row.text(2),
                       .source = row.text(3),
                       .created_us = row.integer(4),
                       .changed_us = row.integer(5),
                       .due_us = row.integer(6),
                       .body = body ? std::move(*body) : Json::object()});
    });
    if (!status) return status.error();
    return out;
}

}  // namespace hearth::store
