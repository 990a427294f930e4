#include "http/sse_session.hpp"

#include "core/log.hpp"

namespace hearth::http {

SseSession::SseSession(Socket socket, std::shared_ptr<SharedState> shared)
    : socket_(std::move(socket)), shared_(std::move(shared)), heartbeat_(socket_.get_executor()) {}

void SseSession::start() {
    shared_->add(shared_from_this());
    ++shared_->watchers;
    subscription_ = shared_->feed().subscribe(
        [weak = weak_from_this()](const std::string& kind, const Json& body) {
            if (const auto self = weak.lock())
                self->send("event: " + kind + "\ndata: " + dump_json(body) + "\n\n");
        });
    send(event_stream_head());
    send(": hearth\n\n");
    watch_for_end();
    await_heartbeat();
}

void SseSession::close() {
    if (!open_) return;
    open_ = false;
    shared_->feed().unsubscribe(subscription_);
    shared_->remove(this);
    --shared_->watchers;
    heartbeat_.cancel();
    boost::system::error_code ignored;
    socket_.close(ignored);
}

void SseSession::send(const std::string& text) {
    if (!open_) return;
    if (pending_.size() + text.size() > shared_->limits().backlog_bytes) {
        log::warn("dropped a slow watcher of the events unsent_bytes={}", pending_.size());
        return close();
    }
    pending_ += text;
    if (writing_.empty()) write();
}

void SseSession::write() {
    writing_.swap(pending_);
    asio::async_write(socket_, asio::buffer(writing_),
                      [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                          if (error) return self->close();
                          self->stalled_ = false;
                          self->writing_.clear();
                          if (self->open_ && !self->pending_.empty()) self->write();
                      });
}

// A watcher has nothing to say; reading shows when it goes away.
void SseSession::watch_for_end() {
    socket_.async_read_some(
        asio::buffer(discard_),
        [self = shared_from_this()](boost::system::error_code error, std::size_t) {
            if (error) return self->close();
            if (self->open_) self->watch_for_end();
        });
}

void SseSession::await_heartbeat() {
    heartbeat_.expires_after(shared_->limits().heartbeat);
    heartbeat_.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (error || !self->open_) return;
        // Two heartbeats without a finished write: the client does not read at all.
        if (!self->writing_.empty() && self->stalled_) return self->close();
        self->stalled_ = !self->writing_.empty();
        self->send(": heartbeat\n\n");
        if (self->open_) self->await_heartbeat();
    });
}

}  // namespace hearth::http
