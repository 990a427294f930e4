#include "http/server.hpp"

#include <unistd.h>

#include "core/log.hpp"
#include "http/endpoints.hpp"
#include "http/listener.hpp"
#include "http/session.hpp"

namespace hearth::http {

struct HttpServer::Parts {
    asio::io_context& loop;
    std::shared_ptr<SharedState> shared;
    std::shared_ptr<Listener> unix_listener, tcp_listener;

    Status start_unix();
    Status start_tcp();
};

Status HttpServer::Parts::start_unix() {
    const std::string& path = shared->options().socket_path;
    if (path.empty()) return {};
    auto acceptor = listen_on_unix_socket(loop, path);
    if (!acceptor) return acceptor.error();
    unix_listener = std::make_shared<Listener>(*std::move(acceptor), shared, true);
    unix_listener->start();
    log::info("HTTP listens socket={}", path);
    return {};
}

Status HttpServer::Parts::start_tcp() {
    const std::string& address = shared->options().listen;
    if (address.empty()) return {};
    if (shared->options().token.empty())
        return Error{ErrorCode::kInvalid, "HTTP over TCP (" + address +
                                              ") needs a token: set http.token_file, or leave "
                                              "http.listen empty to use the Unix socket only"};
    auto acceptor = listen_on_loopback(loop, address);
    if (!acceptor) return acceptor.error();
    tcp_listener = std::make_shared<Listener>(*std::move(acceptor), shared, false);
    tcp_listener->start();
    log::info("HTTP listens address={}", address);
    return {};
}

HttpServer::HttpServer(asio::io_context& loop, const commands::CommandRegistry& registry,
                       Feed& feed, HttpOptions options)
    : parts_(std::make_unique<Parts>(Parts{
          loop, std::make_shared<SharedState>(registry, feed, std::move(options)), {}, {}})) {}

HttpServer::~HttpServer() { stop(); }

Status HttpServer::start() {
    Status status = parts_->start_unix();
    if (status) status = parts_->start_tcp();
    if (!status) stop();
    return status;
}

void HttpServer::stop() {
    if (parts_->tcp_listener) parts_->tcp_listener->stop();
    if (parts_->unix_listener) {
        // The file first: while it still listens, nobody takes the path for a stale one.
        ::unlink(parts_->shared->options().socket_path.c_str());
        parts_->unix_listener->stop();
    }
    parts_->tcp_listener.reset();
    parts_->unix_listener.reset();
    parts_->shared->close_all();
}

std::size_t HttpServer::watchers() const { return parts_->shared->watchers; }

std::uint16_t HttpServer::tcp_port() const {
    if (!parts_->tcp_listener) return 0;
    boost::system::error_code error;
    const auto endpoint = parts_->tcp_listener->acceptor().local_endpoint(error);
    if (error) return 0;
    asio::ip::tcp::endpoint tcp;
    if (endpoint.size() > tcp.capacity()) return 0;
    std::memcpy(tcp.data(), endpoint.data(), endpoint.size());
    tcp.resize(endpoint.size());
    return tcp.port();
}

}  // namespace hearth::http
