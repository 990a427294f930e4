// A real HTTP server on a loopback port that answers as the test says, each connection once; with
// TLS where it is given a certificate. Its loop runs in a thread.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/asio.hpp"

namespace hearth::test {

struct Asked {
    std::string method, target, body, authorization, host;
};

class SmallServer {
public:
    // What each connection gets, in turn, whatever it asks: the bytes of an answer. Empty: nothing,
    // and the connection stays open. `certificate`: a PEM file with key and certificate.
    explicit SmallServer(std::vector<std::string> answers, const std::string& certificate = "")
        : answers_(answers.begin(), answers.end()) {
        if (!certificate.empty()) {
            tls_.emplace(asio::ssl::context::tls_server);
            tls_->use_certificate_chain_file(certificate);
            tls_->use_private_key_file(certificate, asio::ssl::context::pem);
        }
        accept();
        thread_ = std::thread([this] { loop_.run(); });
    }
    ~SmallServer() {
        loop_.stop();
        thread_.join();
    }
    SmallServer(const SmallServer&) = delete;
    SmallServer& operator=(const SmallServer&) = delete;

    static std::string answer(int status, const std::string& body) {
        return "HTTP/1.1 " + std::to_string(status) +
               " X\r\nContent-Type: application/json\r\nContent-Length: " +
               std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }
    std::vector<Asked> asked() {
        const std::lock_guard lock(mutex_);
        return asked_;
    }

private:
    using Stream = asio::ssl::stream<boost::beast::tcp_stream>;
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    struct Client {
        std::optional<boost::beast::tcp_stream> plain;
        std::optional<Stream> tls;
        boost::beast::flat_buffer buffer;
        Parser parser;
        std::string answer;
    };

    void accept() {
        acceptor_.async_accept(
            [this](boost::system::error_code failed, asio::ip::tcp::socket socket) {
                if (failed) return;
                auto client = std::make_shared<Client>();
                clients_.push_back(client);
                if (!tls_) {
                    client->plain.emplace(std::move(socket));
                    read(client, *client->plain);
                } else {
                    client->tls.emplace(std::move(socket), *tls_);
                    client->tls->async_handshake(asio::ssl::stream_base::server,
                                                 [this, client](boost::system::error_code refused) {
                                                     if (!refused) read(client, *client->tls);
                                                 });
                }
                accept();
            });
    }

    template <class Where>
    void read(const std::shared_ptr<Client>& client, Where& stream) {
        boost::beast::http::async_read(
            stream, client->buffer, client->parser,
            [this, client, &stream](boost::system::error_code failed, std::size_t) {
                if (failed) return;
                const auto& message = client->parser.get();
                const auto field = [&](boost::beast::http::field name) {
                    return std::string(message[name]);
                };
                {
                    const std::lock_guard lock(mutex_);
                    asked_.push_back({std::string(message.method_string()),
                                      std::string(message.target()), message.body(),
                                      field(boost::beast::http::field::authorization),
                                      field(boost::beast::http::field::host)});
                }
                if (answers_.empty()) return;
                client->answer = std::move(answers_.front());
                answers_.pop_front();
                if (client->answer.empty()) return;
                asio::async_write(
                    stream, asio::buffer(client->answer),
                    [client](boost::system::error_code, std::size_t) {
                        boost::system::error_code ignored;
                        auto& socket = client->tls ? client->tls->next_layer().socket()
                                                   : client->plain->socket();
                        socket.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
                    });
            });
    }

    std::deque<std::string> answers_;
    std::mutex mutex_;
    std::vector<Asked> asked_;
    asio::io_context loop_;
    std::optional<asio::ssl::context> tls_;
    asio::ip::tcp::acceptor acceptor_{loop_,
                                      asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    std::vector<std::shared_ptr<Client>> clients_;
    std::thread thread_;
};

}  // namespace hearth::test
