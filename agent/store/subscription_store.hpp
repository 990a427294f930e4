// SubscriptionStore: what was subscribed to last time, so that topics which have left the
// configuration can be unsubscribed from the broker's persistent session.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

class SubscriptionStore {
public:
    explicit SubscriptionStore(Database& database) : database_(database) {}
    // In alphabetical order.
    Result<std::vector<std::string>> list();
    // Replaces all, in one transaction.
    Status replace(const std::vector<std::string>& topics);

private:
    Database& database_;
};

}  // namespace hearth::store
