#include "store/meta_store.hpp"

#include "store_sql_embedded.hpp"

namespace hearth::store {

Result<std::optional<std::string>> MetaStore::get(const std::string& key) {
    auto statement = database_.query(store_sql::get_meta, key);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    if (!*row) return std::optional<std::string>();
    return std::optional<std::string>(statement->text(0));
}

Status MetaStore::set(const std::string& key, const std::string& value) {
    return database_.run(store_sql::set_meta, key, value);
}

}  // namespace hearth::store
