#include "store/known_automations.hpp"

#include <algorithm>
#include <utility>

#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

namespace {

KnownAutomation read(const Statement& row) {
    return {.id = row.integer(0),
            .source = row.text(1),
            .config_id = row.text(2),
            .entity_id = row.text(3),
            .alias = row.text(4),
            .signature_key = row.text(5),
            .signature = row.text(6),
            .tree = row.text(7),
            .trigger_text = row.text(8),
            .runs = row.integer(9),
            .first_us = row.integer(10),
            .last_us = row.integer(11),
            .last_run_us = row.integer(12),
            .imported_us = row.integer(13)};
}

bool is_of_id(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

}  // namespace

bool mentions_entity(std::string_view json, std::string_view entity_id) {
    if (entity_id.empty()) return false;
    for (std::size_t at = json.find(entity_id); at != std::string_view::npos;
         at = json.find(entity_id, at + 1)) {
        const std::size_t end = at + entity_id.size();
        const bool escaped =
            at >= 2 && json[at - 2] == '\\';  // a line end before it: "\nlight.hall"
        const bool begins = at == 0 || escaped || !is_of_id(json[at - 1]);
        // "states.light.hall.state": a template reads the entity with a word after it.
        const bool ends = end == json.size() || !is_of_id(json[end]) || json[end] == '.';
        const bool of_states = at >= 7 && json.substr(at - 7, 7) == "states.";
        if ((begins || of_states) && ends) return true;
    }
    return false;
}

Result<std::vector<KnownAutomation>> KnownAutomations::list(std::int64_t limit) {
    auto rows = database_.query(store_sql::list_known_automations, limit);
    if (!rows) return rows.error();
    std::vector<KnownAutomation> out;
    const Status done = rows->each([&](const Statement& row) { out.push_back(read(row)); });
    if (!done) return done.error();
    return out;
}

Result<std::optional<KnownAutomation>> KnownAutomations::first(Statement& rows) {
    const auto row = rows.step();
    if (!row) return row.error();
    if (!*row) return std::optional<KnownAutomation>();
    return std::optional<KnownAutomation>(read(rows));
}

Result<std::optional<KnownAutomation>> KnownAutomations::of_entity(const std::string& entity_id) {
    auto rows = database_.query(store_sql::known_automation_of_entity, entity_id);
    if (!rows) return rows.error();
    return first(*rows);
}

Result<std::optional<KnownAutomation>> KnownAutomations::imported(const std::string& config_id,
                                                                  const std::string& alias) {
    auto rows = database_.query(store_sql::imported_without_entity, config_id, alias);
    if (!rows) return rows.error();
    return first(*rows);
}

Status KnownAutomations::save(KnownAutomation& one) {
    if (one.id != 0)
        return database_.run(store_sql::update_known_automation, one.source, one.config_id,
                             one.entity_id, one.alias, one.signature_key, one.signature, one.tree,
                             one.trigger_text, one.runs, one.first_us, one.last_us, one.last_run_us,
                             one.imported_us, one.id);
    {
        auto rows = database_.query(store_sql::count_known_automations);
        if (!rows) return rows.error();
        const auto row = rows->step();
        if (!row) return row.error();
        if (rows->integer(0) >= kMost)
            return Error{ErrorCode::kTooLarge,
                         "more than " + std::to_string(kMost) + " automations are not kept"};
    }
    const Status added =
        database_.run(store_sql::insert_known_automation, one.source, one.config_id, one.entity_id,
                      one.alias, one.signature_key, one.signature, one.tree, one.trigger_text,
                      one.runs, one.first_us, one.last_us, one.last_run_us, one.imported_us);
    if (added) one.id = database_.last_insert_id();
    return added;
}

Status KnownAutomations::remove(std::int64_t id) {
    return database_.run(store_sql::delete_known_automation, id);
}

Result<std::string> KnownAutomations::tree_of(std::int64_t id) {
    auto rows = database_.query(store_sql::tree_of_known_automation, id);
    if (!rows) return rows.error();
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return Error{ErrorCode::kNotFound, "there is no such automation"};
    return rows->text(0);
}

// What observation has told goes over to the imported one.
Status KnownAutomations::take_over(KnownAutomation& now) {
    std::vector<KnownAutomation> same;
    {
        auto rows = database_.query(store_sql::same_known_automations, now.config_id, now.alias,
                                    now.signature_key);
        if (!rows) return rows.error();
        const Status done = rows->each([&](const Statement& row) { same.push_back(read(row)); });
        if (!done) return done;
    }
    for (const KnownAutomation& before : same) {
        // Another of the same import: two automations may look alike.
        if (before.source == "import" && before.imported_us == now.imported_us) continue;
        if (now.entity_id.empty()) now.entity_id = before.entity_id;
        if (now.trigger_text.empty()) now.trigger_text = before.trigger_text;
        now.runs += before.runs;
        now.first_us = std::min(now.first_us, before.first_us);
        now.last_run_us = std::max(now.last_run_us, before.last_run_us);
        if (Status gone = remove(before.id); !gone) return gone;
    }
    return {};
}

Status KnownAutomations::import(std::vector<KnownAutomation> imported, TimeUs since) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    for (KnownAutomation& one : imported) {
        if (Status taken = take_over(one); !taken) return taken;
        if (Status saved = save(one); !saved) return saved;
    }
    if (Status gone = database_.run(store_sql::delete_older_imports, since); !gone) return gone;
    return transaction->commit();
}

Result<std::int64_t> KnownAutomations::forget_entity(const std::string& entity_id) {
    std::vector<std::int64_t> concerned;
    {
        auto rows = database_.query(store_sql::scan_known_automations);
        if (!rows) return rows.error();
        const Status done = rows->each([&](const Statement& row) {
            if (row.text(1) == entity_id || mentions_entity(row.text(2), entity_id) ||
                mentions_entity(row.text(3), entity_id) || mentions_entity(row.text(4), entity_id))
                concerned.push_back(row.integer(0));
        });
        if (!done) return done.error();
    }
    for (const std::int64_t id : concerned)
        if (Status gone = remove(id); !gone) return gone.error();
    return static_cast<std::int64_t>(concerned.size());
}

Result<std::int64_t> KnownAutomations::forget_period(TimeUs from_us, TimeUs to_us) {
    const Status gone = database_.run(store_sql::forget_known_automations, from_us, to_us);
    if (!gone) return gone.error();
    return database_.changes();
}

}  // namespace hearth::store
