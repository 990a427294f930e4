#include "worker/channel.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace hearth::worker {

namespace {

constexpr std::size_t kBlockBytes = 65'536;

Error io_error(const std::string& what) {
    return {ErrorCode::kIo, what + ": " + std::strerror(errno)};
}

}  // namespace

Result<Channel> Channel::open(int fd) {
    int type = 0;
    socklen_t length = sizeof type;
    if (::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) != 0)
        return Error{ErrorCode::kInvalid, "file descriptor " + std::to_string(fd) +
                                              " is no socket: hearthd starts this program"};
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    if (::pthread_sigmask(SIG_BLOCK, &signals, nullptr) != 0)
        return io_error("cannot block SIGTERM");
    const int signal_fd = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signal_fd < 0) return io_error("cannot listen for SIGTERM");
    return Channel(fd, signal_fd);
}

Channel::Channel(Channel&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      signal_fd_(std::exchange(other.signal_fd_, -1)),
      decoder_(std::move(other.decoder_)),
      waiting_(std::move(other.waiting_)),
      is_closed_(other.is_closed_),
      closed_because_(std::move(other.closed_because_)) {}

Channel::~Channel() {
    if (fd_ >= 0) ::close(fd_);
    if (signal_fd_ >= 0) ::close(signal_fd_);
}

std::optional<Json> Channel::next() {
    while (waiting_.empty() && !is_closed_) receive(-1);
    return take();
}

std::optional<Json> Channel::poll() {
    if (waiting_.empty() && !is_closed_) receive(0);
    return take();
}

std::optional<Json> Channel::take() {
    if (waiting_.empty()) return std::nullopt;
    Json message = std::move(waiting_.front());
    waiting_.pop_front();
    return message;
}

void Channel::receive(int timeout_ms) {
    std::array<pollfd, 2> sources{pollfd{fd_, POLLIN, 0}, pollfd{signal_fd_, POLLIN, 0}};
    const int ready = ::poll(sources.data(), sources.size(), timeout_ms);
    if (ready < 0 && errno != EINTR) return close(std::string("poll: ") + std::strerror(errno));
    if (ready <= 0) return;
    if (sources[1].revents != 0) return close("SIGTERM");
    if (sources[0].revents != 0) read_socket();
}

void Channel::read_socket() {
    std::array<char, kBlockBytes> block;
    const ssize_t got = ::recv(fd_, block.data(), block.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (got < 0) return close(std::string("the socket failed: ") + std::strerror(errno));
    if (got == 0) return close("the daemon closed the socket");
    decoder_.feed({block.data(), static_cast<std::size_t>(got)});
    decode();
}

void Channel::decode() {
    for (;;) {
        auto message = decoder_.next();
        if (!message) return close("a message cannot be read: " + message.error().text);
        if (!message->has_value()) return;
        waiting_.push_back(std::move(**message));
    }
}

void Channel::close(std::string reason) {
    is_closed_ = true;
    closed_because_ = std::move(reason);
}

Status Channel::send(const Json& message) {
    const auto frame = encode_frame(message);
    if (!frame) return frame.error();
    std::string_view rest = *frame;
    while (!rest.empty()) {
        const ssize_t sent = ::send(fd_, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return io_error("cannot send to the daemon");
        rest.remove_prefix(static_cast<std::size_t>(sent));
    }
    return {};
}

}  // namespace hearth::worker
