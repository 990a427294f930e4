// A blocking socket that sends whatever a test wants, however wrong.
#pragma once

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <stdexcept>
#include <string>

namespace hearth::test {

class RawClient {
public:
    explicit RawClient(const std::string& path) : fd_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
        connect(reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    }
    explicit RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connect(reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    }
    ~RawClient() { ::close(fd_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    // False when the other side does not take it any more.
    bool send(std::string_view text) const {
        while (!text.empty()) {
            const ssize_t sent = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    // Reads until `until` has come, the other side has closed or the time is over.
    std::string receive(const std::string& until = "",
                        std::chrono::milliseconds time = std::chrono::seconds(5)) {
        const auto end = std::chrono::steady_clock::now() + time;
        std::string out;
        while (until.empty() || out.find(until) == std::string::npos) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                end - std::chrono::steady_clock::now());
            pollfd item{fd_, POLLIN, 0};
            if (left.count() <= 0 || ::poll(&item, 1, static_cast<int>(left.count())) <= 0) break;
            char buffer[4096];
            const ssize_t got = ::recv(fd_, buffer, sizeof(buffer), 0);
            closed_ = got <= 0;
            if (closed_) break;
            out.append(buffer, static_cast<std::size_t>(got));
        }
        return out;
    }

    bool closed() const { return closed_; }
    int fd() const { return fd_; }

private:
    void connect(const sockaddr* address, socklen_t size) const {
        if (::connect(fd_, address, size) != 0)
            throw std::runtime_error(std::string("connect: ") + std::strerror(errno));
    }

    int fd_;
    bool closed_ = false;
};

}  // namespace hearth::test
