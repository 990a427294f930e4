#include "store/drift_store.hpp"

#include "store/attributes.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

Result<std::optional<StoredDrift>> DriftStore::get(const std::string& model, std::int64_t version) {
    auto statement = database_.query(store_sql::get_drift, model, version);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    if (!*row) return std::optional<StoredDrift>();
    return std::optional<StoredDrift>({.reference = stored_object(statement->text(0)),
                                       .report = stored_object(statement->text(1)),
                                       .assessed_us = statement->integer(2),
                                       .told_state = statement->text(3),
                                       .told_us = statement->integer(4)});
}

Status DriftStore::set_reference(const std::string& model, std::int64_t version,
                                 const Json& reference) {
    return database_.run(store_sql::set_drift_reference, model, version, dump_json(reference));
}

Status DriftStore::set_assessment(const std::string& model, std::int64_t version,
                                  const StoredDrift& drift) {
    return database_.run(store_sql::set_drift_assessment, model, version, dump_json(drift.report),
                         drift.assessed_us, drift.told_state, drift.told_us);
}

}  // namespace hearth::store
