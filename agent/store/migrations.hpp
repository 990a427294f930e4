// Migrations: bringing a file to the schema that this Hearth knows.
//
// The version of a file stands in its user_version. Each migration runs in one transaction together
// with the new version, so that an interrupted one leaves the old schema.
#pragma once

#include <span>
#include <string_view>

#include "core/result.hpp"

namespace hearth::store {

class Database;

struct Migration {
    int version = 0;  // the version that the file has afterwards: 1, 2, 3 …
    std::string_view sql;
};

// Of hearth.db, in order.
std::span<const Migration> hearth_migrations();

// Runs what is missing. kConflict, with both numbers, when the file comes from a newer Hearth.
Status migrate(Database& database, std::span<const Migration> migrations);

// 0 for an empty file.
Result<int> schema_version(Database& database);

}  // namespace hearth::store
