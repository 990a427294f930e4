#include "store/pause_store.hpp"

#include "store_sql_embedded.hpp"

namespace hearth::store {

Status PauseStore::begin(const Pause& pause) {
    return database_.run(store_sql::add_pause, pause.model, pause.kind, pause.from_us,
                         pause.until_us, pause.reason);
}

Result<std::int64_t> PauseStore::end(const std::string& model, const std::string& kind,
                                     TimeUs now_us) {
    if (auto status = database_.run(store_sql::end_pause, model, kind, now_us); !status)
        return status.error();
    return database_.changes();
}

Result<std::vector<Pause>> PauseStore::open(TimeUs now_us) {
    return list(store_sql::open_pauses, now_us);
}

Result<std::vector<Pause>> PauseStore::take_ended(TimeUs now_us) {
    auto ended = list(store_sql::ended_pauses, now_us);
    if (!ended || ended->empty()) return ended;
    if (auto noted = database_.run(store_sql::note_ended_pauses, now_us); !noted)
        return noted.error();
    return ended;
}

Result<std::vector<Pause>> PauseStore::list(std::string_view sql, TimeUs now_us) {
    auto rows = database_.query(sql, now_us);
    if (!rows) return rows.error();
    std::vector<Pause> out;
    const auto status = rows->each([&](const Statement& row) {
        out.push_back({.id = row.integer(0),
                       .model = row.text(1),
                       .kind = row.text(2),
                       .from_us = row.integer(3),
                       .until_us = row.integer(4),
                       .reason = row.text(5)});
    });
    if (!status) return status.error();
    return out;
}

}  // namespace hearth::store
