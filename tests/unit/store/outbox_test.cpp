// Outbox, quarantine, meta values and subscriptions.
#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

BOOST_FIXTURE_TEST_SUITE(outbox, StoreFixture)

BOOST_AUTO_TEST_CASE(a_message_waits_until_it_is_delivered) {
    Outbox& outbox = store->outbox();
    const auto first = take(outbox.add("hearth/reply/1", std::string("\0x", 2), 1, false));
    const auto second = take(outbox.add("hearth/reply/2", "b", 0, false));
    must(outbox.attempted(first));
    reopen();
    auto pending = take(store->outbox().pending(10));
    BOOST_REQUIRE(pending.size() == 2U);
    BOOST_TEST((pending[0].id == first && pending[0].payload == std::string("\0x", 2)));
    BOOST_TEST((pending[0].attempts == 1 && pending[0].qos == 1 && !pending[0].retain));
    BOOST_TEST(pending[0].created_us == clock.wall_us());
    BOOST_TEST(take(store->outbox().pending(10, first)).size() == 1U);
    must(store->outbox().delivered(first));
    must(store->outbox().delivered(first));
    BOOST_TEST(store->outbox().count() == 1);
    must(store->outbox().delivered(second));
    BOOST_TEST(take(store->outbox().add("t", "c", 2, false)) > second);
    BOOST_TEST((code_of_failure(store->outbox().add("t", "", 3, false)) == ErrorCode::kInvalid));
}

BOOST_AUTO_TEST_CASE(a_retained_message_replaces_the_one_before) {
    (void)take(store->outbox().add("hearth/status", "old", 1, true));
    (void)take(store->outbox().add("hearth/status", "event", 1, false));
    (void)take(store->outbox().add("hearth/status", "new", 1, true));
    const auto pending = take(store->outbox().pending(10));
    BOOST_REQUIRE(pending.size() == 2U);
    BOOST_TEST((pending[0].payload == "event" && pending[1].payload == "new"));
    BOOST_TEST(store->outbox().count() == 2);
}

BOOST_AUTO_TEST_CASE(it_does_not_grow_without_end) {
    auto transaction = take(Transaction::begin(store->database()));
    for (int i = 0; i < kMaxOutboxRows + 3; ++i)
        (void)take(store->outbox().add("t", std::to_string(i), 1, false));
    must(transaction.commit());
    BOOST_TEST(store->outbox().count() == kMaxOutboxRows);
    BOOST_TEST(count("outbox") == kMaxOutboxRows);
    BOOST_TEST(take(store->outbox().pending(1))[0].payload == "3");
    BOOST_TEST(store->counters().get(counter::kOutboxDropped) == 3);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(quarantine, StoreFixture)

BOOST_AUTO_TEST_CASE(keeps_the_newest_and_an_excerpt) {
    auto transaction = take(Transaction::begin(store->database()));
    for (int i = 0; i < kQuarantineRows + 5; ++i)
        must(store->quarantine().add("t" + std::to_string(i), "not_json", "not JSON at byte 0",
                                     std::string(5000, '\xff'), kNoon + i));
    must(transaction.commit());
    BOOST_TEST(count("quarantine") == kQuarantineRows);
    BOOST_TEST(store->quarantine().count() == kQuarantineRows);
    BOOST_TEST(store->counters().get(counter::kEventsQuarantined) == kQuarantineRows + 5);
    const auto list = take(store->quarantine().list(2));
    BOOST_REQUIRE(list.size() == 2U);
    BOOST_TEST(list[0].topic == "t" + std::to_string(kQuarantineRows + 4));
    BOOST_TEST((list[0].reason_code == "not_json" && list[0].reason == "not JSON at byte 0"));
    BOOST_TEST((list[0].excerpt.size() == kQuarantineExcerptBytes && list[0].excerpt[0] == '?'));
    BOOST_TEST(list[0].received_us == kNoon + kQuarantineRows + 4);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(small_tables, StoreFixture)

BOOST_AUTO_TEST_CASE(meta_values_are_kept) {
    BOOST_TEST(!take(store->meta().get("simulated")).has_value());
    must(store->meta().set("simulated", "yes"));
    must(store->meta().set("simulated", "no"));
    reopen();
    BOOST_TEST(take(store->meta().get("simulated")).value() == "no");
}

BOOST_AUTO_TEST_CASE(subscriptions_are_replaced_as_a_whole) {
    must(store->subscriptions().replace({"b/#", "a/#", "a/#"}));
    BOOST_TEST((take(store->subscriptions().list()) == std::vector<std::string>{"a/#", "b/#"}));
    must(store->subscriptions().replace({"c"}));
    BOOST_TEST((take(store->subscriptions().list()) == std::vector<std::string>{"c"}));
}

BOOST_AUTO_TEST_SUITE_END()
