// Transaction: what is written between begin and commit is stored as a whole or not at all.
//
//   auto transaction = Transaction::begin(database);
//   if (!transaction) return transaction.error();
//   …
//   return transaction->commit();
//
// Rolls back when destroyed without commit. A transaction begun inside another joins it: its commit
// is the outer one's; if it is not committed, the outer commit fails (kConflict) and all is rolled
// back. Listeners (counters, caches) follow commits and rollbacks.
#pragma once

#include "core/result.hpp"

namespace hearth::store {

class Database;

// What wants to know how transactions of a Database end. Called on the Database's thread.
class TransactionListener {
public:
    virtual ~TransactionListener() = default;
    // Before COMMIT: the last chance to write. An error rolls the transaction back.
    virtual Status before_commit() { return {}; }
    virtual void after_commit() {}
    // What was written since BEGIN is gone.
    virtual void after_rollback() {}
};

class Transaction {
public:
    // BEGIN IMMEDIATE: takes the write lock now, so that a later statement cannot fail for it.
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    // After an error everything is rolled back.
    Status commit();
    void rollback();

private:
    explicit Transaction(Database* database) : database_(database) {}
    Database* database_;  // null once ended
};

}  // namespace hearth::store
