// Tells systemd how the service is (sd_notify's protocol: a datagram to $NOTIFY_SOCKET) and feeds
// its watchdog from the event loop, so that a stuck loop is restarted. Does nothing outside
// systemd. Event loop only.
//
// Written out rather than linked: libsystemd would bring four compression and crypto libraries into
// a 12 MB process.
#pragma once

#include <string>

#include "core/asio.hpp"

namespace hearth::app {

class ServiceNotifier {
public:
    explicit ServiceNotifier(asio::io_context& loop);

    void ready(const std::string& status);
    void stopping();
    void set_status(const std::string& status);

private:
    void notify(const std::string& message) const;
    void feed_watchdog();

    std::string socket_path_;
    std::chrono::microseconds watchdog_{0};
    asio::steady_timer timer_;
};

}  // namespace hearth::app
