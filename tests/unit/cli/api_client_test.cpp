#include <boost/test/unit_test.hpp>
#include <chrono>
#include <thread>

#include "../http/running_server.hpp"
#include "cli/api_client.hpp"
#include "cli/event_feed.hpp"

using namespace hearth;
using namespace hearth::cli;
using namespace hearth::test;
using namespace std::chrono_literals;

namespace {

ApiAddress over_socket(const RunningServer& server) { return {server.socket(), "", ""}; }

ApiAddress over_tcp(const RunningServer& server, const std::string& token) {
    return {"", "http://127.0.0.1:" + std::to_string(server.port), token};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(api_client)

BOOST_AUTO_TEST_CASE(commands_are_called_over_either_way) {
    RunningServer server;
    for (const ApiAddress& address :
         {over_socket(server), over_tcp(server, RunningServer::kToken)}) {
        ApiClient client(address);
        const auto result = client.call("echo", {{"text", "Küche"}});
        BOOST_REQUIRE_MESSAGE(result.ok(), client.where());
        BOOST_TEST((*result == Json{{"text", "Küche"}}));
        BOOST_TEST(client.call("change").ok());
    }
}

BOOST_AUTO_TEST_CASE(the_daemons_errors_come_through) {
    RunningServer server;
    ApiClient client(over_socket(server));
    const auto wrong = client.call("echo", {{"text", 5}});
    BOOST_REQUIRE(!wrong.ok());
    BOOST_TEST((wrong.error().code == ErrorCode::kInvalid));
    BOOST_TEST(wrong.error().text.find("'text'") != std::string::npos);
    const auto unknown = client.call("nothing");
    BOOST_REQUIRE(!unknown.ok());
    BOOST_TEST((unknown.error().code == ErrorCode::kNotFound));
    BOOST_TEST(!client.daemon_away());
    ApiClient stranger(over_tcp(server, "wrong"));
    const auto refused = stranger.call("echo");
    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST((refused.error().code == ErrorCode::kRefused));
    BOOST_TEST(refused.error().text.find("token") != std::string::npos);
    BOOST_TEST(!stranger.watch_events([](const std::string&, const Json&) { return true; }).ok());
}

BOOST_AUTO_TEST_CASE(a_missing_daemon_is_said_with_advice) {
    TemporaryFolder folder;
    for (const ApiAddress& address : {ApiAddress{folder.file("none.sock"), "", ""},
                                      ApiAddress{"", "http://127.0.0.1:1", "t"}}) {
        ApiClient client(address);
        const auto result = client.call("status");
        BOOST_REQUIRE(!result.ok());
        BOOST_TEST((result.error().code == ErrorCode::kUnavailable));
        BOOST_TEST(result.error().text.starts_with("no daemon is running at " + client.where() +
                                                   ": start it with systemctl start hearthd"));
        BOOST_TEST(client.daemon_away());
    }
}

BOOST_AUTO_TEST_CASE(wrong_urls_are_refused) {
    for (const char* url : {"https://127.0.0.1", "127.0.0.1:8098", "http://", "http://h:x",
                            "http://h/path", "http://user@h", "http://h\r\nX: y"}) {
        ApiClient client({"", url, "t"});
        const auto result = client.call("status");
        BOOST_REQUIRE_MESSAGE(!result.ok(), url);
        BOOST_TEST((result.error().code == ErrorCode::kInvalid), url);
    }
}

BOOST_AUTO_TEST_CASE(a_silent_daemon_times_out) {
    RunningServer server;
    ApiClient client(over_socket(server), 200ms);
    const auto begin = std::chrono::steady_clock::now();
    const auto result = client.call("silent");
    BOOST_REQUIRE(!result.ok());
    BOOST_TEST((result.error().code == ErrorCode::kTimeout));
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 5s));
}

BOOST_AUTO_TEST_CASE(something_else_at_the_address_is_noticed) {
    TemporaryFolder folder;
    asio::io_context loop;
    asio::local::stream_protocol::acceptor acceptor(
        loop, asio::local::stream_protocol::endpoint(folder.file("odd.sock")));
    for (const std::string& reply :
         {std::string("220 mail.example ESMTP\r\n"),
          std::string("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
          std::string("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")}) {
        std::thread server([&] {
            auto socket = acceptor.accept();
            char buffer[1024];
            socket.read_some(asio::buffer(buffer));
            asio::write(socket, asio::buffer(reply));
        });
        ApiClient client({folder.file("odd.sock"), "", ""});
        const auto result = client.call("status");
        server.join();
        BOOST_REQUIRE_MESSAGE(!result.ok(), reply);
        BOOST_TEST((result.error().code == ErrorCode::kInvalid), reply);
    }
}

BOOST_AUTO_TEST_CASE(events_are_watched_until_the_callback_has_enough) {
    RunningServer server;
    ApiClient client(over_socket(server));
    std::vector<std::string> seen;
    std::thread publisher([&] {
        for (int i = 0; i < 500 && server.watchers() == 0; ++i) std::this_thread::sleep_for(10ms);
        for (int i = 0; i < 5; ++i) server.publish("run", {{"n", i}});
    });
    const Status ended = client.watch_events([&](const std::string& kind, const Json& body) {
        seen.push_back(kind + dump_json(body));
        return seen.size() < 3;
    });
    publisher.join();
    BOOST_TEST(ended.ok());
    BOOST_REQUIRE(seen.size() == 3u);
    BOOST_TEST(seen[2] == "run{\"n\":2}");
}

BOOST_AUTO_TEST_CASE(a_feed_queues_events_and_stops_at_once) {
    RunningServer server;
    EventFeed feed(over_socket(server));
    BOOST_REQUIRE(feed.wait_until_open(5s).ok());
    server.publish("decision", {{"id", "R1"}});
    const auto event = feed.next(5s);
    BOOST_REQUIRE(event.has_value());
    BOOST_TEST(event->kind == "decision");
    BOOST_TEST(!feed.next(0ms).has_value());
    BOOST_TEST(!feed.ended());
}

BOOST_AUTO_TEST_CASE(a_feed_ends_with_the_daemon) {
    auto server = std::make_unique<RunningServer>();
    EventFeed feed(over_socket(*server));
    BOOST_REQUIRE(feed.wait_until_open(5s).ok());
    server.reset();
    BOOST_TEST(!feed.next(5s).has_value());
    BOOST_TEST(feed.ended());
    TemporaryFolder folder;
    EventFeed nowhere({folder.file("none.sock"), "", ""});
    const Status open = nowhere.wait_until_open(5s);
    BOOST_REQUIRE(!open.ok());
    BOOST_TEST((open.error().code == ErrorCode::kUnavailable));
}

BOOST_AUTO_TEST_SUITE_END()
