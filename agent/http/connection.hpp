// One client: reads its requests, one after the other, and answers them. Every phase has a time
// limit, so that a client that sends nothing, or slowly, holds its place only for a while.
//
// On the event loop only; kept alive by its own pending operations.
#pragma once

#include <array>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <optional>
#include <string>

#include "http/session.hpp"

namespace hearth::http {

class Connection final : public Session, public std::enable_shared_from_this<Connection> {
public:
    // `trusted`: came over the Unix socket, whose file permissions are the check; others need the
    // token.
    Connection(Socket socket, std::shared_ptr<SharedState> shared, bool trusted);

    void start();
    void close() override;

private:
    using SystemError = boost::system::error_code;
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void await_request();
    void read_head();
    void on_head(SystemError error);
    void send_continue();
    void read_body();
    void on_body(SystemError error);
    void run_request(const Request& request);
    void refuse(SystemError error);
    void send(const Response& response, bool keep_alive);
    void on_sent(SystemError error, bool keep_alive);
    void become_event_stream();
    void linger();
    void discard_rest(std::size_t read_so_far);
    // Closes the connection unless disarmed or armed again within `time`.
    void arm(std::chrono::milliseconds time);
    void await_command();

    Socket socket_;
    std::shared_ptr<SharedState> shared_;
    bool trusted_;
    asio::steady_timer deadline_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::string output_;
    std::array<char, 512> discard_{};
    std::uint64_t request_number_ = 0;  // answers that come for an earlier one are too late
    bool awaiting_command_ = false;
    bool open_ = true;
};

}  // namespace hearth::http
