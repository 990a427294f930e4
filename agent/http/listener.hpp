// Accepts clients on one listening socket and makes a connection of each.
//
// On the event loop only; kept alive by its pending accept.
#pragma once

#include <memory>

#include "http/endpoints.hpp"
#include "http/session.hpp"

namespace hearth::http {

class Listener : public std::enable_shared_from_this<Listener> {
public:
    // `trusted`: its clients need no token.
    Listener(Acceptor acceptor, std::shared_ptr<SharedState> shared, bool trusted);

    void start();
    void stop();
    const Acceptor& acceptor() const { return acceptor_; }

private:
    void accept();
    void on_client(Socket socket);
    void retry_later();

    Acceptor acceptor_;
    std::shared_ptr<SharedState> shared_;
    bool trusted_;
    asio::steady_timer retry_;
    bool stopped_ = false;
};

}  // namespace hearth::http
