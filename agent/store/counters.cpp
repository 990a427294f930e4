#include "store/counters.hpp"

#include "store_sql_embedded.hpp"

namespace hearth::store {

Result<std::unique_ptr<Counters>> Counters::load(Database& database) {
    std::unique_ptr<Counters> counters(new Counters(database));
    auto rows = database.query(store_sql::load_counters);
    if (!rows) return rows.error();
    auto status = rows->each([&](const Statement& row) {
        counters->entries_[row.text(0)] = {row.integer(1), row.integer(1)};
    });
    if (!status) return status.error();
    return counters;
}

Counters::Counters(Database& database) : database_(database) { database_.add_listener(this); }

Counters::~Counters() { database_.remove_listener(this); }

Status Counters::add(std::string_view name, std::int64_t n) {
    if (n == 0) return {};
    return set(name, get(name) + n);
}

Status Counters::raise_to(std::string_view name, std::int64_t value) {
    if (value <= get(name)) return {};
    return set(name, value);
}

Status Counters::set(std::string_view name, std::int64_t value) {
    const bool at_once = !database_.in_transaction();
    if (at_once) {
        if (auto status = database_.run(store_sql::set_counter, name, value); !status)
            return status;
    }
    auto it = entries_.find(name);
    if (it == entries_.end()) it = entries_.emplace(std::string(name), Entry{}).first;
    it->second.value = value;
    if (at_once)
        it->second.committed = value;
    else
        dirty_ = true;
    return {};
}

std::int64_t Counters::get(std::string_view name) const {
    const auto it = entries_.find(name);
    return it == entries_.end() ? 0 : it->second.value;
}

std::map<std::string, std::int64_t> Counters::all() const {
    std::map<std::string, std::int64_t> figures;
    for (const auto& [name, entry] : entries_) figures[name] = entry.value;
    return figures;
}

Status Counters::before_commit() {
    if (!dirty_) return {};
    for (const auto& [name, entry] : entries_) {
        if (entry.value == entry.committed) continue;
        if (auto status = database_.run(store_sql::set_counter, name, entry.value); !status)
            return status;
    }
    return {};
}

void Counters::after_commit() {
    for (auto& [name, entry] : entries_) entry.committed = entry.value;
    dirty_ = false;
}

void Counters::after_rollback() {
    for (auto& [name, entry] : entries_) entry.value = entry.committed;
    dirty_ = false;
}

}  // namespace hearth::store
