// The inbox as its two ends see it: writer and reader on a folder that was recovered.
#include "inbox_fixture.hpp"

#include <atomic>
#include <thread>

using namespace hearth;
using namespace hearth::inbox;
using namespace hearth::test;

BOOST_FIXTURE_TEST_SUITE(inbox_ends, InboxFixture)

BOOST_AUTO_TEST_CASE(what_is_appended_is_read_in_order_and_unchanged) {
    const std::string payload("\0\xff{}", 4);
    must(writer->append("homeassistant/light/kitchen/state", payload, true, 17));
    must(writer->append("t", "", false, -18));
    const auto messages = take(reader->read_after(0, 10));
    BOOST_REQUIRE(messages.size() == 2U);
    BOOST_TEST(messages[0].inbox_id == 1);
    BOOST_TEST(messages[0].topic == "homeassistant/light/kitchen/state");
    BOOST_TEST((messages[0].payload == payload));
    BOOST_TEST(messages[0].retained);
    BOOST_TEST(messages[0].received_us == 17);
    BOOST_TEST(messages[1].inbox_id == 2);
    BOOST_TEST(!messages[1].retained);
    BOOST_TEST(messages[1].received_us == -18);
    BOOST_TEST(writer->last_id() == 2);
}

BOOST_AUTO_TEST_CASE(reading_goes_in_slices_and_from_any_place) {
    append(25);
    BOOST_TEST(take(reader->read_after(0, 10)).size() == 10U);
    BOOST_TEST(take(reader->read_after(10, 10)).front().inbox_id == 11);
    BOOST_TEST(take(reader->read_after(20, 10)).size() == 5U);
    BOOST_TEST(take(reader->read_after(25, 10)).empty());
    BOOST_TEST(take(reader->read_after(3, 1)).front().inbox_id == 4);
    BOOST_TEST(reader->waiting(20) == 5);
    BOOST_TEST(reader->waiting(30) == 0);
}

BOOST_AUTO_TEST_CASE(one_read_takes_a_bounded_amount_of_memory) {
    const std::string large(300 * 1024, 'x');
    for (int i = 0; i < 10; ++i) must(writer->append("t", large, false, i));
    const auto messages = take(reader->read_after(0, 10));
    BOOST_TEST(messages.size() == 4U);
    BOOST_TEST(take(reader->read_after(messages.back().inbox_id, 10)).size() == 4U);
}

BOOST_AUTO_TEST_CASE(whole_files_go_when_all_of_them_is_processed) {
    append(10, 300 * 1024);  // four to a file
    BOOST_TEST(segments() == 3);
    BOOST_TEST(take(reader->remove_through(3)) == 0);
    BOOST_TEST(take(reader->remove_through(4)) == 4);
    BOOST_TEST(take(reader->read_after(4, 1)).front().inbox_id == 5);
    BOOST_TEST(take(reader->remove_through(10)) == 4);
    BOOST_TEST(segments() == 1);  // the one that is written to
    reader->end_segment();
    append(1);
    BOOST_TEST(take(reader->remove_through(10)) == 2);
    BOOST_TEST(take(reader->read_after(10, 5)).front().inbox_id == 11);
    BOOST_TEST(reader->bytes_on_disk() < 1000);
}

BOOST_AUTO_TEST_CASE(the_last_file_goes_too_when_it_is_wanted_and_all_of_it_is_processed) {
    append(3);
    BOOST_TEST(take(reader->read_after(0, 5)).size() == 3U);
    BOOST_TEST(take(reader->remove_through(3)) == 0);
    reader->end_segment();
    BOOST_TEST(take(reader->remove_through(2)) == 0);  // the third is not processed
    BOOST_TEST(take(reader->remove_through(3)) == 3);
    BOOST_TEST(segments() == 0);
    BOOST_TEST(take(reader->remove_through(3)) == 0);
    append(2);
    BOOST_TEST(segments() == 1);
    BOOST_TEST(take(reader->read_after(3, 5)).front().inbox_id == 4);
    BOOST_TEST(take(reader->remove_through(5)) == 0);
}

BOOST_AUTO_TEST_CASE(ids_go_on_after_a_restart_and_are_never_used_again) {
    append(5);
    restart();
    append(1);
    BOOST_TEST(writer->last_id() == 6);
    BOOST_TEST(take(reader->read_after(0, 10)).size() == 6U);
    BOOST_TEST(take(reader->remove_through(6)) == 5);
    std::filesystem::remove_all(folder.file("inbox"));
    restart(6);
    append(1);
    BOOST_TEST(writer->last_id() == 7);
    BOOST_TEST(take(reader->read_after(6, 10)).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_message_over_the_limits_of_mqtt_is_refused) {
    BOOST_TEST((writer->append(std::string(65'536, 't'), "", false, 1).error().code ==
                ErrorCode::kTooLarge));
    append(1);
    BOOST_TEST(writer->last_id() == 1);
}

BOOST_AUTO_TEST_CASE(deleted_files_are_an_error_that_says_so) {
    append(3);
    std::filesystem::remove_all(folder.file("inbox"));
    const auto read = reader->read_after(0, 10);
    BOOST_REQUIRE(!read.ok());
    BOOST_TEST(read.error().text.find(folder.file("inbox")) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(writer_and_reader_work_at_the_same_time) {
    constexpr int kMessages = 20'000;
    std::string failure;
    std::atomic<bool> failed{false};
    std::thread network([&] {
        for (int i = 0; i < kMessages && !failed; ++i)
            if (auto done = writer->append("t", std::string(static_cast<std::size_t>(i % 500), 'p'),
                                           false, i);
                !done) {
                failure = done.error().text;
                failed = true;
            }
    });
    std::int64_t cursor = 0;
    bool in_order = true;
    while (cursor < kMessages && !failed) {
        for (const auto& message : take(reader->read_after(cursor, 100))) {
            in_order = in_order && message.inbox_id == cursor + 1 &&
                       message.received_us == cursor &&
                       message.payload.size() == static_cast<std::size_t>(cursor % 500);
            cursor = message.inbox_id;
        }
        (void)take(reader->remove_through(cursor));
    }
    network.join();
    BOOST_TEST(failure.empty(), failure);
    BOOST_TEST(in_order);
    BOOST_TEST(segments() <= 2);
}

BOOST_AUTO_TEST_SUITE_END()
