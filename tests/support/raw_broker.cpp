#include "support/raw_broker.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace hearth::test {
namespace {
bool readable(int socket, std::chrono::milliseconds within) {
    pollfd ready{socket, POLLIN, 0};
    return ::poll(&ready, 1, static_cast<int>(within.count())) > 0;
}
}  // namespace

RawBroker::RawBroker() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("cannot listen on the loopback interface");
    port_ = ntohs(address.sin_port);
}

RawBroker::~RawBroker() {
    hang_up();
    ::close(listener_);
}

void RawBroker::hang_up() {
    if (client_ >= 0) ::close(client_);
    client_ = -1;
    in_.clear();
}

bool RawBroker::accept(std::chrono::milliseconds within) {
    hang_up();
    if (!readable(listener_, within)) return false;
    client_ = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    return client_ >= 0;
}

std::optional<wire::Packet> RawBroker::read(std::chrono::milliseconds within) {
    const auto deadline = std::chrono::steady_clock::now() + within;
    while (client_ >= 0) {
        if (auto packet = wire::take_packet(in_)) return packet;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0 || !readable(client_, left)) return std::nullopt;
        std::array<char, 4096> bytes;
        const ssize_t count = ::recv(client_, bytes.data(), bytes.size(), 0);
        if (count <= 0) return std::nullopt;
        in_.append(bytes.data(), static_cast<std::size_t>(count));
    }
    return std::nullopt;
}

std::optional<wire::Packet> RawBroker::expect(wire::Type type) {
    while (auto packet = read())
        if (packet->type == type) return packet;
    return std::nullopt;
}

void RawBroker::send(std::string_view bytes) {
    (void)::send(client_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void RawBroker::welcome(int code, bool session_present) {
    const std::string body{session_present ? '\1' : '\0', static_cast<char>(code)};
    send(wire::encode(wire::kConnack, 0, body));
}

bool RawBroker::meet() {
    if (!accept() || !expect(wire::kConnect)) return false;
    welcome();
    return true;
}

}  // namespace hearth::test
