// How the daemon's HTTP door is set up, and the limits that keep it small whoever knocks.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace hearth::http {

struct HttpLimits {
    std::size_t head_bytes = 8 * 1024;
    std::size_t body_bytes = 256 * 1024;
    std::size_t connections = 64;           // all together; one more is answered 503 and closed
    std::size_t event_streams = 16;         // of them, watching the feed
    std::size_t backlog_bytes = 64 * 1024;  // unsent events of one watcher; over it, it is dropped
    std::chrono::milliseconds header_timeout{5'000};  // from the first byte to the end of the head
    std::chrono::milliseconds idle_timeout{30'000};   // between requests, and without progress
    std::chrono::milliseconds command_timeout{60'000};  // for a command to answer; then 504
    std::chrono::milliseconds heartbeat{15'000};        // of an event stream
};

struct HttpOptions {
    std::string socket_path;  // Unix socket; empty: none
    std::string listen;       // "127.0.0.1:8098", "[::1]:8098"; empty: no TCP
    std::string token;        // bearer token that every TCP request must carry; never logged
    HttpLimits limits;
};

}  // namespace hearth::http
