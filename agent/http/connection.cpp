#include "http/connection.hpp"

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>

#include "core/log.hpp"
#include "http/sse_session.hpp"

namespace hearth::http {

namespace beast_http = boost::beast::http;

namespace {

constexpr std::size_t kMaxDiscarded = 1024 * 1024;
constexpr std::chrono::milliseconds kLinger{2'000};

// The response to a request that cannot be read; nothing when the client has just gone.
std::optional<Response> response_to(boost::system::error_code error, const HttpLimits& limits) {
    if (error == beast_http::error::end_of_stream) return std::nullopt;
    if (error == beast_http::error::header_limit || error == beast_http::error::buffer_overflow)
        return failure(431, "too_large",
                       "the request head is over " + std::to_string(limits.head_bytes) + " bytes");
    if (error == beast_http::error::body_limit)
        return failure(413, "too_large",
                       "the request body is over " + std::to_string(limits.body_bytes) + " bytes");
    if (error.category() == beast_http::make_error_code(beast_http::error::bad_method).category())
        return failure(400, "invalid", "the request is not valid HTTP: " + error.message());
    return std::nullopt;
}

std::string text_of(boost::beast::string_view view) { return {view.data(), view.size()}; }

}  // namespace

Connection::Connection(Socket socket, std::shared_ptr<SharedState> shared, bool trusted)
    : socket_(std::move(socket)),
      shared_(std::move(shared)),
      trusted_(trusted),
      deadline_(socket_.get_executor()),
      buffer_(2 * shared_->limits().head_bytes) {}

void Connection::start() {
    shared_->add(shared_from_this());
    // A new client has to speak at once; only a known one may take its time.
    read_head();
}

void Connection::close() {
    if (!open_) return;
    open_ = false;
    shared_->remove(this);
    deadline_.cancel();
    boost::system::error_code ignored;
    socket_.close(ignored);
}

void Connection::await_request() {
    parser_.reset();
    output_ = std::string();
    if (buffer_.size() > 0) return read_head();
    buffer_.shrink_to_fit();
    arm(shared_->limits().idle_timeout);
    socket_.async_wait(Socket::wait_read, [self = shared_from_this()](SystemError error) {
        if (error) return self->close();
        self->read_head();
    });
}

void Connection::read_head() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(shared_->limits().head_bytes));
    parser_->body_limit(shared_->limits().body_bytes);
    arm(shared_->limits().header_timeout);
    beast_http::async_read_header(
        socket_, buffer_, *parser_,
        [self = shared_from_this()](SystemError error, std::size_t) { self->on_head(error); });
}

void Connection::on_head(SystemError error) {
    if (error) return refuse(error);
    const auto& head = parser_->get();
    // Before the body is read: a stranger gets no memory of ours.
    if (!trusted_ && !shared_->token().allows(text_of(head[beast_http::field::authorization])))
        return send(failure(401, "unauthorised",
                            "this address needs the token: send 'Authorization: Bearer <token>'"),
                    false);
    arm(shared_->limits().idle_timeout);
    if (boost::beast::iequals(head[beast_http::field::expect], "100-continue"))
        return send_continue();
    read_body();
}

void Connection::send_continue() {
    output_ = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_, asio::buffer(output_),
                      [self = shared_from_this()](SystemError error, std::size_t) {
                          if (error) return self->close();
                          self->read_body();
                      });
}

void Connection::read_body() {
    if (parser_->is_done()) return on_body({});
    beast_http::async_read(
        socket_, buffer_, *parser_,
        [self = shared_from_this()](SystemError error, std::size_t) { self->on_body(error); });
}

void Connection::on_body(SystemError error) {
    if (error) return refuse(error);
    auto& message = parser_->get();
    run_request(Request{text_of(message.method_string()), text_of(message.target()),
                        std::move(message.body())});
}

void Connection::run_request(const Request& request) {
    if (Router::is_event_stream(request)) return become_event_stream();
    const std::uint64_t number = ++request_number_;
    const bool keep_alive = parser_->keep_alive();
    await_command();
    shared_->router().handle(
        request, [weak = weak_from_this(), number, keep_alive](const Response& response) {
            const auto self = weak.lock();
            if (self && self->open_ && self->awaiting_command_ && self->request_number_ == number)
                self->send(response, keep_alive);
        });
}

void Connection::await_command() {
    awaiting_command_ = true;
    deadline_.expires_after(shared_->limits().command_timeout);
    // Nothing else keeps the connection alive until the command answers.
    deadline_.async_wait([self = shared_from_this()](SystemError error) {
        if (error || !self->open_ || !self->awaiting_command_) return;
        self->send(failure(Error{ErrorCode::kTimeout, "the command did not answer in time"}),
                   false);
    });
}

void Connection::refuse(SystemError error) {
    const auto response = response_to(error, shared_->limits());
    if (!response) return close();
    send(*response, false);
}

void Connection::send(const Response& response, bool keep_alive) {
    if (!open_) return;
    awaiting_command_ = false;
    output_ = serialise(response, keep_alive);
    arm(shared_->limits().idle_timeout);
    asio::async_write(socket_, asio::buffer(output_),
                      [self = shared_from_this(), keep_alive](SystemError error, std::size_t) {
                          self->on_sent(error, keep_alive);
                      });
}

void Connection::on_sent(SystemError error, bool keep_alive) {
    if (error) return close();
    if (!open_) return;
    if (keep_alive) return await_request();
    linger();
}

void Connection::become_event_stream() {
    if (shared_->watchers >= shared_->limits().event_streams)
        return send(failure(Error{ErrorCode::kUnavailable, "too many clients watch the events"}),
                    false);
    deadline_.cancel();
    open_ = false;
    shared_->remove(this);
    std::make_shared<SseSession>(std::move(socket_), shared_)->start();
}

// Closing with bytes unread would reset the connection and may cost the client the response.
void Connection::linger() {
    SystemError ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    arm(kLinger);
    discard_rest(0);
}

void Connection::discard_rest(std::size_t read_so_far) {
    socket_.async_read_some(asio::buffer(discard_), [self = shared_from_this(), read_so_far](
                                                        SystemError error, std::size_t size) {
        if (error || read_so_far + size > kMaxDiscarded) return self->close();
        self->discard_rest(read_so_far + size);
    });
}

void Connection::arm(std::chrono::milliseconds time) {
    deadline_.expires_after(time);
    deadline_.async_wait([weak = weak_from_this()](SystemError error) {
        const auto self = weak.lock();
        if (error || !self || !self->open_) return;
        log::debug("closed an HTTP connection that was too slow");
        self->close();
    });
}

}  // namespace hearth::http
