#include "store/database.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "store/transaction.hpp"

namespace hearth::store {

namespace {

std::int64_t file_bytes(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 ? static_cast<std::int64_t>(info.st_size) : 0;
}

ErrorCode error_code_of(int primary, int system_errno) {
    switch (primary) {
        case SQLITE_FULL: return ErrorCode::kTooLarge;
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return ErrorCode::kUnavailable;
        case SQLITE_CONSTRAINT: return ErrorCode::kConflict;
        case SQLITE_MISUSE:
        case SQLITE_RANGE:
        case SQLITE_MISMATCH: return ErrorCode::kInternal;
        case SQLITE_TOOBIG: return ErrorCode::kTooLarge;
        default: return system_errno == ENOSPC ? ErrorCode::kTooLarge : ErrorCode::kIo;
    }
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::string& path,
                                                 const OpenOptions& options, bool* damaged) {
    const int flags =
        SQLITE_OPEN_NOMUTEX |
        (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    if (!handle) return Error{ErrorCode::kInternal, path + ": out of memory"};
    std::unique_ptr<Database> database(new Database(path, handle));
    Status status;
    if (code != SQLITE_OK)
        status = database->error(code);
    else
        status = database->configure(options);
    if (damaged) *damaged = database->damaged_;
    if (!status) return status.error();
    return database;
}

Database::~Database() {
    for (auto& [sql, cached] : cache_) sqlite3_finalize(cached.handle);
    // What stands in the WAL of a damaged file may be all that is left of it: leave it alone.
    if (damaged_) sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_close_v2(handle_);
}

Status Database::configure(const OpenOptions& options) {
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, options.busy_timeout_ms);
    sqlite3_wal_autocheckpoint(handle_, options.autocheckpoint_pages);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    const bool full = options.durability == Durability::kFull;
    std::string script = "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;";
    script += "PRAGMA cache_size=-" + std::to_string(options.cache_kib) + ";";
    script += full ? "PRAGMA synchronous=FULL;" : "PRAGMA synchronous=NORMAL;";
    script += "PRAGMA journal_size_limit=4194304;";
    script += "PRAGMA secure_delete=ON;";  // what is forgotten is overwritten
    if (!options.read_only) script += "PRAGMA page_size=" + std::to_string(options.page_bytes);
    if (auto status = run_script(script); !status) return status;
    if (options.read_only) return {};

    auto journal = query("PRAGMA journal_mode=WAL");
    if (!journal) return journal.error();
    const auto row = journal->step();
    if (!row) return row.error();
    if (!*row || journal->text(0) != "wal")
        return Error{ErrorCode::kIo,
                     path_ + ": this file system cannot hold a write-ahead log; use a local disk"};
    return {};
}

Result<sqlite3_stmt*> Database::compile(std::string_view sql, unsigned flags) {
    if (doomed_)
        return Error{ErrorCode::kConflict, path_ + ": the transaction has been rolled back"};
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), flags,
                                        &handle, nullptr);
    if (code != SQLITE_OK) return error(code);
    if (!handle) return Error{ErrorCode::kInternal, path_ + ": empty SQL statement"};
    return handle;
}

Result<Statement> Database::prepare(std::string_view sql) {
    const auto it = cache_.find(sql);
    if (it != cache_.end() && !it->second.in_use) {
        if (doomed_)
            return Error{ErrorCode::kConflict, path_ + ": the transaction has been rolled back"};
        it->second.in_use = true;
        return Statement(this, it->second.handle, &it->second.in_use);
    }
    const bool nested = it != cache_.end();  // the cached one is being stepped right now
    const auto handle = compile(sql, nested ? 0 : SQLITE_PREPARE_PERSISTENT);
    if (!handle) return handle.error();
    if (nested) return Statement(this, *handle, nullptr);
    Cached& cached = cache_[std::string(sql)];
    cached = {*handle, true};
    return Statement(this, *handle, &cached.in_use);
}

Status Database::run_script(const std::string& sql) {
    const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error(code);
    return {};
}

std::int64_t Database::last_insert_id() const { return sqlite3_last_insert_rowid(handle_); }

std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

Result<std::int64_t> Database::checkpoint() {
    int wal_pages = 0;
    int copied_pages = 0;
    const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                               &wal_pages, &copied_pages);
    // Busy: a reader or another checkpoint is in the way; the rest is copied next time.
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) return error(code);
    return std::max<std::int64_t>(0, wal_pages - copied_pages);
}

Status Database::empty_wal() {
    const int code =
        sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    return code == SQLITE_OK ? Status() : Status(error(code));
}

std::int64_t Database::bytes_on_disk() const {
    return file_bytes(path_) + file_bytes(path_ + "-wal");
}

void Database::add_listener(TransactionListener* listener) { listeners_.push_back(listener); }

void Database::remove_listener(TransactionListener* listener) {
    listeners_.erase(std::remove(listeners_.begin(), listeners_.end(), listener), listeners_.end());
}

Error Database::error(int code) {
    const int primary = code & 0xff;
    if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) damaged_ = true;
    // Some errors make SQLite roll back by itself: nothing more may be written as if BEGIN held.
    if (transaction_depth_ > 0 && sqlite3_get_autocommit(handle_) != 0) doomed_ = true;
    const int system_errno = sqlite3_system_errno(handle_);
    std::string text = path_ + ": " + sqlite3_errmsg(handle_);
    if (primary == SQLITE_IOERR)
        text += " (SQLite code " + std::to_string(code) + ", errno " +
                std::to_string(system_errno) + ")";
    if (primary == SQLITE_FULL) text += "; free some disk space";
    return Error{error_code_of(primary, primary == SQLITE_IOERR ? system_errno : 0), text};
}

}  // namespace hearth::store
