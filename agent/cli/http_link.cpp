#include "cli/http_link.hpp"

#include <sys/un.h>

#include <array>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

namespace hearth::cli {

namespace beast_http = boost::beast::http;

namespace {

constexpr std::uint64_t kMaxReply = 64 * 1024 * 1024;
constexpr std::chrono::milliseconds kSlice{100};

Error error_of_read(boost::system::error_code error) {
    if (error == beast_http::error::body_limit)
        return {ErrorCode::kTooLarge, "the reply is over 64 MiB"};
    if (error == beast_http::error::end_of_stream || error == beast_http::error::partial_message ||
        error == asio::error::eof || error == asio::error::connection_reset)
        return {ErrorCode::kUnavailable, "the connection was closed"};
    if (error.category() == beast_http::make_error_code(beast_http::error::bad_method).category())
        return {ErrorCode::kInvalid, "what answers does not speak HTTP: " + error.message()};
    return {ErrorCode::kUnavailable, error.message()};
}

}  // namespace

Result<boost::system::error_code> HttpLink::wait(const std::function<void(Completion)>& start,
                                                 Milliseconds timeout) {
    std::optional<SystemError> outcome;
    loop_.restart();
    start([&outcome](SystemError error) { outcome = error; });
    const auto end = std::chrono::steady_clock::now() + timeout;
    while (!outcome && !stop_.stop_requested() && std::chrono::steady_clock::now() < end) {
        const auto left =
            std::chrono::duration_cast<Milliseconds>(end - std::chrono::steady_clock::now());
        loop_.run_one_for(std::clamp(left, Milliseconds(1), kSlice));
    }
    if (outcome) return *outcome;
    SystemError ignored;
    socket_.close(ignored);
    loop_.restart();
    loop_.run();  // the operation ends, aborted, before what it refers to is gone
    if (stop_.stop_requested()) return Error{ErrorCode::kCancelled, "stopped"};
    return Error{ErrorCode::kTimeout, "no answer in time"};
}

Status HttpLink::connect_unix(const std::string& path) {
    if (path.size() >= sizeof(sockaddr_un::sun_path))
        return Error{ErrorCode::kInvalid, "the socket path " + path + " is too long"};
    SystemError error;
    socket_.connect(asio::local::stream_protocol::endpoint(path), error);
    if (!error) return {};
    if (error == asio::error::access_denied || error == asio::error::no_permission)
        return Error{ErrorCode::kRefused, "you may not open " + path +
                                              ": become a member of the group that owns it "
                                              "(usermod -aG), or run this as root"};
    return Error{ErrorCode::kUnavailable, error.message()};
}

Status HttpLink::connect_tcp(const std::string& host, const std::string& port,
                             Milliseconds timeout) {
    asio::ip::tcp::resolver resolver(loop_);
    SystemError error;
    const auto endpoints = resolver.resolve(host, port, error);
    if (error)
        return Error{ErrorCode::kUnavailable,
                     "cannot find the host " + host + ": " + error.message()};
    Error last{ErrorCode::kUnavailable, "the host has no address"};
    for (const auto& entry : endpoints) {
        socket_ = asio::generic::stream_protocol::socket(loop_);
        const auto outcome =
            wait([&](Completion done) { socket_.async_connect(entry.endpoint(), std::move(done)); },
                 timeout);
        if (outcome && !*outcome) return {};
        last = outcome ? Error{ErrorCode::kUnavailable, outcome->message()} : outcome.error();
    }
    return last;
}

Status HttpLink::send(const std::string& request, Milliseconds timeout) {
    const auto outcome = wait(
        [&](Completion done) {
            asio::async_write(
                socket_, asio::buffer(request),
                [done = std::move(done)](SystemError error, std::size_t) { done(error); });
        },
        timeout);
    if (!outcome) return outcome.error();
    // A server that refuses a request may close before it has read it; its reply says why.
    if (*outcome && *outcome != asio::error::broken_pipe &&
        *outcome != asio::error::connection_reset)
        return Error{ErrorCode::kUnavailable, outcome->message()};
    return {};
}

Result<HttpReply> HttpLink::receive(Milliseconds timeout) {
    beast_http::response_parser<beast_http::string_body> parser;
    parser.body_limit(kMaxReply);
    const auto outcome = wait(
        [&](Completion done) {
            beast_http::async_read(
                socket_, buffer_, parser,
                [done = std::move(done)](SystemError error, std::size_t) { done(error); });
        },
        timeout);
    if (!outcome) return outcome.error();
    if (*outcome) return error_of_read(*outcome);
    return HttpReply{parser.get().result_int(), std::move(parser.get().body())};
}

Status HttpLink::receive_stream(Milliseconds silence, const std::function<void()>& on_open,
                                const std::function<bool(std::string_view)>& on_bytes,
                                HttpReply& refused) {
    beast_http::response_parser<beast_http::buffer_body> parser;
    parser.body_limit(boost::none);
    const auto read = [&](bool head) {
        return wait(
            [&](Completion done) {
                auto handler = [done = std::move(done)](SystemError error, std::size_t) {
                    done(error);
                };
                if (head)
                    beast_http::async_read_header(socket_, buffer_, parser, std::move(handler));
                else
                    beast_http::async_read_some(socket_, buffer_, parser, std::move(handler));
            },
            silence);
    };
    const auto head = read(true);
    if (!head) return head.error();
    if (*head) return error_of_read(*head);
    refused.status = parser.get().result_int();
    const bool wanted = refused.status == 200;
    if (wanted && on_open) on_open();
    std::array<char, 8192> piece{};
    while (!parser.is_done()) {
        auto& body = parser.get().body();
        body.data = piece.data();
        body.size = piece.size();
        const auto outcome = read(false);
        if (!outcome) return outcome.error();
        if (*outcome && *outcome != beast_http::error::need_buffer) return error_of_read(*outcome);
        const std::string_view bytes(piece.data(), piece.size() - body.size);
        if (!wanted)
            refused.body.append(bytes.substr(0, kMaxReply - refused.body.size()));
        else if (!bytes.empty() && !on_bytes(bytes))
            return {};
    }
    if (!wanted) return {};
    return Error{ErrorCode::kUnavailable, "the connection was closed"};
}

}  // namespace hearth::cli
