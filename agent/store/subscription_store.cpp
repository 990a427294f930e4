#include "store/subscription_store.hpp"

#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

Result<std::vector<std::string>> SubscriptionStore::list() {
    auto rows = database_.query(store_sql::list_subscriptions);
    if (!rows) return rows.error();
    std::vector<std::string> topics;
    auto status = rows->each([&](const Statement& row) { topics.push_back(row.text(0)); });
    if (!status) return status.error();
    return topics;
}

Status SubscriptionStore::replace(const std::vector<std::string>& topics) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    if (auto status = database_.run(store_sql::clear_subscriptions); !status) return status;
    for (const std::string& topic : topics)
        if (auto status = database_.run(store_sql::add_subscription, topic); !status) return status;
    return transaction->commit();
}

}  // namespace hearth::store
