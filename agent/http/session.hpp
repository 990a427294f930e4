// What the connections of one server share, and how the server ends them all.
//
// On the event loop only.
#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
#include <map>
#include <memory>

#include "core/asio.hpp"
#include "core/feed.hpp"
#include "http/options.hpp"
#include "http/router.hpp"
#include "http/token_check.hpp"

namespace hearth::http {

// One socket type for Unix and TCP clients.
using Socket = asio::generic::stream_protocol::socket;

// A client that is being served.
class Session {
public:
    virtual ~Session() = default;
    // Closes the socket and leaves the shared list. Harmless when closed already.
    virtual void close() = 0;
};

// Outlives the server through the handlers that are still under way.
class SharedState {
public:
    SharedState(const commands::CommandRegistry& registry, Feed& feed, HttpOptions options)
        : options_(std::move(options)), token_(options_.token), router_(registry), feed_(feed) {}

    const HttpLimits& limits() const { return options_.limits; }
    const HttpOptions& options() const { return options_; }
    const TokenCheck& token() const { return token_; }
    const Router& router() const { return router_; }
    Feed& feed() const { return feed_; }

    void add(const std::shared_ptr<Session>& session) { sessions_[session.get()] = session; }
    void remove(Session* session) { sessions_.erase(session); }
    bool full() const { return sessions_.size() >= options_.limits.connections; }
    void close_all();

    std::size_t watchers = 0;  // event streams that are open

private:
    HttpOptions options_;
    TokenCheck token_;
    Router router_;
    Feed& feed_;
    std::map<Session*, std::weak_ptr<Session>> sessions_;
};

}  // namespace hearth::http
