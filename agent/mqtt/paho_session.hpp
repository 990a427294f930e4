// The broker session over Eclipse Paho.
//
// A thread of its own makes every call into Paho, since Paho makes callers wait while a message
// handler runs or a host name is looked up: the event loop never waits for it. Each connection
// gets a new Paho client, and the pauses between attempts are Hearth's own: Paho's automatic
// reconnect loses subscriptions and keeps messages whose owner has already sent them again.
//
// The program must ignore SIGPIPE (a write to a dead TLS socket raises it).
#pragma once

#include <memory>

#include "mqtt/broker_session.hpp"

namespace hearth {

class PahoSession final : public BrokerSession {
public:
    // `clock` must outlive the session. `post` may be called until the session is destroyed.
    PahoSession(BrokerOptions options, Post post, const Clock& clock);
    // Stops if stop() was not called.
    ~PahoSession() override;
    PahoSession(const PahoSession&) = delete;
    PahoSession& operator=(const PahoSession&) = delete;

    Status start(Handlers handlers) override;
    void stop(const std::string& reason) override;
    void set_subscriptions(std::vector<Subscription> subscriptions) override;
    void unsubscribe(std::vector<std::string> topics) override;
    Result<std::int64_t> publish(std::string topic, std::string payload, int qos,
                                 bool retain) override;
    SessionState state() const override;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace hearth
