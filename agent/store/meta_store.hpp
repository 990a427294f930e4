// MetaStore: single values that belong to the database as a whole, such as when it was made or
// whether it holds a simulated home.
#pragma once

#include <optional>
#include <string>

#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

class MetaStore {
public:
    explicit MetaStore(Database& database) : database_(database) {}
    Result<std::optional<std::string>> get(const std::string& key);
    Status set(const std::string& key, const std::string& value);

private:
    Database& database_;
};

}  // namespace hearth::store
