#include "http/listener.hpp"

#include "core/log.hpp"
#include "http/connection.hpp"

namespace hearth::http {

namespace {
constexpr std::chrono::milliseconds kRetryAfter{200};
}

Listener::Listener(Acceptor acceptor, std::shared_ptr<SharedState> shared, bool trusted)
    : acceptor_(std::move(acceptor)),
      shared_(std::move(shared)),
      trusted_(trusted),
      retry_(acceptor_.get_executor()) {}

void Listener::start() { accept(); }

void Listener::stop() {
    stopped_ = true;
    retry_.cancel();
    boost::system::error_code ignored;
    acceptor_.close(ignored);
}

void Listener::accept() {
    acceptor_.async_accept(
        [self = shared_from_this()](boost::system::error_code error, Socket socket) {
            if (self->stopped_) return;
            if (error) {
                // Mostly no file descriptors left: trying again at once would be a busy loop.
                log::warn("cannot accept an HTTP client error={}", error.message());
                return self->retry_later();
            }
            self->on_client(std::move(socket));
            self->accept();
        });
}

void Listener::on_client(Socket socket) {
    if (!shared_->full()) {
        std::make_shared<Connection>(std::move(socket), shared_, trusted_)->start();
        return;
    }
    // Fits into the empty send buffer; a client for which it does not must do without.
    const std::string text = serialise(
        failure(Error{ErrorCode::kUnavailable, "too many connections; try again later"}), false);
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(text), ignored);
}

void Listener::retry_later() {
    retry_.expires_after(kRetryAfter);
    retry_.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (!error && !self->stopped_) self->accept();
    });
}

}  // namespace hearth::http
