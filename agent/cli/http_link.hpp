// One HTTP exchange of the command line: a socket, blocking steps with time limits that another
// thread may cut short. One thread at a time.
#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <functional>
#include <stop_token>
#include <string>

#include "core/asio.hpp"
#include "core/result.hpp"

namespace hearth::cli {

struct HttpReply {
    unsigned status = 0;
    std::string body;
};

class HttpLink {
public:
    using Milliseconds = std::chrono::milliseconds;

    // Steps end with kCancelled soon after `stop` is requested.
    explicit HttpLink(std::stop_token stop = {}) : stop_(std::move(stop)) {}

    // kUnavailable when nobody listens, kRefused when this user may not open the socket, kTimeout,
    // kInvalid for a path that is too long.
    Status connect_unix(const std::string& path);
    Status connect_tcp(const std::string& host, const std::string& port, Milliseconds timeout);

    // Sends a request as it is.
    Status send(const std::string& request, Milliseconds timeout);

    // The whole reply. kInvalid when it is not HTTP, kTooLarge over 64 MiB, kUnavailable when the
    // other side closes, kTimeout.
    Result<HttpReply> receive(Milliseconds timeout);

    // A reply of status 200 piece by piece, until it ends (kUnavailable) or the callback returns
    // false (success). Another status: the whole reply is returned through `refused`, and success.
    Status receive_stream(Milliseconds silence, const std::function<void()>& on_open,
                          const std::function<bool(std::string_view)>& on_bytes,
                          HttpReply& refused);

private:
    using SystemError = boost::system::error_code;
    using Completion = std::function<void(SystemError)>;
    // Starts an operation and runs the loop until it completes, the time is over (kTimeout) or stop
    // is requested (kCancelled). After the latter two the socket is closed.
    Result<SystemError> wait(const std::function<void(Completion)>& start, Milliseconds timeout);

    std::stop_token stop_;
    asio::io_context loop_;
    asio::generic::stream_protocol::socket socket_{loop_};
    boost::beast::flat_buffer buffer_;
};

}  // namespace hearth::cli
