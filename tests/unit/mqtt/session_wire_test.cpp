// The session against a broker that the test plays packet by packet: what a real broker does too
// seldom or too fast to see.
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <future>
#include <optional>

#include "core/clock.hpp"
#include "mqtt/message_gate.hpp"
#include "mqtt/paho_session.hpp"
#include "support/raw_broker.hpp"
#include "support/test_loop.hpp"

namespace wire = hearth::test::wire;
using namespace std::chrono_literals;
using hearth::PahoSession;
using hearth::test::RawBroker;

namespace {

struct Fixture {
    RawBroker broker;
    hearth::SystemClock clock;
    hearth::test::TestLoop loop;
    std::optional<PahoSession> session;
    int connected = 0, lost = 0;
    std::vector<std::int64_t> delivered;

    explicit Fixture(int connect_timeout_s = 10) {
        hearth::BrokerOptions options;
        options.uri = broker.uri();
        options.client_id = "wire";
        options.username = "me";
        options.password = "hunter2";
        options.retry_first_ms = 50;
        options.retry_max_ms = 100;
        options.connect_timeout_s = connect_timeout_s;
        session.emplace(options, loop.post(), clock);
    }

    void start(hearth::MessageGate::Handler on_message = nullptr) {
        hearth::Handlers handlers;
        handlers.on_message = std::move(on_message);
        handlers.on_connected = [this](bool) { ++connected; };
        handlers.on_lost = [this](const std::string&) { ++lost; };
        handlers.on_delivered = [this](std::int64_t id) { delivered.push_back(id); };
        const hearth::Status started = session->start(std::move(handlers));
        BOOST_REQUIRE(started.ok());
    }

    bool meet() {
        return broker.meet() && loop.run_until([&] { return session->state().connected; });
    }

