#include "ha_api/http_exchange.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <memory>
#include <optional>
#include <type_traits>

namespace hearth::ha_api {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = asio::ssl;
using SystemError = boost::system::error_code;
using Plain = beast::tcp_stream;
using Tls = ssl::stream<beast::tcp_stream>;

class Exchange : public std::enable_shared_from_this<Exchange> {
public:
    Exchange(asio::io_context& loop, HttpRequest request, HttpLimits limits, OnAnswer on_answer)
        : loop_(loop),
          request_(std::move(request)),
          limits_(limits),
          on_answer_(std::move(on_answer)),
          resolver_(loop),
          deadline_(loop) {}

    void start() {
        deadline_.expires_after(limits_.timeout);
        deadline_.async_wait([self = shared_from_this()](SystemError error) {
            if (error) return;
            self->finish(Error{
                ErrorCode::kTimeout,
                self->where() + " did not answer within " +
                    std::to_string(self->limits_.timeout.count() / 1000.0).substr(0, 4) + " s"});
        });
        if (Status made = make_stream(); !made) {
            asio::post(loop_,
                       [self = shared_from_this(), error = made.error()] { self->finish(error); });
            return;
        }
        resolver_.async_resolve(
            request_.url.host, request_.url.port,
            [self = shared_from_this()](SystemError error, const auto& found) {
                if (error)
                    return self->finish(Error{ErrorCode::kUnavailable, "cannot find the host " +
                                                                           self->request_.url.host +
                                                                           ": " + error.message()});
                self->connect(found);
            });
    }

private:
    std::string where() const { return request_.url.host_and_port(); }

    Plain& socket() { return tls_ ? tls_->next_layer() : *plain_; }

    Status make_stream() {
        if (!request_.url.tls) {
            plain_.emplace(loop_);
            return {};
        }
        SystemError failed;
        context_.emplace(ssl::context::tls_client);
        SSL_CTX_set_min_proto_version(context_->native_handle(), TLS1_2_VERSION);
        if (request_.ca_file.empty())
            context_->set_default_verify_paths(failed);
        else
            context_->load_verify_file(request_.ca_file, failed);
        if (failed)
            return Error{ErrorCode::kInvalid, "the certificate authorities " + request_.ca_file +
                                                  " cannot be read: " + failed.message()};
        context_->set_verify_mode(ssl::verify_peer);
        context_->set_verify_callback(ssl::host_name_verification(request_.url.host));
        tls_.emplace(loop_, *context_);
        SystemError is_name;
        asio::ip::make_address(request_.url.host, is_name);
        if (is_name) SSL_set_tlsext_host_name(tls_->native_handle(), request_.url.host.c_str());
        return {};
    }

    void connect(const asio::ip::tcp::resolver::results_type& found) {
        if (!on_answer_) return;
        socket().async_connect(found, [self = shared_from_this()](SystemError error, const auto&) {
            if (error)
                return self->finish(
                    Error{ErrorCode::kUnavailable,
                          self->where() + " cannot be reached: " + error.message()});
            self->shake_hands();
        });
    }

    void shake_hands() {
        if (!on_answer_) return;
        if (!tls_) return send(*plain_);
        tls_->async_handshake(ssl::stream_base::client, [self = shared_from_this()](
                                                            SystemError error) {
            if (!error) return self->send(*self->tls_);
            const bool refused = error.category() == asio::error::get_ssl_category();
            self->finish(Error{refused ? ErrorCode::kRefused : ErrorCode::kUnavailable,
                               "no TLS connection with " + self->where() + ": " + error.message()});
        });
    }

    template <class Stream>
    void send(Stream& stream) {
        if (!on_answer_) return;
        message_.method_string(request_.method);
        message_.target(request_.target);
        message_.set(http::field::host, where());
        message_.set(http::field::user_agent, "hearthd");
        message_.set(http::field::accept, "application/json");
        message_.set(http::field::authorization, "Bearer " + request_.token);
        message_.set(http::field::connection, "close");
        if (!request_.body.empty()) {
            message_.set(http::field::content_type, "application/json");
            message_.body() = request_.body;
        }
        message_.prepare_payload();
        http::async_write(stream, message_,
                          [self = shared_from_this(), &stream](SystemError error, std::size_t) {
                              // One that refuses may close before it has read all; its answer says
                              // why.
                              if (error && error != asio::error::broken_pipe &&
                                  error != asio::error::connection_reset)
                                  return self->finish(self->error_of(error));
                              self->receive(stream);
                          });
    }

    template <class Stream>
    void receive(Stream& stream) {
        if (!on_answer_) return;
        parser_.body_limit(limits_.body_bytes);
        http::async_read_header(
            stream, buffer_, parser_,
            [self = shared_from_this(), &stream](SystemError error, std::size_t) {
                if (error) return self->finish(self->error_of(error));
                // Not every version of Beast keeps its own limit where a length is announced.
                if (self->parser_.content_length().value_or(0) > self->limits_.body_bytes)
                    return self->finish(self->too_large());
                self->receive_body(stream);
            });
    }

    template <class Stream>
    void receive_body(Stream& stream) {
        if (!on_answer_) return;
        http::async_read(stream, buffer_, parser_,
                         [self = shared_from_this()](SystemError error, std::size_t) {
                             if (error) return self->finish(self->error_of(error));
                             self->finish(HttpAnswer{self->parser_.get().result_int(),
                                                     std::move(self->parser_.get().body())});
                         });
    }

    Error too_large() const {
        return {ErrorCode::kTooLarge,
                where() + " answered more than " + std::to_string(limits_.body_bytes) + " bytes"};
    }

    Error error_of(SystemError error) const {
        if (error == http::error::body_limit || error == http::error::header_limit)
            return {ErrorCode::kTooLarge, where() + " answered more than " +
                                              std::to_string(limits_.body_bytes) + " bytes"};
        if (error == http::error::end_of_stream || error == http::error::partial_message)
            return {ErrorCode::kUnavailable, where() + " closed the connection before it answered"};
        if (error.category() == http::make_error_code(http::error::bad_method).category())
            return {ErrorCode::kInvalid,
                    "what answers at " + where() + " does not speak HTTP: " + error.message()};
        return {ErrorCode::kUnavailable, where() + ": " + error.message()};
    }

    // Once. What is still under way ends with an error that nobody hears of.
    void finish(Result<HttpAnswer> answer) {
        const OnAnswer on_answer = std::exchange(on_answer_, {});
        if (!on_answer) return;
        deadline_.cancel();
        resolver_.cancel();
        SystemError ignored;
        if (plain_ || tls_) socket().socket().close(ignored);
        on_answer(std::move(answer));
    }

    asio::io_context& loop_;
    HttpRequest request_;
    HttpLimits limits_;
    OnAnswer on_answer_;
    asio::ip::tcp::resolver resolver_;
    asio::steady_timer deadline_;
    std::optional<ssl::context> context_;
    std::optional<Plain> plain_;
    std::optional<Tls> tls_;
    http::request<http::string_body> message_;
    beast::flat_buffer buffer_;
    http::response_parser<http::string_body> parser_;
};

}  // namespace

void exchange(asio::io_context& loop, HttpRequest request, HttpLimits limits, OnAnswer on_answer) {
    std::make_shared<Exchange>(loop, std::move(request), limits, std::move(on_answer))->start();
}

}  // namespace hearth::ha_api
