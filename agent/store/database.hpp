// Database: one connection to one SQLite file, with its prepared statements.
//
// Opened in WAL mode with a small page cache (the daemon has 12 MB in all). A Database is used by
// one thread only; another thread opens its own. Errors name the file and carry SQLite's words:
// kTooLarge when the disk is full, kUnavailable when another connection holds the lock, kIo
// otherwise.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/result.hpp"
#include "domain/durability.hpp"
#include "store/statement.hpp"

struct sqlite3;

namespace hearth::store {

class TransactionListener;

struct OpenOptions {
    Durability durability = Durability::kNormal;
    bool read_only = false;
    int cache_kib = 256;              // page cache of this connection
    int busy_timeout_ms = 2000;       // how long to wait for another connection's lock
    int page_bytes = 4096;            // of a file that is made new; a power of two from 512
    int autocheckpoint_pages = 1000;  // WAL pages after which a commit copies them into the file
};

class Database {
public:
    // Opens the file, making it unless read_only. `damaged`, when given, is set if the file is
    // there but is not a sound database.
    static Result<std::unique_ptr<Database>> open(const std::string& path,
                                                  const OpenOptions& options = {},
                                                  bool* damaged = nullptr);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // A prepared statement, kept for the next use of the same SQL. It must not outlive the
    // Database.
    Result<Statement> prepare(std::string_view sql);

    // Prepares and binds; the caller steps. A wrong bind is reported by the first step.
    template <class... Args>
    Result<Statement> query(std::string_view sql, const Args&... args) {
        auto statement = prepare(sql);
        if (statement) statement->bind_all(args...);
        return statement;
    }

    // Prepares, binds and runs to the end; rows are dropped.
    template <class... Args>
    Status run(std::string_view sql, const Args&... args) {
        auto statement = query(sql, args...);
        if (!statement) return statement.error();
        return statement->run();
    }

    // Runs several statements that are not kept, such as a migration.
    Status run_script(const std::string& sql);

    std::int64_t last_insert_id() const;
    // Rows that the last INSERT, UPDATE or DELETE changed.
    std::int64_t changes() const;
    bool in_transaction() const { return transaction_depth_ > 0; }

    // True once any operation has found the file damaged (SQLITE_CORRUPT or SQLITE_NOTADB).
    bool damaged() const { return damaged_; }

    // Copies what it can of the WAL into the file without waiting for anyone (PASSIVE). Returns
    // the number of WAL pages still to be copied.
    Result<std::int64_t> checkpoint();
    // Copies all of it and leaves an empty WAL, which keeps nothing of what was deleted. Waits for
    // others that read. Not inside a transaction.
    Status empty_wal();

    const std::string& path() const { return path_; }
    // File and WAL on the disk, in bytes; O(1).
    std::int64_t bytes_on_disk() const;

    // Listeners hear of commits and rollbacks, to keep what they hold in memory true. They must
    // outlive the Database or remove themselves.
    void add_listener(TransactionListener* listener);
    void remove_listener(TransactionListener* listener);

private:
    friend class Statement;
    friend class Transaction;
    struct Cached {
        sqlite3_stmt* handle = nullptr;
        bool in_use = false;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    Database(std::string path, sqlite3* handle) : path_(std::move(path)), handle_(handle) {}
    Status configure(const OpenOptions& options);
    Result<sqlite3_stmt*> compile(std::string_view sql, unsigned flags);
    Error error(int code);

    std::string path_;
    sqlite3* handle_;
    bool damaged_ = false;
    int transaction_depth_ = 0;
    bool doomed_ = false;  // an inner transaction was rolled back
    std::unordered_map<std::string, Cached, Hash, std::equal_to<>> cache_;
    std::vector<TransactionListener*> listeners_;
};

}  // namespace hearth::store
