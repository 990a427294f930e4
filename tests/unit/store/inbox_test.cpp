#include <filesystem>
#include <fstream>
#include <thread>

#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

namespace {

struct InboxFixture : StoreFixture {
    InboxFixture() { writer = take(store->open_inbox_writer()); }
    void append(int n) {
        for (int i = 0; i < n; ++i) must(writer->append("t", "p" + std::to_string(i), false, i));
    }
    // The daemon ends and starts again.
    void restart() {
        writer.reset();
        reopen();
        writer = take(store->open_inbox_writer());
    }
    std::unique_ptr<InboxWriter> writer;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(inbox, InboxFixture)

BOOST_AUTO_TEST_CASE(what_is_appended_is_read_in_order_and_unchanged) {
    const std::string payload("\0\xff{}", 4);
    must(writer->append("homeassistant/light/kitchen/state", payload, true, kNoon));
    must(writer->append("t", "", false, kNoon + 1));
    const auto messages = take(store->inbox().read_after(0, 10));
    BOOST_REQUIRE(messages.size() == 2U);
    BOOST_TEST(messages[0].inbox_id == 1);
    BOOST_TEST(messages[0].topic == "homeassistant/light/kitchen/state");
    BOOST_TEST((messages[0].payload == payload));
    BOOST_TEST(messages[0].retained);
    BOOST_TEST(messages[0].received_us == kNoon);
    BOOST_TEST(messages[1].inbox_id == 2);
    BOOST_TEST(!messages[1].retained);
    BOOST_TEST(writer->last_id() == 2);
}

BOOST_AUTO_TEST_CASE(reading_and_removing_go_in_slices) {
    append(25);
    BOOST_TEST(take(store->inbox().read_after(0, 10)).size() == 10U);
    BOOST_TEST(take(store->inbox().read_after(20, 10)).size() == 5U);
    BOOST_TEST(take(store->inbox().size_estimate(20)) == 5);
    BOOST_TEST(take(store->inbox().remove_through(20, 15)) == 15);
    BOOST_TEST(take(store->inbox().remove_through(20, 15)) == 5);
    BOOST_TEST(take(store->inbox().remove_through(20, 15)) == 0);
    BOOST_TEST(take(store->inbox().read_after(0, 100)).size() == 5U);
}

BOOST_AUTO_TEST_CASE(one_read_takes_a_bounded_amount_of_memory) {
    const std::string large(300 * 1024, 'x');
    for (int i = 0; i < 10; ++i) must(writer->append("t", large, false, i));
    const auto messages = take(store->inbox().read_after(0, 10));
    BOOST_TEST((messages.size() == 4U));
    BOOST_TEST((take(store->inbox().read_after(messages.back().inbox_id, 10)).size() == 4U));
}

BOOST_AUTO_TEST_CASE(ids_are_never_used_again) {
    append(5);
    must(store->cursor().advance(5));
    BOOST_TEST(take(store->inbox().remove_through(5, 100)) == 5);
    append(1);
    BOOST_TEST(writer->last_id() == 6);
    must(store->cursor().advance(6));
    BOOST_TEST(take(store->inbox().remove_through(6, 100)) == 1);
    restart();
    append(1);
    BOOST_TEST(writer->last_id() == 7);
    BOOST_TEST(take(store->inbox().read_after(take(store->cursor().get()), 10)).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_replaced_inbox_goes_on_after_the_cursor) {
    append(9);
    must(store->cursor().advance(9));
    writer.reset();
    store.reset();
    std::filesystem::remove(folder.file("inbox.db-wal"));
    std::ofstream(folder.file("inbox.db")) << std::string(4096, 'n');
    reopen();
    BOOST_TEST(store->warnings().size() == 1U);
    writer = take(store->open_inbox_writer());
    append(1);
    const auto messages = take(store->inbox().read_after(take(store->cursor().get()), 10));
    BOOST_REQUIRE(messages.size() == 1U);
    BOOST_TEST(messages[0].inbox_id == 10);
}

BOOST_AUTO_TEST_CASE(a_message_with_the_same_identity_is_stored_once) {
    must(writer->append("t", "a", false, 1, "id-1"));
    must(writer->append("t", "b", false, 2, "id-1"));
    must(writer->append("t", "c", false, 3, "id-2"));
    must(writer->append("t", "d", false, 4));
    must(writer->append("t", "d", false, 5));
    const auto messages = take(store->inbox().read_after(0, 10));
    BOOST_REQUIRE(messages.size() == 4U);
    BOOST_TEST(messages[0].payload == "a");
    BOOST_TEST(messages[1].payload == "c");
    BOOST_TEST(messages.back().inbox_id == 4);
    BOOST_TEST(writer->last_id() == 4);
}

BOOST_AUTO_TEST_CASE(the_cursor_only_goes_forward) {
    must(store->cursor().advance(7));
    must(store->cursor().advance(7));
    BOOST_TEST((code_of_failure(store->cursor().advance(6)) == ErrorCode::kInvalid));
    reopen();
    BOOST_TEST(take(store->cursor().get()) == 7);
}

BOOST_AUTO_TEST_CASE(writer_and_reader_work_at_the_same_time) {
    constexpr int kMessages = 3000;
    std::string failure;
    std::thread paho([&] {
        for (int i = 0; i < kMessages; ++i)
            if (auto status = writer->append("t", "payload", false, i); !status)
                failure = status.error().text;
    });
    std::int64_t cursor = 0;
    std::int64_t read = 0;
    while (cursor < kMessages && failure.empty()) {
        for (const auto& message : take(store->inbox().read_after(cursor, 100))) {
            BOOST_TEST(message.inbox_id == cursor + 1);
            cursor = message.inbox_id;
            ++read;
        }
        (void)take(store->inbox().remove_through(cursor, 100));
    }
    paho.join();
    BOOST_TEST(failure.empty(), failure);
    BOOST_TEST(read == kMessages);
}

BOOST_AUTO_TEST_SUITE_END()