    std::string error_after_refusal(int code) {
        BOOST_REQUIRE(broker.accept());
        BOOST_REQUIRE(broker.expect(wire::kConnect).has_value());
        // Before the answer: the session may have taken note of it at once.
        const std::string before = session->state().last_error;
        broker.welcome(code);
        loop.run_until([&] { return session->state().last_error != before; });
        return session->state().last_error;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(session_on_the_wire)

BOOST_AUTO_TEST_CASE(connects_as_3_1_1_and_keeps_the_session) {
    Fixture test;
    test.start();
    BOOST_TEST((test.session->start({}).error().code == hearth::ErrorCode::kConflict));
    BOOST_REQUIRE(test.broker.accept());
    const auto packet = test.broker.expect(wire::kConnect);
    BOOST_REQUIRE(packet.has_value());
    BOOST_TEST(packet->body.substr(0, 6) == wire::text("MQTT"));
    BOOST_TEST(static_cast<int>(packet->body[6]) == 4);  // 3.1.1
    const int flags = static_cast<unsigned char>(packet->body[7]);
    BOOST_TEST((flags & 2) == 0);  // not a clean session
    BOOST_TEST((flags & 0xc0) == 0xc0);
    BOOST_TEST(packet->body.find(wire::text("wire")) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(puback_leaves_after_the_handler_returned) {
    std::promise<void> entered, release;
    auto released = release.get_future();
    Fixture test;
    test.start([&](std::string_view, std::string_view, bool) {
        entered.set_value();
        released.wait();
    });
    BOOST_REQUIRE(test.meet());
    test.broker.send(wire::publish("a", "x", 7, false));
    BOOST_REQUIRE((entered.get_future().wait_for(5s) == std::future_status::ready));
    BOOST_TEST(!test.broker.read(300ms).has_value());
    release.set_value();
    const auto ack = test.broker.expect(wire::kPuback);
    BOOST_REQUIRE(ack.has_value());
    BOOST_TEST(ack->id() == 7);
}

BOOST_AUTO_TEST_CASE(publishing_does_not_wait_for_a_handler_that_runs) {
    std::promise<void> entered, release;
    auto released = release.get_future();
    Fixture test;
    test.start([&](std::string_view, std::string_view, bool) {
        entered.set_value();
        released.wait();
    });
    BOOST_REQUIRE(test.meet());
    test.broker.send(wire::publish("a", "x", 7, false));
    entered.get_future().wait();
    const auto begin = std::chrono::steady_clock::now();
    const auto id = test.session->publish("out", "y", 1, false);
    BOOST_TEST(id.ok());
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 50ms));
    release.set_value();
    const auto publish = test.broker.expect(wire::kPublish);
    BOOST_REQUIRE(publish.has_value());
    test.broker.send(wire::encode(wire::kPuback, 0, publish->body.substr(5, 2)));
    BOOST_TEST(test.loop.run_until([&] { return !test.delivered.empty(); }));
    BOOST_TEST(test.delivered.at(0) == id.value());
}

BOOST_AUTO_TEST_CASE(only_a_confirmed_message_is_reported_and_a_lost_one_is_forgotten) {
    Fixture test;
    test.start();
    BOOST_TEST((test.session->publish("out", "y", 1, false).error().code ==
                hearth::ErrorCode::kUnavailable));
    BOOST_REQUIRE(test.meet());
    BOOST_REQUIRE(test.session->publish("out", "first", 1, false).ok());
    BOOST_REQUIRE(test.broker.expect(wire::kPublish).has_value());
    test.broker.hang_up();
    BOOST_TEST(test.loop.run_until([&] { return test.lost == 1; }));
    BOOST_TEST(test.session->state().last_error.find("client id 'wire'") != std::string::npos);
    BOOST_REQUIRE(test.meet());
    BOOST_TEST(test.delivered.empty());
    // Its owner sends it again; the session does not.
    const auto second = test.session->publish("out", "second", 1, false);
    const auto publish = test.broker.expect(wire::kPublish);
    BOOST_REQUIRE(publish.has_value());
    BOOST_TEST(publish->body.substr(7) == "second");
    test.broker.send(wire::encode(wire::kPuback, 0, publish->body.substr(5, 2)));
    BOOST_TEST(test.loop.run_until([&] { return test.delivered.size() == 1; }));
    BOOST_TEST(test.delivered.at(0) == second.value());
    BOOST_TEST(test.connected == 2);
}

BOOST_AUTO_TEST_CASE(a_refused_subscription_is_shown) {
    Fixture test;
    test.session->set_subscriptions({{"secret/#", 1}});
    test.start();
    BOOST_REQUIRE(test.meet());
    const auto request = test.broker.expect(wire::kSubscribe);
    BOOST_REQUIRE(request.has_value());
    test.broker.send(wire::encode(wire::kSuback, 0, wire::number(request->id()) + '\x80'));
    BOOST_TEST(test.loop.run_until([&] { return !test.session->state().last_error.empty(); }));
    BOOST_TEST(test.session->state().last_error.find("secret/#") != std::string::npos);
    BOOST_TEST(!test.session->state().subscribed);
}

BOOST_AUTO_TEST_CASE(refusals_are_explained_without_the_password) {
    Fixture test;
    test.start();
    for (const auto& [code, word] : {std::pair{4, "password is wrong"}, std::pair{5, "access list"},
                                     std::pair{2, "client_id"}, std::pair{3, "not ready"}}) {
        const std::string text = test.error_after_refusal(code);
        BOOST_TEST(text.find(word) != std::string::npos, text);
        BOOST_TEST(text.find(test.broker.uri()) != std::string::npos);
        BOOST_TEST(text.find("hunter2") == std::string::npos);
    }
    BOOST_TEST(test.connected == 0);
}

BOOST_AUTO_TEST_CASE(a_clean_end_says_good_bye_and_sends_what_was_accepted) {
    Fixture test;
    test.start();
    BOOST_REQUIRE(test.meet());
    BOOST_REQUIRE(test.session->publish("status", "offline", 0, true).ok());
    const auto begin = std::chrono::steady_clock::now();
    test.session->stop("test");
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 2500ms));
    const auto publish = test.broker.read();
    BOOST_REQUIRE(publish.has_value());
    BOOST_TEST((publish->type == wire::kPublish));
    BOOST_TEST(test.broker.expect(wire::kDisconnect).has_value());
    BOOST_TEST((test.session->publish("a", "b", 0, false).error().code ==
                hearth::ErrorCode::kUnavailable));
    test.loop.run_for(50ms);
    BOOST_TEST(test.delivered.empty());  // no handler after stop()
    BOOST_TEST(test.lost == 0);
}

BOOST_AUTO_TEST_CASE(stops_in_time_while_the_broker_is_silent) {
    Fixture test;
    test.start();
    BOOST_REQUIRE(test.broker.accept());
    const auto begin = std::chrono::steady_clock::now();
    test.session->stop("test");
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 2500ms));
    BOOST_TEST(test.connected == 0);
}

BOOST_AUTO_TEST_CASE(gives_up_on_a_silent_broker_and_tries_again) {
    Fixture test(1);
    test.start();
    BOOST_REQUIRE(test.broker.accept());
    BOOST_TEST(test.loop.run_until([&] { return !test.session->state().last_error.empty(); }));
    BOOST_TEST(test.meet());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sent_is_refused) {
    Fixture test;
    test.start();
    BOOST_REQUIRE(test.meet());
    const auto code = [&](const char* topic, std::size_t bytes, int qos) {
        return test.session->publish(topic, std::string(bytes, 'x'), qos, false).error().code;
    };
    BOOST_TEST((code("a/#", 1, 1) == hearth::ErrorCode::kInvalid));
    BOOST_TEST((code("", 1, 1) == hearth::ErrorCode::kInvalid));
    BOOST_TEST((code("a", 1, 2) == hearth::ErrorCode::kInvalid));
    BOOST_TEST((code("a", hearth::kMaxPublishBytes + 1, 1) == hearth::ErrorCode::kTooLarge));
}

BOOST_AUTO_TEST_SUITE_END()
