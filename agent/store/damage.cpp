#include "store/damage.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/file.hpp"

namespace hearth::store {

namespace {

std::string quoted(const std::string& name) {
    std::string text = "\"";
    for (const char c : name) {
        if (c == '"') text += '"';
        text += c;
    }
    return text + '"';
}

// Reads the schema and both ends of each table.
Status probe(Database& database) {
    std::vector<std::pair<std::string, bool>> tables;  // name, without rowid
    {
        auto list = database.query("SELECT name, wr FROM pragma_table_list WHERE type = 'table'");
        if (!list) return list.error();
        auto status = list->each(
            [&](const Statement& row) { tables.emplace_back(row.text(0), row.boolean(1)); });
        if (!status) return status;
    }
    for (const auto& [name, without_rowid] : tables) {
        const std::string select = "SELECT * FROM " + quoted(name);
        for (const char* order : {" LIMIT 1", " ORDER BY rowid DESC LIMIT 1"}) {
            if (without_rowid && std::string_view(order) != " LIMIT 1") continue;
            auto rows = database.query(select + order);
            if (!rows) return rows.error();
            if (auto status = rows->run(); !status) return status;
        }
    }
    return {};
}

struct Attempt {
    Status status;
    std::unique_ptr<Database> database;
    bool damaged = false;
};

Attempt try_open(const std::string& path, const OpenOptions& options,
                 std::span<const Migration> migrations) {
    Attempt attempt;
    auto opened = Database::open(path, options, &attempt.damaged);
    if (!opened) {
        attempt.status = opened.error();
        return attempt;
    }
    attempt.database = std::move(*opened);
    attempt.status = probe(*attempt.database);
    if (attempt.status.ok()) attempt.status = migrate(*attempt.database, migrations);
    attempt.damaged = attempt.database->damaged();
    return attempt;
}

Status rename_if_there(const std::string& from, const std::string& to) {
    if (std::rename(from.c_str(), to.c_str()) == 0 || errno == ENOENT) return {};
    return Error{ErrorCode::kIo, from + ": cannot be moved aside: " + std::strerror(errno)};
}

// The WAL goes first: a fresh file must never meet the WAL of the damaged one.
Status move_aside(const std::string& path, const std::string& to) {
    if (auto status = rename_if_there(path + "-wal", to + "-wal"); !status) return status;
    if (auto status = rename_if_there(path, to); !status) return status;
    std::remove((path + "-shm").c_str());
    return {};
}

}  // namespace

Result<OpenedDatabase> open_or_replace_damaged(const std::string& path, const OpenOptions& options,
                                               std::span<const Migration> migrations,
                                               const Clock& clock) {
    Attempt first = try_open(path, options, migrations);
    if (first.status.ok()) return OpenedDatabase{std::move(first.database), "", ""};
    if (!first.damaged || options.read_only) return first.status.error();

    first.database.reset();
    const std::string moved_to = aside_name(path, clock.wall_us());
    if (auto status = move_aside(path, moved_to); !status) return status.error();
    Attempt fresh = try_open(path, options, migrations);
    if (!fresh.status.ok()) return fresh.status.error();
    return OpenedDatabase{std::move(fresh.database), moved_to, first.status.error().text};
}

}  // namespace hearth::store
