#include "store/migrations.hpp"

#include <array>
#include <string>

#include "store/database.hpp"
#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

std::span<const Migration> hearth_migrations() {
    static const std::array<Migration, 9> migrations{{{1, store_sql::n0001_hearth},
                                                      {2, store_sql::n0002_learning},
                                                      {3, store_sql::n0003_drift},
                                                      {4, store_sql::n0004_run_order},
                                                      {5, store_sql::n0005_ends_and_names},
                                                      {6, store_sql::n0006_known_automations},
                                                      {7, store_sql::n0007_ask_log},
                                                      {8, store_sql::n0008_suggestions},
                                                      {9, store_sql::n0009_devices_of_entities}}};
    return migrations;
}

Result<int> schema_version(Database& database) {
    auto statement = database.query("PRAGMA user_version");
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    return static_cast<int>(statement->integer(0));
}

namespace {

Status apply(Database& database, const Migration& migration) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return transaction.error();
    Status status = database.run_script(std::string(migration.sql));
    if (status.ok())
        status = database.run_script("PRAGMA user_version=" + std::to_string(migration.version));
    if (status.ok()) status = transaction->commit();
    if (status.ok()) return {};
    return Error{status.error().code, status.error().text +
                                          " (while changing the schema to version " +
                                          std::to_string(migration.version) + ")"};
}

}  // namespace

Status migrate(Database& database, std::span<const Migration> migrations) {
    const auto version = schema_version(database);
    if (!version) return version.error();
    const int newest = migrations.empty() ? 0 : migrations.back().version;
    if (*version > newest)
        return Error{ErrorCode::kConflict,
                     database.path() + ": has schema version " + std::to_string(*version) +
                         ", but this Hearth knows versions up to " + std::to_string(newest) +
                         "; start the newer Hearth that wrote it, or move the file away"};
    for (const Migration& migration : migrations) {
        if (migration.version <= *version) continue;
        if (auto status = apply(database, migration); !status) return status;
    }
    return {};
}

}  // namespace hearth::store
