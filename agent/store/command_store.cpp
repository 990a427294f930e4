#include "store/command_store.hpp"

#include "store_sql_embedded.hpp"

namespace hearth::store {

Status CommandStore::add(const StoredCommand& command) {
    return database_.run(store_sql::add_command, command.id, Blob{command.fingerprint},
                         command.begun_us, command.reply);
}

Status CommandStore::set_reply(const std::string& id, const std::string& reply) {
    return database_.run(store_sql::set_command_reply, id, reply);
}

Status CommandStore::remove_before(TimeUs time_us) {
    return database_.run(store_sql::remove_old_commands, time_us);
}

Result<std::vector<StoredCommand>> CommandStore::list() {
    auto rows = database_.query(store_sql::list_commands);
    if (!rows) return rows.error();
    std::vector<StoredCommand> out;
    const auto status = rows->each([&](const Statement& row) {
        out.push_back({.id = row.text(0),
                       .fingerprint = row.text(1),
                       .begun_us = row.integer(2),
                       .reply = row.text(3)});
    });
    if (!status) return status.error();
    return out;
}

}  // namespace hearth::store
