#include "worker/channel.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <optional>
#include <thread>

#include "sockets.hpp"

using namespace hearth;
using namespace hearth::worker;
using namespace hearth::worker::test;

BOOST_AUTO_TEST_SUITE(channel)

BOOST_AUTO_TEST_CASE(messages_come_whole_and_in_order) {
    Daemon daemon;
    auto channel = Channel::open(daemon.worker_fd());
    BOOST_REQUIRE(channel.ok());
    BOOST_TEST(!channel->poll());
    const std::string frames = *encode_frame({{"op", "a"}}) + *encode_frame({{"op", "b"}});
    daemon.send_bytes(frames.substr(0, 10));
    BOOST_TEST(!channel->poll());
    daemon.send_bytes(frames.substr(10));
    BOOST_TEST((*channel->poll())["op"] == "a");
    BOOST_TEST((*channel->next())["op"] == "b");
    BOOST_TEST(!channel->poll());
    BOOST_TEST(!channel->is_closed());
}

BOOST_AUTO_TEST_CASE(large_messages_pass_both_ways) {
    Daemon daemon;
    auto channel = Channel::open(daemon.worker_fd());
    BOOST_REQUIRE(channel.ok());
    const Json large{{"text", std::string(2'000'000, 'x')}};
    // Boost.Test is for one thread: the other end reads, and what it has read is looked at after.
    std::optional<Json> read;
    std::thread worker([&] {
        if (auto message = channel->next()) read = std::move(*message);
    });
    daemon.send(large);
    worker.join();
    BOOST_TEST((read == large));
    bool sent = false;
    std::thread sender([&] { sent = channel->send(large).ok(); });
    read = daemon.next();
    sender.join();
    BOOST_TEST(sent);
    BOOST_TEST((read == large));
    BOOST_TEST((channel->send({{"text", std::string(kMaxFrameBytes, 'x')}}).error().code ==
                ErrorCode::kTooLarge));
}

BOOST_AUTO_TEST_CASE(the_end_of_the_daemon_is_noticed) {
    Daemon daemon;
    auto channel = Channel::open(daemon.worker_fd());
    BOOST_REQUIRE(channel.ok());
    daemon.send({{"op", "last"}});
    daemon.hang_up();
    BOOST_TEST((*channel->next())["op"] == "last");
    BOOST_TEST(!channel->next());
    BOOST_TEST(channel->is_closed());
    BOOST_TEST(!channel->send({{"op", "anybody"}}).ok());
}

BOOST_AUTO_TEST_CASE(a_stream_of_nonsense_is_closed) {
    for (const std::string& nonsense :
         {std::string("\xff\xff\xff\xff"), std::string("\0\0\0\2{x", 6)}) {
        Daemon daemon;
        auto channel = Channel::open(daemon.worker_fd());
        BOOST_REQUIRE(channel.ok());
        daemon.send_bytes(nonsense);
        BOOST_TEST(!channel->next());
        BOOST_TEST(channel->is_closed());
        BOOST_TEST(!channel->closed_because().empty());
    }
}

BOOST_AUTO_TEST_CASE(sigterm_is_a_stop) {
    Daemon daemon;
    auto channel = Channel::open(daemon.worker_fd());
    BOOST_REQUIRE(channel.ok());
    std::raise(SIGTERM);
    BOOST_TEST(!channel->next());
    BOOST_TEST(channel->closed_because() == "SIGTERM");
    // Taken out again, so that the test program itself does not end when the signal is unblocked.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    const timespec none{};
    BOOST_TEST(::sigtimedwait(&signals, nullptr, &none) == SIGTERM);
}

BOOST_AUTO_TEST_CASE(what_is_no_socket_is_refused) {
    BOOST_TEST(!Channel::open(-1).ok());
    BOOST_TEST(!Channel::open(0).ok());
    BOOST_TEST(!Channel::open(9999).ok());
}

BOOST_AUTO_TEST_SUITE_END()
