#include <boost/test/unit_test.hpp>

#include "cli/sse_decoder.hpp"

using namespace hearth::cli;

BOOST_AUTO_TEST_SUITE(sse_decoder)

BOOST_AUTO_TEST_CASE(events_are_put_together_from_single_bytes) {
    SseDecoder decoder;
    int events = 0;
    for (const char c :
         std::string(": hearth\n\nevent: run\ndata: {\"a\":1}\n\ndata:x\r\ndata: y\r\n\r\n")) {
        decoder.feed(std::string_view(&c, 1));
        while (const auto event = decoder.next()) {
            ++events;
            if (events == 1) {
                BOOST_TEST(event->kind == "run");
                BOOST_TEST(event->data == "{\"a\":1}");
            } else {
                BOOST_TEST(event->kind == "message");
                BOOST_TEST(event->data == "x\ny");
            }
        }
    }
    BOOST_TEST(events == 2);
}

BOOST_AUTO_TEST_CASE(comments_and_events_without_data_are_skipped) {
    SseDecoder decoder;
    decoder.feed(": heartbeat\n\nevent: nothing\n\nid: 7\ndata: one\n\n: heartbeat\n\n");
    const auto event = decoder.next();
    BOOST_REQUIRE(event.has_value());
    BOOST_TEST(event->kind == "message");
    BOOST_TEST(event->data == "one");
    BOOST_TEST(!decoder.next().has_value());
}

BOOST_AUTO_TEST_CASE(an_endless_event_is_noticed) {
    SseDecoder decoder;
    decoder.feed("data: ");
    decoder.feed(std::string(SseDecoder::kMaxBytes, 'x'));
    BOOST_TEST(!decoder.next().has_value());
    BOOST_TEST(decoder.overflowed());
}

BOOST_AUTO_TEST_SUITE_END()
