// An open store in a folder of its own, and short ways to look into it.
#pragma once

#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>

#include "store/store.hpp"
#include "support/manual_clock.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"

namespace hearth::test {

// First column of the first row.
inline std::int64_t scalar(store::Database& database, const std::string& sql) {
    auto statement = take(database.query(sql));
    BOOST_REQUIRE(take(statement.step()));
    return statement.integer(0);
}

inline std::string scalar_text(store::Database& database, const std::string& sql) {
    auto statement = take(database.query(sql));
    BOOST_REQUIRE(take(statement.step()));
    return statement.text(0);
}

struct StoreFixture {
    StoreFixture() { reopen(); }
    void reopen() {
        store.reset();
        store = take(store::Store::open(folder.path(), Durability::kNormal, clock));
    }
    std::int64_t count(const std::string& table) {
        return scalar(store->database(), "SELECT count(*) FROM " + table);
    }

    TemporaryFolder folder;
    ManualClock clock;
    std::unique_ptr<store::Store> store;
};

inline constexpr TimeUs kNoon = 1'700'000'000 * kMicrosPerSecond;

// A change as an event stream tells it: the publisher's time, known.
inline StateChange change_of(const std::string& entity_id, const std::string& state, TimeUs time) {
    StateChange change;
    change.entity_id = entity_id;
    change.new_state = state;
    change.changed_us = time;
    change.updated_us = time;
    change.time_known = true;
    change.received_us = time + 50'000;
    change.source = SourceKind::kEventstream;
    return change;
}

inline Sample sample_of(const std::string& kind, const std::string& key, TimeUs time) {
    Sample sample;
    sample.kind = kind;
    sample.distinct_key = key;
    sample.time_us = time;
    sample.features = {{"entity", "light.kitchen"}};
    sample.label = "light.kitchen=on";
    return sample;
}

}  // namespace hearth::test
