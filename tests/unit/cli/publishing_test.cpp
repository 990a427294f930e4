#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "../http/running_server.hpp"
#include "cli/publishing.hpp"
#include "cli/stored_check.hpp"
#include "fake_session.hpp"
#include "support/manual_clock.hpp"

using namespace hearth;
using namespace hearth::cli;
using namespace hearth::test;
using namespace std::chrono_literals;

namespace {

HomeEvent event_at(TimeUs time, const std::string& state = "on") {
    HomeEvent event;
    event.entity_id = "light.kitchen";
    event.new_state = state;
    event.changed_us = event.updated_us = time;
    return event;
}

HaMessage message(int number) { return {"t/" + std::to_string(number), "x", 1, false}; }

// `count` events, a second apart.
Publishing::Source source_of(int count) {
    return [count, next = 0]() mutable -> std::optional<HomeEvent> {
        if (next == count) return std::nullopt;
        return event_at(kMicrosPerSecond * ++next);
    };
}

bool go_on(const PublishingCounts&) { return true; }

struct Fixture {
    asio::io_context loop;
    FakeSession session{loop};
    SystemClock clock;
    Delivery delivery{session, loop};
};

// A daemon whose counts the test sets.
struct CountingDaemon {
    RunningServer server;
    std::int64_t received = 1'000, stored = 100;

