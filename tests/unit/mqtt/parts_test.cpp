#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "mqtt/backoff.hpp"
#include "mqtt/message_gate.hpp"
#include "mqtt/publish_window.hpp"
#include "mqtt/subscription_book.hpp"

using hearth::Backoff;
using hearth::OutboundMessage;
using hearth::PublishWindow;
using hearth::SubscriptionBook;

namespace {
std::vector<std::string> words(const std::vector<SubscriptionBook::Request>& requests) {
    std::vector<std::string> all;
    for (const auto& request : requests)
        all.push_back((request.unsubscribe ? "-" : "+") + request.subscription.topic);
    return all;
}

using Words = std::vector<std::string>;
}  // namespace

BOOST_AUTO_TEST_SUITE(session_parts)

BOOST_AUTO_TEST_CASE(pauses_double_up_to_their_bound) {
    using std::chrono::milliseconds;
    Backoff backoff(milliseconds(1000), milliseconds(60'000));
    for (const int expected : {1000, 2000, 4000, 8000, 16'000, 32'000, 60'000, 60'000})
        BOOST_TEST(backoff.next(0).count() == expected);
    BOOST_TEST(backoff.next(0.999).count() == 71'988);
    backoff.reset();
    BOOST_TEST(backoff.next(0.5).count() == 1100);
}

BOOST_AUTO_TEST_CASE(window_bounds_what_is_under_way) {
    PublishWindow window(2, 3);
    for (const char* payload : {"a", "b", "c"}) {
        BOOST_TEST(window.accept({0, "t", payload, 1, false}).ok());
    }
    const auto full = window.accept({0, "t", "d", 1, false});
    BOOST_TEST((full.error().code == hearth::ErrorCode::kUnavailable));
    const auto first = window.take_sendable();
    BOOST_REQUIRE(first.size() == 2u);
    BOOST_TEST(first[0].payload == "a");
    BOOST_TEST(first[1].id == 2);
    BOOST_TEST(!window.has_sendable());
    BOOST_TEST(window.confirm(2));
    BOOST_TEST(!window.confirm(2));
    BOOST_TEST(!window.confirm(99));
    BOOST_TEST(window.take_sendable().at(0).payload == "c");
    BOOST_TEST(!window.empty());
    window.clear();
    BOOST_TEST(window.empty());
    BOOST_TEST(!window.confirm(1));
    BOOST_TEST(window.accept({0, "t", "e", 1, false}).value() == 4);
}

BOOST_AUTO_TEST_CASE(window_bounds_the_bytes_that_wait) {
    PublishWindow window(1, 1000);
    int accepted = 0;
    while (accepted < 100 &&
           window.accept({0, "t", std::string(8 * 1024 * 1024 - 1, 'x'), 1, false}).ok())
        ++accepted;
    BOOST_TEST(accepted == 4);
    (void)window.take_sendable();
    BOOST_TEST(window.accept({0, "t", "x", 1, false}).ok());
}

BOOST_AUTO_TEST_CASE(subscriptions_that_are_dropped_are_ended) {
    SubscriptionBook book;
    book.forget({"old/#", "b"});
    book.want({{"a", 1}, {"b", 1}});
    BOOST_TEST(!book.complete());
    const auto first = book.take_requests();
    BOOST_TEST(words(first) == (Words{"-old/#", "+a", "+b"}), boost::test_tools::per_element());
    BOOST_TEST(!book.has_requests());
    for (const auto& request : first) BOOST_TEST(book.answered(request.ticket, true).has_value());
    BOOST_TEST(book.complete());

    book.want({{"b", 1}, {"c", 0}});
    BOOST_TEST(words(book.take_requests()) == (Words{"-a", "+b", "+c"}),
               boost::test_tools::per_element());
    // Lost before the broker answered: all of it once more.
    book.restart();
    const auto again = book.take_requests();
    BOOST_TEST(words(again) == (Words{"-a", "+b", "+c"}), boost::test_tools::per_element());
    for (const auto& request : again) (void)book.answered(request.ticket, true);
    // The broker has confirmed the end of "a": not asked again.
    book.restart();
    BOOST_TEST(words(book.take_requests()) == (Words{"+b", "+c"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(refused_and_overtaken_answers) {
    SubscriptionBook book;
    book.want({{"a", 1}});
    const auto first = book.take_requests();
    book.want({{"a", 1}, {"b", 1}});
    BOOST_TEST(!book.answered(first.at(0).ticket, true).has_value());
    const auto second = book.take_requests();
    BOOST_TEST(book.answered(second.at(0).ticket, false)->subscription.topic == "a");
    BOOST_TEST(book.answered(second.at(1).ticket, true)->subscription.topic == "b");
    BOOST_TEST(!book.complete());
    book.restart();
    for (const auto& request : book.take_requests()) (void)book.answered(request.ticket, true);
    BOOST_TEST(book.complete());
}

BOOST_AUTO_TEST_CASE(forgetting_spares_what_is_wanted) {
    SubscriptionBook book;
    book.want({{"a", 1}});
    (void)book.take_requests();
    book.forget({"a", "gone"});
    BOOST_TEST(words(book.take_requests()) == Words{"-gone"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(gate_lets_no_exception_through) {
    int calls = 0;
    hearth::MessageGate gate([&](std::string_view topic, std::string_view, bool) {
        ++calls;
        if (topic == "std") throw std::runtime_error("made up");
        if (topic == "other") throw 7;
    });
    gate.pass("std", "", false);
    gate.pass("other", "", false);
    gate.pass("fine", "", false);
    BOOST_TEST(calls == 3);
    hearth::MessageGate(nullptr).pass("nobody", "listens", false);
}

BOOST_AUTO_TEST_SUITE_END()
