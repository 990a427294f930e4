#include "support/test_publisher.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <stdexcept>

#include "support/mqtt_wire.hpp"

namespace hearth::test {
namespace {

constexpr std::size_t kWriteBytes = 16 * 1024;
constexpr int kMaxWindow = 10'000;
constexpr std::chrono::milliseconds kPatience{30'000};

int connect_to(const std::string& host, int port) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
        throw std::runtime_error("test publisher: unknown host " + host);
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> list(found, ::freeaddrinfo);
    for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
        const int socket = ::socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (socket >= 0 && ::connect(socket, one->ai_addr, one->ai_addrlen) == 0) {
            const int on = 1;
            ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            return socket;
        }
        if (socket >= 0) ::close(socket);
    }
    throw std::runtime_error("test publisher: nothing accepts connections at " + host + ":" +
                             std::to_string(port));
}

}  // namespace

TestPublisher::TestPublisher(const std::string& host, int port, const std::string& client_id,
                             int window)
    : socket_(connect_to(host, port)), window_(std::clamp(window, 1, kMaxWindow)) {
    out_ = wire::connect(client_id);
    try {
        send_all();
        while (!connected_)
            if (!read_acks(kPatience))
                throw std::runtime_error("test publisher: the broker does not answer");
    } catch (...) {
        ::close(socket_);
        throw;
    }
}

TestPublisher::~TestPublisher() {
    const std::string goodbye = wire::encode(wire::kDisconnect, 0, "");
    (void)::send(socket_, goodbye.data(), goodbye.size(), MSG_NOSIGNAL);
    ::close(socket_);
}

void TestPublisher::publish(std::string_view topic, std::string_view payload, bool retain) {
    if (sent_ - acked_ >= window_) {
        send_all();
        // Half the window at a time keeps writes and reads large.
        while (sent_ - acked_ > window_ / 2)
            if (!read_acks(kPatience))
                throw std::runtime_error("test publisher: the broker sends no PUBACK");
    }
    if (++packet_id_ == 0) packet_id_ = 1;
    out_ += wire::publish(topic, payload, packet_id_, retain);
    ++sent_;
    if (out_.size() >= kWriteBytes) send_all();
}

bool TestPublisher::flush(std::chrono::milliseconds within) {
    const auto deadline = std::chrono::steady_clock::now() + within;
    send_all();
    while (acked_ < sent_) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0 || !read_acks(left)) return false;
    }
    return true;
}

void TestPublisher::send_all() {
    std::string_view rest = out_;
    while (!rest.empty()) {
        const ssize_t written = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw std::runtime_error("test publisher: the broker is gone");
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    out_.clear();
}

bool TestPublisher::read_acks(std::chrono::milliseconds wait) {
    pollfd ready{socket_, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return false;
    std::array<char, kWriteBytes> bytes;
    const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (count <= 0) throw std::runtime_error("test publisher: the broker is gone");
    in_.append(bytes.data(), static_cast<std::size_t>(count));
    take_packets();
    return true;
}

void TestPublisher::take_packets() {
    while (const auto packet = wire::take_packet(in_)) {
        if (packet->type == wire::kPuback) ++acked_;
        if (packet->type != wire::kConnack) continue;
        if (packet->body.size() != 2 || packet->body[1] != 0)
            throw std::runtime_error("test publisher: the broker refuses the connection");
        connected_ = true;
    }
}

}  // namespace hearth::test
