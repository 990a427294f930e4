// Both ends of a socket: one for the worker, one for the test, which plays the daemon.
#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <optional>
#include <string>

#include "core/frame.hpp"

namespace hearth::worker::test {

class Daemon {
public:
    Daemon() {
        BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_.data()) == 0);
    }
    ~Daemon() { hang_up(); }
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    // The worker's end; whoever gets it closes it.
    int worker_fd() const { return ends_[1]; }

    void send(const Json& message) const { send_bytes(*encode_frame(message)); }
    void send_bytes(const std::string& bytes) const {
        BOOST_REQUIRE(::send(ends_[0], bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
                      static_cast<ssize_t>(bytes.size()));
    }

    // The next message; nothing when the worker has hung up.
    std::optional<Json> next() {
        for (;;) {
            auto message = decoder_.next();
            BOOST_REQUIRE(message.ok());
            if (message->has_value()) return *message;
            std::array<char, 65536> block;
            const ssize_t got = ::recv(ends_[0], block.data(), block.size(), 0);
            if (got <= 0) return std::nullopt;
            decoder_.feed({block.data(), static_cast<std::size_t>(got)});
        }
    }

    void hang_up() {
        if (ends_[0] >= 0) ::close(ends_[0]);
        ends_[0] = -1;
    }

private:
    std::array<int, 2> ends_{-1, -1};
    FrameDecoder decoder_;
};

inline std::string test_plugin(const std::string& name) {
    return HEARTH_WORKER_TEST_PLUGINS "/lib" + name + ".so";
}

}  // namespace hearth::worker::test
