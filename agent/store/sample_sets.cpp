#include "store/sample_sets.hpp"

#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

Result<std::unordered_set<std::int64_t>> SampleSets::anchor(const std::string& model) {
    auto rows = database_.query(store_sql::anchor_ids, model);
    if (!rows) return rows.error();
    std::unordered_set<std::int64_t> ids;
    const auto status = rows->each([&](const Statement& row) { ids.insert(row.integer(0)); });
    if (!status) return status.error();
    return ids;
}

Status SampleSets::set_anchor(const std::string& model,
                              const std::vector<std::int64_t>& sample_ids) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    if (auto status = database_.run(store_sql::clear_anchor, model); !status) return status;
    for (const std::int64_t id : sample_ids)
        if (auto status = database_.run(store_sql::add_anchor, model, id); !status) return status;
    return transaction->commit();
}

Result<std::map<std::int64_t, std::string>> SampleSets::replay(const std::string& model) {
    auto rows = database_.query(store_sql::replay_entries, model);
    if (!rows) return rows.error();
    std::map<std::int64_t, std::string> entries;
    const auto status =
        rows->each([&](const Statement& row) { entries[row.integer(0)] = row.text(1); });
    if (!status) return status.error();
    return entries;
}

Status SampleSets::add_replay(const std::string& model, std::int64_t sample_id,
                              const std::string& stratum) {
    return database_.run(store_sql::add_replay, model, sample_id, stratum);
}

Status SampleSets::remove_replay(const std::string& model, std::int64_t sample_id) {
    return database_.run(store_sql::remove_replay, model, sample_id);
}

}  // namespace hearth::store
