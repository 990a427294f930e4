#include "store/decision_log.hpp"

#include "store/attributes.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

Status DecisionLog::add(Decision& decision) {
    const auto status = database_.run(
        store_sql::add_decision, decision.time_us, decision.model, decision.kind, decision.code,
        decision.reason, decision.run_id, decision.version, dump_json(decision.details));
    if (status.ok()) decision.id = database_.last_insert_id();
    return status;
}

Result<std::vector<Decision>> DecisionLog::list(int limit, const std::string& model,
                                                const std::string& kind) {
    auto rows = database_.query(store_sql::list_decisions, limit, model, kind);
    if (!rows) return rows.error();
    std::vector<Decision> decisions;
    const auto status = rows->each([&](const Statement& row) {
        decisions.push_back({.id = row.integer(0),
                             .time_us = row.integer(1),
                             .model = row.text(2),
                             .kind = row.text(3),
                             .code = row.text(4),
                             .reason = row.text(5),
                             .run_id = row.text(6),
                             .version = row.optional_integer(7),
                             .details = stored_object(row.text(8))});
    });
    if (!status) return status.error();
    return decisions;
}

}  // namespace hearth::store
