#include "http/endpoints.hpp"

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

namespace hearth::http {

namespace {

using SystemError = boost::system::error_code;

constexpr mode_t kSocketMode = 0660;
constexpr int kBacklog = 64;

// Anyone who answers at the path?
bool somebody_listens(asio::io_context& loop, const std::string& path) {
    asio::local::stream_protocol::socket probe(loop);
    SystemError error;
    probe.connect(asio::local::stream_protocol::endpoint(path), error);
    // EAGAIN: its queue is full, so there is one.
    return !error || error == asio::error::try_again || error == asio::error::would_block;
}

Status clear_path(asio::io_context& loop, const std::string& path) {
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) {
        if (errno == ENOENT) return {};
        return Error{ErrorCode::kIo, "cannot look at " + path + ": " + std::strerror(errno)};
    }
    if (!S_ISSOCK(info.st_mode))
        return Error{ErrorCode::kInvalid,
                     path + " exists and is not a socket; choose another http.socket"};
    if (somebody_listens(loop, path))
        return Error{ErrorCode::kConflict, "another daemon listens on " + path +
                                               "; stop it, or choose another http.socket"};
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        return Error{ErrorCode::kIo,
                     "cannot remove the stale socket " + path + ": " + std::strerror(errno)};
    return {};
}

struct HostAndPort {
    asio::ip::address host;
    std::uint16_t port = 0;
};

Result<HostAndPort> parse_listen(const std::string& text) {
    const Error wrong{ErrorCode::kInvalid, "'" + text +
                                               "' is no address to listen on; write it as "
                                               "127.0.0.1:8098 or [::1]:8098"};
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) return wrong;
    std::string host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    HostAndPort out;
    const char* end = text.data() + text.size();
    const auto [stop, number] = std::from_chars(text.data() + colon + 1, end, out.port);
    SystemError error;
    out.host = asio::ip::make_address(host, error);
    if (error || number != std::errc() || stop != end || out.host.is_v6() != bracketed)
        return wrong;
    if (!out.host.is_loopback())
        return Error{ErrorCode::kInvalid,
                     "'" + text +
                         "' is not a loopback address; Hearth listens on 127.0.0.1 or [::1] only. "
                         "Put a reverse proxy with TLS in front to reach it from elsewhere"};
    return out;
}

}  // namespace

Result<Acceptor> listen_on_unix_socket(asio::io_context& loop, const std::string& path) {
    if (path.size() >= sizeof(sockaddr_un::sun_path))
        return Error{ErrorCode::kInvalid, "the socket path " + path + " is longer than " +
                                              std::to_string(sizeof(sockaddr_un::sun_path) - 1) +
                                              " bytes"};
    if (const Status cleared = clear_path(loop, path); !cleared) return cleared.error();
    const asio::local::stream_protocol::endpoint endpoint(path);
    Acceptor acceptor(loop);
    SystemError error;
    acceptor.open(asio::generic::stream_protocol(AF_UNIX, 0), error);
    if (!error) acceptor.bind(endpoint, error);
    // Until it listens nobody can connect, so the mode is in force before the first client.
    if (!error && ::chmod(path.c_str(), kSocketMode) != 0)
        error = SystemError(errno, boost::system::system_category());
    if (!error) acceptor.listen(kBacklog, error);
    if (error)
        return Error{ErrorCode::kIo, "cannot listen on " + path + ": " + error.message() +
                                         "; does the folder exist and may the daemon write to it?"};
    return acceptor;
}

Result<Acceptor> listen_on_loopback(asio::io_context& loop, const std::string& address) {
    const auto parsed = parse_listen(address);
    if (!parsed) return parsed.error();
    const asio::ip::tcp::endpoint endpoint(parsed->host, parsed->port);
    Acceptor acceptor(loop);
    SystemError error;
    acceptor.open(asio::generic::stream_protocol(endpoint.protocol()), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(kBacklog, error);
    if (!error) return acceptor;
    const ErrorCode code =
        error == asio::error::address_in_use ? ErrorCode::kConflict : ErrorCode::kIo;
    return Error{code, "cannot listen on " + address + ": " + error.message()};
}

}  // namespace hearth::http
