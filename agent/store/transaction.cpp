#include "store/transaction.hpp"

#include <sqlite3.h>

#include <utility>

#include "store/database.hpp"

namespace hearth::store {

Result<Transaction> Transaction::begin(Database& database) {
    if (database.transaction_depth_ == 0) {
        if (auto status = database.run("BEGIN IMMEDIATE"); !status) return status.error();
    } else if (database.doomed_) {
        return Error{ErrorCode::kConflict,
                     database.path_ + ": the transaction has been rolled back"};
    }
    ++database.transaction_depth_;
    return Transaction(&database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() { rollback(); }

Status Transaction::commit() {
    if (!database_)
        return Error{ErrorCode::kInternal, "the transaction has ended before its commit"};
    Database& database = *database_;
    if (database.transaction_depth_ > 1) {
        database_ = nullptr;
        --database.transaction_depth_;
        return {};
    }
    Status status;
    if (database.doomed_)
        status = Error{ErrorCode::kConflict,
                       database.path_ + ": rolled back, because a part of it failed"};
    for (std::size_t i = 0; status.ok() && i < database.listeners_.size(); ++i)
        status = database.listeners_[i]->before_commit();
    if (status.ok()) status = database.run("COMMIT");
    if (!status) {
        rollback();
        return status;
    }
    database_ = nullptr;
    database.transaction_depth_ = 0;
    for (auto* listener : database.listeners_) listener->after_commit();
    return {};
}

void Transaction::rollback() {
    if (!database_) return;
    Database& database = *std::exchange(database_, nullptr);
    if (--database.transaction_depth_ > 0) {
        database.doomed_ = true;
        return;
    }
    database.doomed_ = false;
    // Nothing to do when an error has made SQLite roll back already.
    if (sqlite3_get_autocommit(database.handle_) == 0)
        sqlite3_exec(database.handle_, "ROLLBACK", nullptr, nullptr, nullptr);
    for (auto* listener : database.listeners_) listener->after_rollback();
}

}  // namespace hearth::store