    CountingDaemon() {
        server.on_loop([this] {
            server.registry.add(
                {"status", "Counts", true, {}}, [this](const Json&, const commands::Reply& reply) {
                    reply(Json{{"events", {{"received", received}, {"stored", stored}}}});
                });
        });
    }
    void receive(std::int64_t count) {
        server.on_loop([&] { received += count; });
    }
    void store(std::int64_t count) {
        server.on_loop([&] { stored += count; });
    }
    ApiAddress address() const { return {server.socket(), "", ""}; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(home_message_formats)

BOOST_AUTO_TEST_CASE(every_message_is_sent_so_that_none_is_lost) {
    const auto messages =
        home_messages(event_at(kMicrosPerSecond), {{HaFormat::kStatestream, "base"},
                                                   {HaFormat::kEventstream, ""},
                                                   {HaFormat::kPlainJson, "plain"}});
    BOOST_REQUIRE(messages.size() >= 5u);
    BOOST_TEST(messages.front().topic == "base/light/kitchen/state");
    BOOST_TEST(messages[messages.size() - 2].topic == "ha/events");
    BOOST_TEST(messages.back().topic == "plain/light/kitchen");
    for (const HaMessage& each : messages) BOOST_TEST(each.qos == 1);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(delivery_to_broker, Fixture)

BOOST_AUTO_TEST_CASE(an_unreachable_broker_is_named) {
    session.reachable = false;
    const Status connected = delivery.connect(100ms);
    BOOST_REQUIRE(!connected.ok());
    BOOST_TEST((connected.error().code == ErrorCode::kUnavailable));
    BOOST_TEST(connected.error().text.find("tcp://fake:1883: refused") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_a_window_is_unconfirmed) {
    BOOST_REQUIRE(delivery.connect(1s).ok());
    session.confirming = false;
    int submitted = 0;
    while (delivery.has_room() && submitted < 1'000) delivery.submit(message(submitted++));
    BOOST_TEST(submitted == static_cast<int>(Delivery::kWindow));
    BOOST_TEST(!delivery.idle());
}

BOOST_AUTO_TEST_CASE(what_was_not_confirmed_is_sent_again_in_order) {
    BOOST_REQUIRE(delivery.connect(1s).ok());
    delivery.submit(message(1));
    delivery.run_for(10ms);
    BOOST_TEST(delivery.idle());
    session.confirming = false;
    delivery.submit(message(2));
    delivery.submit(message(3));
    session.lose();
    delivery.run_for(10ms);
    delivery.submit(message(4));
    session.confirming = true;
    session.connect();
    for (int i = 0; i < 50 && !delivery.idle(); ++i) delivery.run_for(10ms);
    BOOST_TEST(delivery.idle());
    const std::vector<std::string> expected = {"t/1 x", "t/2 x", "t/3 x",
                                               "t/2 x", "t/3 x", "t/4 x"};
    BOOST_TEST(session.published == expected, boost::test_tools::per_element());
    BOOST_TEST(delivery.delivered() == 4);
    BOOST_TEST(!delivery.failure().has_value());
}

BOOST_AUTO_TEST_CASE(a_message_that_can_never_be_sent_ends_it) {
    BOOST_REQUIRE(delivery.connect(1s).ok());
    session.refused_topic = "t/7";
    delivery.submit(message(7));
    BOOST_REQUIRE(delivery.failure().has_value());
    BOOST_TEST((delivery.failure()->code == ErrorCode::kInvalid));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(publishing_loop, Fixture)

BOOST_AUTO_TEST_CASE(everything_is_published_in_order) {
    BOOST_REQUIRE(delivery.connect(1s).ok());
    Publishing publishing(delivery, nullptr, clock, {{HaFormat::kPlainJson, ""}}, std::nullopt);
    const auto outcome = publishing.run(source_of(500), go_on);
    BOOST_TEST(outcome.counts.events == 500);
    BOOST_TEST(outcome.counts.messages == 500);
    BOOST_TEST(outcome.counts.last_event_us == 500 * kMicrosPerSecond);
    BOOST_TEST(!outcome.stopped);
    BOOST_TEST(!outcome.failure.has_value());
    BOOST_TEST(session.published.size() == 500u);
    BOOST_TEST(delivery.delivered() == 500);
}

BOOST_AUTO_TEST_CASE(a_speed_is_kept) {
    BOOST_REQUIRE(delivery.connect(1s).ok());
    Publishing publishing(delivery, nullptr, clock, {{HaFormat::kPlainJson, ""}}, 20.0);
    const TimeUs begin = clock.steady_us();
    publishing.run(source_of(7), go_on);  // six seconds of the home
    const TimeUs taken = clock.steady_us() - begin;
    BOOST_TEST(taken >= 300'000);
    BOOST_TEST(taken < 3'000'000);
}

BOOST_AUTO_TEST_CASE(it_stops_when_told_even_if_nothing_is_confirmed) {
    BOOST_REQUIRE(delivery.connect(1s).ok());
    session.confirming = false;
    Publishing publishing(delivery, nullptr, clock, {{HaFormat::kStatestream, ""}}, std::nullopt);
    int turns = 0;
    const TimeUs begin = clock.steady_us();
    const auto outcome =
        publishing.run(source_of(10'000), [&](const PublishingCounts&) { return ++turns < 3; });
    BOOST_TEST(outcome.stopped);
    BOOST_TEST(turns == 3);
    BOOST_TEST(outcome.counts.events < 10'000);
    BOOST_TEST(clock.steady_us() - begin < 10 * kMicrosPerSecond);
}

BOOST_AUTO_TEST_CASE(it_waits_for_the_daemon) {
    BOOST_REQUIRE(delivery.connect(1s).ok());
    CountingDaemon daemon;
    FlowControl flow(daemon.address(), clock);
    BOOST_REQUIRE(flow.begin().ok());
    Publishing publishing(delivery, &flow, clock, {{HaFormat::kPlainJson, ""}}, std::nullopt);
    std::int64_t largest_lag = 0, received = 0;
    const auto outcome = publishing.run(source_of(3'000), [&](const PublishingCounts& counts) {
        largest_lag = std::max(largest_lag, counts.messages - received);
        daemon.receive(counts.messages - received);
        received = counts.messages;
        return true;
    });
    BOOST_TEST(!outcome.failure.has_value());
    BOOST_TEST(outcome.counts.events == 3'000);
    BOOST_TEST(largest_lag <= FlowControl::kMaxLag);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(flow_control)

BOOST_AUTO_TEST_CASE(a_daemon_that_hears_nothing_is_told_apart_from_a_slow_one) {
    CountingDaemon daemon;
    ManualClock clock;
    FlowControl flow(daemon.address(), clock);
    BOOST_REQUIRE(flow.begin().ok());
    BOOST_TEST(flow.may_publish(FlowControl::kMaxLag - 1));
    BOOST_TEST(!flow.may_publish(FlowControl::kMaxLag));
    clock.advance(kMicrosPerSecond);
    BOOST_TEST(!flow.may_publish(FlowControl::kMaxLag));
    BOOST_TEST(!flow.failure().has_value());
    clock.advance(6 * kMicrosPerSecond);
    BOOST_TEST(!flow.may_publish(FlowControl::kMaxLag));
    BOOST_REQUIRE(flow.failure().has_value());
    BOOST_TEST(flow.failure()->text.find("sources") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_daemon_that_listens_to_a_part_does_not_hold_everything_up) {
    CountingDaemon daemon;
    ManualClock clock;
    FlowControl flow(daemon.address(), clock);
    BOOST_REQUIRE(flow.begin().ok());
    daemon.receive(250);  // half of what is published
    BOOST_TEST(flow.may_publish(500));
    daemon.receive(250);
    clock.advance(kMicrosPerSecond);
    BOOST_TEST(!flow.may_publish(1'000));
    clock.advance(6 * kMicrosPerSecond);
    BOOST_TEST(flow.may_publish(1'000));
    BOOST_TEST(flow.heard_share() == 0.5, boost::test_tools::tolerance(0.01));
    BOOST_TEST(!flow.failure().has_value());
}

BOOST_AUTO_TEST_CASE(a_daemon_that_is_away_is_waited_for_a_minute) {
    auto daemon = std::make_unique<CountingDaemon>();
    ManualClock clock;
    FlowControl flow(daemon->address(), clock);
    BOOST_REQUIRE(flow.begin().ok());
    daemon.reset();
    clock.advance(10 * kMicrosPerSecond);
    BOOST_TEST(!flow.may_publish(1'000));
    BOOST_TEST(!flow.failure().has_value());
    clock.advance(61 * kMicrosPerSecond);
    BOOST_TEST(!flow.may_publish(1'000));
    BOOST_TEST(flow.failure().has_value());
}

BOOST_AUTO_TEST_CASE(stored_is_counted_from_the_beginning) {
    CountingDaemon daemon;
    SystemClock clock;
    FlowControl flow(daemon.address(), clock);
    BOOST_REQUIRE(flow.begin().ok());
    daemon.receive(40);
    int asked = 0;
    const auto counts = wait_until_stored(flow, 10, clock, [&](const EventCounts&) {
        if (++asked == 2) daemon.store(10);
        return false;
    });
    BOOST_REQUIRE(counts.ok());
    BOOST_TEST(counts->stored == 10);
    BOOST_TEST(counts->received == 40);
    BOOST_TEST(asked == 2);
    const auto stopped =
        wait_until_stored(flow, 11, clock, [](const EventCounts&) { return true; });
    BOOST_REQUIRE(stopped.ok());
    BOOST_TEST(stopped->stored == 10);
}

BOOST_AUTO_TEST_CASE(a_status_without_counts_is_no_daemon_of_ours) {
    BOOST_TEST(!event_counts_in(Json()).ok());
    BOOST_TEST(!event_counts_in(Json{{"events", {{"received", 1}}}}).ok());
    BOOST_TEST(event_counts_in(Json{{"events", {{"received", 1}, {"stored", 2}}}})->stored == 2);
}

BOOST_AUTO_TEST_SUITE_END()
