// The command line's way to the daemon: HTTP over the Unix socket or over TCP with a token.
//
// Blocking, one connection a call. An object may be used by one thread at a time; different objects
// are independent. Every call ends within its time-out.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>

#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::cli {

class HttpLink;

struct ApiAddress {
    std::string socket_path = "/run/hearth/hearth.sock";
    std::string url;    // "http://127.0.0.1:8098"; when not empty, used in place of the socket
    std::string token;  // bearer token; needed with a URL
};

class ApiClient {
public:
    explicit ApiClient(ApiAddress address,
                       std::chrono::milliseconds timeout = std::chrono::seconds(70));

    // POST /api/v1/<command>. The result of the command, or its error with the daemon's code and
    // text. kUnavailable with advice when no daemon answers at the address, kTimeout, kInvalid when
    // the URL cannot be understood or what answers is no Hearth.
    Result<Json> call(const std::string& command, const Json& arguments = Json::object());

    // Whether the last call or watch failed because no daemon answers there (and not because the
    // daemon said no).
    bool daemon_away() const { return away_; }

    // False stops the watching.
    using EventCallback = std::function<bool(const std::string& kind, const Json& body)>;

    // GET /api/v1/events until the callback returns false or `stop` is requested (both: success).
    // `on_open` is called once the daemon has answered: what happens from then on is seen.
    // kUnavailable when the daemon is not there or ends the stream, kTimeout when it is silent for
    // longer than three heartbeats.
    Status watch_events(const EventCallback& callback, std::stop_token stop = {},
                        const std::function<void()>& on_open = {});

    // Where it knocks, for messages: "/run/hearth/hearth.sock" or the URL.
    std::string where() const;

private:
    Status open(HttpLink& link);
    Error lost(const Error& error);

    ApiAddress address_;
    std::chrono::milliseconds timeout_;
    bool away_ = false;
};

}  // namespace hearth::cli
