// What happens to a database file that is damaged: it is moved aside, never deleted, and a fresh
// one is started, so that Hearth keeps listening.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "store/database.hpp"
#include "store/migrations.hpp"

namespace hearth::store {

struct OpenedDatabase {
    std::unique_ptr<Database> database;
    // Where the damaged file went, as <path>.damaged-<time>; empty when the file was sound.
    std::string moved_to;
    std::string damage;  // what SQLite said about it
};

// Opens and migrates. A damaged file (with its WAL) is moved aside first. A file that cannot be
// opened for another reason (permissions, a newer Hearth, a full disk) is an error and stays.
// The check reads the header, the schema and both ends of each table: its cost does not grow with
// the file. Damage elsewhere shows later, as Database::damaged().
Result<OpenedDatabase> open_or_replace_damaged(const std::string& path, const OpenOptions& options,
                                               std::span<const Migration> migrations,
                                               const Clock& clock);

}  // namespace hearth::store
