// A broker session without a broker: keeps what is published, confirms it on the loop, and loses
// the connection when told.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/asio.hpp"
#include "mqtt/broker_session.hpp"

namespace hearth::test {

class FakeSession final : public BrokerSession {
public:
    explicit FakeSession(asio::io_context& loop) : loop_(loop) {}

    Status start(Handlers handlers) override {
        handlers_ = std::move(handlers);
        if (reachable) connect();
        return {};
    }
    void stop(const std::string&) override { stopped = true; }
    void set_subscriptions(std::vector<Subscription>) override {}
    void unsubscribe(std::vector<std::string>) override {}
    Result<std::int64_t> publish(std::string topic, std::string payload, int qos,
                                 bool retain) override {
        if (!connected_) return Error{ErrorCode::kUnavailable, "away"};
        if (topic == refused_topic) return Error{ErrorCode::kInvalid, "no such topic"};
        const std::int64_t id = ++last_id_;
        published.push_back(topic + " " + payload);
        settings.emplace_back(qos, retain);
        if (confirming) asio::post(loop_, [this, id] { handlers_.on_delivered(id); });
        return id;
    }
    SessionState state() const override {
        SessionState out;
        out.connected = connected_;
        out.broker = "tcp://fake:1883";
        out.last_error = reachable ? "" : "refused";
        return out;
    }

    void connect() {
        asio::post(loop_, [this] {
            connected_ = true;
            handlers_.on_connected(false);
        });
    }
    void lose() {
        asio::post(loop_, [this] {
            connected_ = false;
            handlers_.on_lost("cable cut");
        });
    }

    bool reachable = true, confirming = true, stopped = false;
    std::string refused_topic;
    std::vector<std::string> published;
    std::vector<std::pair<int, bool>> settings;  // qos and retain of each

private:
    asio::io_context& loop_;
    Handlers handlers_;
    bool connected_ = false;
    std::int64_t last_id_ = 0;
};

}  // namespace hearth::test
