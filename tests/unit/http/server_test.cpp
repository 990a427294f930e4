#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "raw_client.hpp"
#include "running_server.hpp"

using namespace hearth;
using namespace hearth::test;
using namespace std::chrono_literals;

namespace {

const std::string kBodyEnd = "}";

std::string get(const std::string& target, const std::string& more = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: hearth\r\n" + more + "\r\n";
}

std::string post(const std::string& target, const std::string& body) {
    return "POST " + target +
           " HTTP/1.1\r\nHost: hearth\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

int status_in(const std::string& response) {
    if (!response.starts_with("HTTP/1.1 ")) return 0;
    return std::stoi(response.substr(9, 3));
}

http::HttpLimits quick() {
    http::HttpLimits limits;
    limits.header_timeout = 150ms;
    limits.idle_timeout = 250ms;
    limits.command_timeout = 200ms;
    limits.heartbeat = 100ms;
    return limits;
}

// The daemon still answers an ordinary request.
void check_alive(const RunningServer& server) {
    RawClient client(server.socket());
    client.send(get("/api/v1/echo?text=alive", "Connection: close\r\n"));
    const std::string response = client.receive();
    BOOST_TEST(status_in(response) == 200);
    BOOST_TEST(response.find(R"({"ok":true,"result":{"text":"alive"}})") != std::string::npos);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_server)

BOOST_AUTO_TEST_CASE(several_requests_share_a_connection) {
    RunningServer server;
    RawClient client(server.socket());
    for (int i = 0; i < 3; ++i) {
        client.send(post("/api/v1/echo", R"({"text":"hello"})"));
        BOOST_TEST(status_in(client.receive("}}")) == 200);
    }
    // Pipelined: both sent before the first answer.
    client.send(get("/api/v1/echo?text=one") + get("/api/v1/echo?text=two"));
    const std::string both = client.receive("two");
    BOOST_TEST(both.find("one") < both.find("two"));
    BOOST_TEST(both.find("two") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_chunked_body_is_read) {
    RunningServer server;
    RawClient client(server.socket());
    client.send(
        "POST /api/v1/echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        "8\r\n{\"text\":\r\n4\r\n\"a\"}\r\n0\r\n\r\n");
    BOOST_TEST(client.receive("}}").find(R"("text":"a")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(expect_100_continue_is_answered) {
    RunningServer server;
    RawClient client(server.socket());
    client.send(
        "POST /api/v1/change HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n"
        "Expect: 100-continue\r\n\r\n");
    BOOST_TEST(status_in(client.receive("\r\n\r\n")) == 100);
    client.send("{}");
    BOOST_TEST(status_in(client.receive("changed")) == 200);
}

BOOST_AUTO_TEST_CASE(tcp_needs_the_token) {
    RunningServer server;
    const std::string right = std::string("Authorization: Bearer ") + RunningServer::kToken;
    for (const std::string& more :
         {std::string(), std::string("Authorization: Bearer wrong\r\n"), right + "x\r\n"}) {
        RawClient client(server.port);
        client.send(get("/api/v1/echo", more));
        const std::string response = client.receive();
        BOOST_TEST(status_in(response) == 401);
        BOOST_TEST(response.find(RunningServer::kToken) == std::string::npos);
    }
    RawClient client(server.port);
    client.send(get("/api/v1/echo", right + "\r\n"));
    BOOST_TEST(status_in(client.receive(kBodyEnd)) == 200);
    RawClient events(server.port);
    events.send(get("/api/v1/events"));
    BOOST_TEST(status_in(events.receive()) == 401);
}

BOOST_AUTO_TEST_CASE(malformed_requests_get_400) {
    using std::string_literals::operator""s;  // keeps the NULs
    RunningServer server;
    const std::string hostile[] = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "G\x01T / HTTP/1.1\r\n\r\n",
        "GET /\0 HTTP/1.1\r\n\r\n"s,
        "GET / HTTP/1.1\r\nno colon here\r\n\r\n",
        "POST /api/v1/echo HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /api/v1/echo HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "POST /api/v1/echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s,
        get("/api/v1/echo?text=%zz"),
        get("/../../etc/passwd"),
        get("/%2e%2e/%2e%2e/etc/passwd"),
        get("/api/v1/echo?text=%00"),
        post("/api/v1/echo", "{\"text\":"),
    };
    for (const std::string& text : hostile) {
        RawClient client(server.socket());
        client.send(text);
        BOOST_TEST(status_in(client.receive(kBodyEnd)) == 400, text);
    }
    check_alive(server);
}

BOOST_AUTO_TEST_CASE(a_huge_head_is_refused) {
    RunningServer server;
    RawClient client(server.socket());
    client.send("GET /" + std::string(100'000, 'a') + " HTTP/1.1\r\n\r\n");
    BOOST_TEST(status_in(client.receive()) == 431);
    RawClient many(server.socket());
    std::string text = "GET / HTTP/1.1\r\n";
    for (int i = 0; i < 2'000; ++i) text.append("X-").append(std::to_string(i)).append(": a\r\n");
    many.send(text + "\r\n");
    BOOST_TEST(status_in(many.receive()) == 431);
    check_alive(server);
}

BOOST_AUTO_TEST_CASE(a_huge_body_is_refused) {
    RunningServer server;
    RawClient announced(server.socket());
    announced.send("POST /api/v1/echo HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n");
    BOOST_TEST(status_in(announced.receive()) == 413);

    RawClient sent(server.socket());
    sent.send(post("/api/v1/echo", std::string(300'000, ' ')));
    BOOST_TEST(status_in(sent.receive()) == 413);

    RawClient chunked(server.socket());
    chunked.send("POST /api/v1/echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n50000\r\n");
    chunked.send(std::string(0x50000, ' '));
    BOOST_TEST(status_in(chunked.receive()) == 413);

    RawClient allowed(server.socket());
    allowed.send(post("/api/v1/echo", std::string(200'000, ' ')));
    BOOST_TEST(status_in(allowed.receive(kBodyEnd)) == 200);
}

BOOST_AUTO_TEST_CASE(slow_clients_are_closed) {
    RunningServer server(quick());
    const std::string beginnings[] = {"", "GET / HT", get("/health").substr(0, 30),
                                      "POST /api/v1/echo HTTP/1.1\r\nContent-Length: 10\r\n\r\n{"};
    for (const std::string& text : beginnings) {
        RawClient client(server.socket());
        client.send(text);
        client.receive("", 3s);
        BOOST_TEST(client.closed(), text);
    }
    // A byte now and then does not win more time for the head.
    RawClient drip(server.socket());
    const auto begin = std::chrono::steady_clock::now();
    while (drip.send("G") && std::chrono::steady_clock::now() - begin < 3s)
        std::this_thread::sleep_for(20ms);
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 2s));
    check_alive(server);
}

BOOST_AUTO_TEST_CASE(a_command_that_does_not_answer_times_out) {
    RunningServer server(quick());
    RawClient client(server.socket());
    client.send(get("/api/v1/silent"));
    const std::string response = client.receive();
    BOOST_TEST(status_in(response) == 504);
    BOOST_TEST(response.find("\"timeout\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_command_may_answer_later) {
    RunningServer server;
    RawClient client(server.socket());
    client.send(get("/api/v1/silent"));
    for (int i = 0; i < 200; ++i) {
        if (server.on_loop([&] { return server.held != nullptr; })) break;
        std::this_thread::sleep_for(10ms);
    }
    server.on_loop([&] {
        const auto reply = std::exchange(server.held, nullptr);
        BOOST_REQUIRE(reply != nullptr);
        reply(Json("at last"));
        reply(Json("again"));
    });
    BOOST_TEST(client.receive("}").find("at last") != std::string::npos);
    client.send(get("/health"));
    BOOST_TEST(client.receive("}}").find("again") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(connections_are_limited) {
    http::HttpLimits limits;
    limits.connections = 3;
    RunningServer server(limits);
    {
        RawClient one(server.socket()), two(server.socket()), three(server.socket());
        three.send(get("/health"));
        BOOST_TEST(status_in(three.receive(kBodyEnd)) == 200);
        RawClient four(server.socket());
        BOOST_TEST(status_in(four.receive()) == 503);
        BOOST_TEST(four.closed());
    }
    for (int i = 0; i < 100; ++i) {  // the server has to notice first that they are gone
        RawClient again(server.socket());
        again.send(get("/health"));
        if (status_in(again.receive(kBodyEnd)) == 200) break;
        BOOST_REQUIRE(i < 99);
        std::this_thread::sleep_for(20ms);
    }
}

BOOST_AUTO_TEST_CASE(the_socket_file_is_guarded) {
    TemporaryFolder folder;
    const std::string path = folder.file("a.sock");
    asio::io_context loop;
    commands::CommandRegistry registry;
    Feed feed;
    http::HttpServer first(loop, registry, feed, {path, "", "", {}});
    BOOST_REQUIRE(first.start().ok());
    struct stat info {};
    BOOST_REQUIRE(::stat(path.c_str(), &info) == 0);
    BOOST_TEST((info.st_mode & 0777) == 0660u);

    http::HttpServer second(loop, registry, feed, {path, "", "", {}});
    const Status refused = second.start();
    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST((refused.error().code == ErrorCode::kConflict));
    second.stop();
    BOOST_TEST(std::filesystem::exists(path));
    first.stop();
    BOOST_TEST(!std::filesystem::exists(path));
}

BOOST_AUTO_TEST_CASE(a_stale_socket_file_is_replaced_and_others_are_not) {
    TemporaryFolder folder;
    const std::string stale = folder.file("stale.sock"), other = folder.file("data");
    asio::io_context loop;
    commands::CommandRegistry registry;
    Feed feed;
    {
        asio::local::stream_protocol::acceptor dead(loop,
                                                    asio::local::stream_protocol::endpoint(stale));
    }
    BOOST_REQUIRE(std::filesystem::exists(stale));
    http::HttpServer server(loop, registry, feed, {stale, "", "", {}});
    BOOST_TEST(server.start().ok());

    std::ofstream(other) << "precious";
    http::HttpServer wrong(loop, registry, feed, {other, "", "", {}});
    BOOST_TEST(!wrong.start().ok());
    BOOST_TEST(std::filesystem::file_size(other) == 8u);
    http::HttpServer nowhere(loop, registry, feed, {folder.file("no/where.sock"), "", "", {}});
    BOOST_TEST(!nowhere.start().ok());
    http::HttpServer longest(loop, registry, feed, {"/tmp/" + std::string(200, 'x'), "", "", {}});
    BOOST_TEST(!longest.start().ok());
}

BOOST_AUTO_TEST_CASE(tcp_is_for_loopback_and_with_a_token_only) {
    asio::io_context loop;
    commands::CommandRegistry registry;
    Feed feed;
    const std::pair<std::string, std::string> wrong[] = {
        {"127.0.0.1:0", ""}, {"0.0.0.0:0", "t"},       {"192.168.1.1:0", "t"},
        {"127.0.0.1", "t"},  {"127.0.0.1:x", "t"},     {"[::]:0", "t"},
        {"::1:0", "t"},      {"127.0.0.1:70000", "t"}, {"example.org:80", "t"},
        {"127.0.0.1:", "t"}};
    for (const auto& [listen, token] : wrong) {
        http::HttpServer server(loop, registry, feed, {"", listen, token, {}});
        const Status started = server.start();
        BOOST_REQUIRE_MESSAGE(!started.ok(), listen);
        BOOST_TEST((started.error().code == ErrorCode::kInvalid), listen);
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(event_stream)

BOOST_AUTO_TEST_CASE(events_and_heartbeats_arrive) {
    RunningServer server(quick());
    RawClient client(server.socket());
    client.send(get("/api/v1/events"));
    const std::string head = client.receive(": hearth\n\n");
    BOOST_TEST(status_in(head) == 200);
    BOOST_TEST(head.find("Content-Type: text/event-stream") != std::string::npos);
    BOOST_TEST(server.watchers() == 1u);
    server.publish("run", Json{{"id", "R1"}, {"text", "two\nlines"}});
    const std::string event = client.receive("\n\n");
    BOOST_TEST(event.find("event: run\ndata: {\"id\":\"R1\",\"text\":\"two\\nlines\"}\n\n") !=
               std::string::npos);
    BOOST_TEST(client.receive(": heartbeat\n\n", 2s).find(": heartbeat") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_watcher_that_leaves_is_forgotten) {
    RunningServer server;
    {
        RawClient client(server.socket());
        client.send(get("/api/v1/events"));
        client.receive(": hearth\n\n");
        BOOST_TEST(server.watchers() == 1u);
    }
    for (int i = 0; i < 100 && server.watchers() > 0; ++i) std::this_thread::sleep_for(10ms);
    BOOST_TEST(server.watchers() == 0u);
    server.publish("run", Json::object());
}

BOOST_AUTO_TEST_CASE(a_watcher_that_does_not_read_is_dropped) {
    RunningServer server;
    RawClient slow(server.socket()), fast(server.socket());
    slow.send(get("/api/v1/events"));
    fast.send(get("/api/v1/events"));
    fast.receive(": hearth\n\n");
    for (int i = 0; i < 100 && server.watchers() < 2; ++i) std::this_thread::sleep_for(10ms);
    const Json body{{"filler", std::string(8'000, 'x')}};
    for (int i = 0; i < 500 && server.watchers() > 1; ++i) {
        server.publish("status", body);
        fast.receive("\n\n");
    }
    BOOST_TEST(server.watchers() == 1u);
    server.publish("run", Json{{"still", "here"}});
    BOOST_TEST(fast.receive("still").find("still") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(event_streams_are_limited) {
    http::HttpLimits limits;
    limits.event_streams = 1;
    RunningServer server(limits);
    RawClient one(server.socket()), two(server.socket());
    one.send(get("/api/v1/events"));
    one.receive(": hearth\n\n");
    two.send(get("/api/v1/events"));
    BOOST_TEST(status_in(two.receive()) == 503);
}

BOOST_AUTO_TEST_CASE(stopping_ends_the_streams) {
    auto server = std::make_unique<RunningServer>();
    RawClient client(server->socket());
    client.send(get("/api/v1/events"));
    client.receive(": hearth\n\n");
    server.reset();
    client.receive("", 2s);
    BOOST_TEST(client.closed());
}

BOOST_AUTO_TEST_SUITE_END()
