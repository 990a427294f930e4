#include "app/service_notifier.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace hearth::app {

ServiceNotifier::ServiceNotifier(asio::io_context& loop) : timer_(loop) {
    if (const char* path = std::getenv("NOTIFY_SOCKET")) socket_path_ = path;
    if (const char* period = std::getenv("WATCHDOG_USEC"))
        watchdog_ = std::chrono::microseconds(std::strtoll(period, nullptr, 10));
}

void ServiceNotifier::notify(const std::string& message) const {
    if (socket_path_.empty()) return;
    sockaddr_un address{};
    if (socket_path_.size() >= sizeof address.sun_path) return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, socket_path_.data(), socket_path_.size());
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';  // abstract socket
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return;
    ::sendto(fd, message.data(), message.size(), MSG_NOSIGNAL,
             reinterpret_cast<const sockaddr*>(&address),
             static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_path_.size()));
    ::close(fd);
}

void ServiceNotifier::ready(const std::string& status) {
    notify("READY=1\nSTATUS=" + status);
    if (watchdog_.count() > 0 && !socket_path_.empty()) feed_watchdog();
}

void ServiceNotifier::stopping() {
    timer_.cancel();
    notify("STOPPING=1");
}

void ServiceNotifier::set_status(const std::string& status) { notify("STATUS=" + status); }

void ServiceNotifier::feed_watchdog() {
    notify("WATCHDOG=1");
    timer_.expires_after(watchdog_ / 2);
    timer_.async_wait([this](const boost::system::error_code& failed) {
        if (!failed) feed_watchdog();
    });
}

}  // namespace hearth::app
