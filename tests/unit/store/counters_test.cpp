#include <random>

#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

BOOST_FIXTURE_TEST_SUITE(counters, StoreFixture)

BOOST_AUTO_TEST_CASE(count_within_and_without_a_transaction) {
    Counters& counters = store->counters();
    must(counters.add("a", 2));
    BOOST_TEST(scalar(store->database(), "SELECT value FROM counters WHERE name = 'a'") == 2);
    {
        auto transaction = take(Transaction::begin(store->database()));
        must(counters.add("a", 5));
        must(counters.add("b"));
        BOOST_TEST(counters.get("a") == 7);
        must(transaction.commit());
    }
    must(counters.add("a", -3));
    reopen();
    BOOST_TEST(store->counters().get("a") == 4);
    BOOST_TEST(store->counters().get("b") == 1);
    BOOST_TEST(store->counters().get("never") == 0);
    BOOST_TEST(store->counters().all().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_rollback_takes_back_what_was_counted_in_it) {
    Counters& counters = store->counters();
    must(counters.add("a", 2));
    {
        auto transaction = take(Transaction::begin(store->database()));
        must(counters.add("a", 5));
        must(counters.add("b", 5));
    }
    BOOST_TEST(counters.get("a") == 2);
    BOOST_TEST(counters.get("b") == 0);
    auto transaction = take(Transaction::begin(store->database()));
    must(counters.add("a"));
    must(transaction.commit());
    reopen();
    BOOST_TEST(store->counters().get("a") == 3);
}

BOOST_AUTO_TEST_CASE(raise_to_never_lowers) {
    must(store->counters().raise_to("high", 9));
    must(store->counters().raise_to("high", 4));
    BOOST_TEST(store->counters().get("high") == 9);
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

// Does things at random, in transactions that are sometimes rolled back.
class RandomLife {
public:
    RandomLife(StoreFixture& fixture, unsigned seed) : fixture_(fixture), random_(seed) {}

    void batch() {
        auto transaction = take(Transaction::begin(fixture_.store->database()));
        for (int n = below(20); n > 0; --n) act();
        if (below(4) != 0) must(transaction.commit());
    }

private:
    int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }

    void act() {
        Store& store = *fixture_.store;
        fixture_.clock.advance(below(3600) * kMicrosPerSecond);
        const TimeUs now = fixture_.clock.wall_us();
        const std::string entity = "light.l" + std::to_string(below(8));
        switch (below(7)) {
            case 0:
            case 1: {
                const auto key = std::to_string(below(400));
                (void)take(store.events().insert(change_of(entity, key, now), key));
                break;
            }
            case 2: {
                Sample sample =
                    sample_of(below(2) ? "interaction" : "pair", std::to_string(below(300)), now);
                (void)take(store.samples().insert(sample));
                break;
            }
            case 3: must(store.quarantine().add("t", "bad", "bad", "payload", now)); break;
            case 4:
                (void)take(
                    store.outbox().add("t" + std::to_string(below(5)), "p", 1, below(2) == 0));
                break;
            case 5: {
                const auto pending = take(store.outbox().pending(1));
                if (!pending.empty()) must(store.outbox().delivered(pending[0].id));
                break;
            }
            default: (void)take(store.entities().refresh_entity(change_of(entity, "on", now)));
        }
    }

    StoreFixture& fixture_;
    std::mt19937 random_;
};

void check_against_a_recount(StoreFixture& fixture) {
    const Counters& counters = fixture.store->counters();
    BOOST_TEST(counters.get(counter::kEventRows) == fixture.count("events"));
    BOOST_TEST(counters.get(counter::kEntityRows) == fixture.count("entities"));
    BOOST_TEST(counters.get(counter::kQuarantineRows) == fixture.count("quarantine"));
    BOOST_TEST(counters.get(counter::kOutboxRows) == fixture.count("outbox"));
    for (const std::string kind : {"interaction", "pair"}) {
        const std::string where = "samples WHERE kind = '" + kind + "'";
        BOOST_TEST(fixture.store->samples().count(kind) == fixture.count(where));
        BOOST_TEST(fixture.store->samples().last_sample_id(kind) >=
                   scalar(fixture.store->database(), "SELECT ifnull(max(id), 0) FROM " + where));
    }
    for (const auto& [name, value] : counters.all())
        BOOST_TEST(scalar(fixture.store->database(),
                          "SELECT ifnull(max(value), 0) FROM counters WHERE name = '" + name +
                              "'") == value);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(counters_of_a_random_life)

BOOST_AUTO_TEST_CASE(equal_a_recount) {
    for (const unsigned seed : {1U, 2U, 3U}) {
        StoreFixture fixture;
        RandomLife life(fixture, seed);
        for (int i = 0; i < 150; ++i) {
            life.batch();
            if (i % 10 == 9)
                (void)take(fixture.store->retention().run(fixture.clock.wall_us(),
                                                          10 * kMicrosPerDay, 50));
            if (i % 50 == 49) fixture.reopen();
            if (i % 25 == 0) check_against_a_recount(fixture);
        }
        check_against_a_recount(fixture);
        BOOST_TEST(fixture.store->counters().get(counter::kEventsStored) > 0);
        BOOST_TEST(fixture.store->counters().get(counter::kEventsDuplicate) > 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
