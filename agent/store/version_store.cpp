#include "store/version_store.hpp"

#include "store/attributes.hpp"

#include <algorithm>
#include <array>

#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

namespace {

ModelVersion read_version(const Statement& row) {
    return {.model = row.text(0),
            .version = row.integer(1),
            .run_id = row.text(2),
            .file = row.text(3),
            .sha256 = row.text(4),
            .bytes = row.integer(5),
            .created_us = row.integer(6),
            .trained_through_us = row.integer(7),
            .trained_through_sample = row.integer(8),
            .feature_schema = static_cast<int>(row.integer(9)),
            .metrics = stored_object(row.text(10), kMetricsLimits),
            .state = row.text(11)};
}

Result<std::vector<ModelVersion>> read_all(Result<Statement> rows) {
    if (!rows) return rows.error();
    std::vector<ModelVersion> versions;
    auto status = rows->each([&](const Statement& row) { versions.push_back(read_version(row)); });
    if (!status) return status.error();
    return versions;
}

Result<std::optional<ModelVersion>> first_of(Result<std::vector<ModelVersion>> versions) {
    if (!versions) return versions.error();
    if (versions->empty()) return std::optional<ModelVersion>();
    return std::optional<ModelVersion>(std::move(versions->front()));
}

Error no_such_version(const std::string& model, std::int64_t version) {
    return {ErrorCode::kNotFound, model + " has no version " + std::to_string(version)};
}

}  // namespace

Result<std::int64_t> VersionStore::next_version(const std::string& model) {
    auto statement = database_.query(store_sql::next_version, model);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    return statement->integer(0);
}

Result<std::int64_t> VersionStore::add_candidate(const ModelVersion& version) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    std::int64_t number = version.version;
    if (number == 0) {
        const auto next = next_version(version.model);
        if (!next) return next.error();
        number = *next;
    }
    auto status = database_.run(store_sql::add_version, version.model, number, version.run_id,
                                version.file, version.sha256, version.bytes, version.created_us,
                                version.trained_through_us, version.trained_through_sample,
                                version.feature_schema, dump_json(version.metrics));
    if (status.ok()) status = transaction->commit();
    if (!status) return status.error();
    return number;
}

Status VersionStore::activate(const std::string& model, std::int64_t version, const Run* run) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    const auto present = get(model, version);
    if (!present) return present.error();
    if (!*present) return no_such_version(model, version);
    if ((*present)->state == "damaged" || (*present)->state == "deleted")
        return Error{ErrorCode::kConflict, model + " version " + std::to_string(version) +
                                               " cannot become active: its file is " +
                                               (*present)->state};
    auto status = database_.run(store_sql::retire_active, model);
    if (status.ok()) status = database_.run(store_sql::set_version_state, model, version, "active");
    if (status.ok() && run) status = runs_.update(*run);
    if (!status) return status;
    return transaction->commit();
}

Status VersionStore::mark(const std::string& model, std::int64_t version,
                          const std::string& state) {
    static constexpr std::array<std::string_view, 7> kStates = {
        "candidate", "shadow", "waiting", "previous", "rejected", "damaged", "deleted"};
    if (std::find(kStates.begin(), kStates.end(), state) == kStates.end())
        return Error{ErrorCode::kInvalid,
                     "a version cannot be marked as \"" + state +
                         "\": candidate, shadow, waiting, previous, rejected, damaged or deleted"};
    auto status = database_.run(store_sql::set_version_state, model, version, state);
    if (status.ok() && database_.changes() == 0) return no_such_version(model, version);
    return status;
}

Result<std::optional<ModelVersion>> VersionStore::active(const std::string& model) {
    return first_of(read_all(database_.query(store_sql::active_version, model)));
}

Result<std::optional<ModelVersion>> VersionStore::in_shadow(const std::string& model) {
    return first_of(read_all(database_.query(store_sql::shadow_version, model)));
}

Result<std::optional<ModelVersion>> VersionStore::get(const std::string& model,
                                                      std::int64_t version) {
    return first_of(read_all(database_.query(store_sql::get_version, model, version)));
}

Result<std::vector<ModelVersion>> VersionStore::list(const std::string& model, int limit) {
    return read_all(database_.query(store_sql::list_versions, model, limit));
}

Result<std::optional<ModelVersion>> VersionStore::rollback_target(const std::string& model) {
    return first_of(read_all(database_.query(store_sql::rollback_target, model)));
}

Result<std::vector<ModelVersion>> VersionStore::deletable(const std::string& model, int keep_n,
                                                          std::optional<std::int64_t> pinned) {
    auto versions = read_all(database_.query(store_sql::deletable_versions, model, keep_n, pinned));
    if (versions) std::reverse(versions->begin(), versions->end());
    return versions;
}

}  // namespace hearth::store
