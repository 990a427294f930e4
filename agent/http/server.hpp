// The HTTP door of the daemon: REST under /api/v1 and server-sent events, over a Unix socket
// (whoever may open the file, mode 0660, may command) and optionally over TCP on loopback (with a
// token).
//
// Runs on the one event loop; every member is called there (or while the loop does not run).
#pragma once

#include <cstdint>
#include <memory>

#include "commands/command_registry.hpp"
#include "core/asio.hpp"
#include "core/feed.hpp"
#include "core/result.hpp"
#include "http/options.hpp"

namespace hearth::http {

class HttpServer {
public:
    // The registry, the feed and the loop must outlive the server. Commands may be added to the
    // registry later.
    HttpServer(asio::io_context& loop, const commands::CommandRegistry& registry, Feed& feed,
               HttpOptions options);
    ~HttpServer();  // stops
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    // Opens the sockets and begins to accept. A socket file that nobody listens on is removed.
    // Errors: kConflict (another daemon listens there), kInvalid (address not on loopback, TCP
    // without a token, path too long or not a socket), kIo (with the system's reason).
    Status start();

    // Closes everything, drops every client and removes the socket file. Harmless when not started.
    void stop();

    // Clients that watch /api/v1/events now: the daemon publishes "status" only while there are
    // some.
    std::size_t watchers() const;

    // The TCP port that is listened on; 0 when there is none. For `listen` with port 0.
    std::uint16_t tcp_port() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace hearth::http
