#include "store/sample_sets.hpp"

#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

Result<SampleSets::Ids> SampleSets::ids(std::string_view sql, const std::string& model) {
    auto rows = database_.query(sql, model);
    if (!rows) return rows.error();
    Ids out;
    const auto status = rows->each([&](const Statement& row) { out.insert(row.integer(0)); });
    if (!status) return status.error();
    return out;
}

Result<SampleSets::Ids> SampleSets::anchor(const std::string& model) {
    return ids(store_sql::anchor_ids, model);
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

Result<SampleSets::Ids> SampleSets::replay_ids(const std::string& model) {
    return ids(store_sql::replay_ids, model);
}

Result<std::optional<StoredReplay>> SampleSets::replay(const std::string& model) {
    StoredReplay out;
    {
        auto head = database_.query(store_sql::replay_head, model);
        if (!head) return head.error();
        const auto row = head->step();
        if (!row) return row.error();
        if (!*row) return std::optional<StoredReplay>();
        out.head = {head->integer(0), head->integer(1), head->integer(2), head->integer(3)};
    }
    auto slots = database_.query(store_sql::replay_slots, model);
    if (!slots) return slots.error();
    auto status = slots->each([&](const Statement& row) {
        out.slots.push_back({row.integer(0), row.integer(1), row.text(2)});
    });
    if (!status) return status.error();
    auto seen = database_.query(store_sql::replay_seen, model);
    if (!seen) return seen.error();
    status = seen->each([&](const Statement& row) { out.seen[row.text(0)] = row.integer(1); });
    if (!status) return status.error();
    return std::optional<StoredReplay>(std::move(out));
}

Status SampleSets::set_replay_slot(const std::string& model, const ReplaySlotRow& row) {
    return database_.run(store_sql::set_replay_slot, model, row.slot, row.sample_id, row.label);
}

Status SampleSets::set_replay_seen(const std::string& model, const std::string& label,
                                   std::int64_t seen) {
    return database_.run(store_sql::set_replay_seen, model, label, seen);
}

Status SampleSets::set_replay_head(const std::string& model, const ReplayHead& head) {
    return database_.run(store_sql::set_replay_head, model, head.seed, head.capacity, head.last_id,
                         head.slots);
}

Status SampleSets::clear_replay(const std::string& model) {
    auto status = database_.run(store_sql::clear_replay_slots, model);
    if (status.ok()) status = database_.run(store_sql::clear_replay_seen, model);
    return status;
}

}  // namespace hearth::store
