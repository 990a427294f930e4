// One client that watches the feed: server-sent events (WHATWG HTML, section 9.2) until either side
// ends it. A client that does not keep up is dropped rather than waited for.
//
// On the event loop only; kept alive by its own pending operations.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "http/session.hpp"

namespace hearth::http {

class SseSession final : public Session, public std::enable_shared_from_this<SseSession> {
public:
    SseSession(Socket socket, std::shared_ptr<SharedState> shared);

    // Sends the head, then every event that is published from now on.
    void start();
    void close() override;

private:
    void send(const std::string& text);
    void write();
    void watch_for_end();
    void await_heartbeat();

    Socket socket_;
    std::shared_ptr<SharedState> shared_;
    asio::steady_timer heartbeat_;
    std::uint64_t subscription_ = 0;
    std::string pending_, writing_;  // the next bytes, and those the system is taking now
    bool stalled_ = false;           // no write has ended since the last heartbeat
    std::array<char, 64> discard_{};
    bool open_ = true;
};

}  // namespace hearth::http
