// A session with everything that it reported, for the broker tests.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.hpp"
#include "mqtt/paho_session.hpp"
#include "support/mosquitto.hpp"
#include "support/test_loop.hpp"

namespace hearth::test {

struct Arrived {
    std::string topic, payload;
    bool retained = false;
};

class MqttClient {
public:
    static BrokerOptions options(const Mosquitto& broker, const std::string& client_id) {
        BrokerOptions options;
        options.uri = broker.uri();
        options.client_id = client_id;
        options.retry_first_ms = 100;
        options.retry_max_ms = 300;
        return options;
    }

    MqttClient(TestLoop& loop, const BrokerOptions& options)
        : loop_(loop), session_(std::make_unique<PahoSession>(options, loop.post(), clock_)) {}

    Status start() {
        Handlers handlers;
        handlers.on_message = [this](std::string_view topic, std::string_view payload,
                                     bool retained) {
            const std::lock_guard lock(mutex_);
            arrived_.push_back({std::string(topic), std::string(payload), retained});
        };
        handlers.on_connected = [this](bool present) { connected.push_back(present); };
        handlers.on_lost = [this](const std::string& reason) { lost.push_back(reason); };
        handlers.on_delivered = [this](std::int64_t id) { delivered.push_back(id); };
        return session_->start(std::move(handlers));
    }

    bool subscribe(std::vector<Subscription> subscriptions) {
        session_->set_subscriptions(std::move(subscriptions));
        return until_subscribed();
    }
    bool until_subscribed() {
        return loop_.run_until([&] { return session_->state().subscribed; });
    }
    bool until_arrived(std::size_t count) {
        return loop_.run_until([&] { return arrived().size() >= count; });
    }

    std::vector<Arrived> arrived() const {
        const std::lock_guard lock(mutex_);
        return arrived_;
    }
    void clear() {
        const std::lock_guard lock(mutex_);
        arrived_.clear();
    }
    PahoSession& session() { return *session_; }
    void destroy() { session_.reset(); }

    std::vector<bool> connected;
    std::vector<std::string> lost;
    std::vector<std::int64_t> delivered;

private:
    TestLoop& loop_;
    SystemClock clock_;
    mutable std::mutex mutex_;
    std::vector<Arrived> arrived_;
    std::unique_ptr<PahoSession> session_;
};

}  // namespace hearth::test
