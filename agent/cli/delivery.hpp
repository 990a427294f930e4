// Messages on their way to the broker: in order, a bounded number unconfirmed at a time, and sent
// again when the connection was lost before the broker had confirmed them.
//
// One thread: the one that calls run_for(), on which the session's handlers run, too.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "core/asio.hpp"
#include "mqtt/broker_session.hpp"
#include "recording/ha_messages.hpp"

namespace hearth::cli {

class Delivery {
public:
    static constexpr std::size_t kWindow = 100;  // published and not yet confirmed

    // The session must post its handlers to `loop`; both must outlive the delivery.
    Delivery(BrokerSession& session, asio::io_context& loop);
    ~Delivery();  // stops the session
    Delivery(const Delivery&) = delete;
    Delivery& operator=(const Delivery&) = delete;

    // Starts the session and waits until it stands. kUnavailable with the broker's address and the
    // reason.
    Status connect(std::chrono::milliseconds timeout);

    // Whether another message may be submitted now.
    bool has_room() const { return waiting_.empty() && unconfirmed_.size() < kWindow; }
    void submit(HaMessage message);
    // Everything submitted has been confirmed by the broker.
    bool idle() const { return waiting_.empty() && unconfirmed_.empty(); }
    std::int64_t delivered() const { return delivered_; }

    // Lets the session work.
    void run_for(std::chrono::milliseconds time);

    // What makes going on useless: a message that can never be published, or a broker that has been
    // away for a minute.
    const std::optional<Error>& failure() const { return failure_; }

private:
    Handlers handlers();
    void on_lost(const std::string& reason);
    void send_waiting();
    void check_absence();

    BrokerSession& session_;
    asio::io_context& loop_;
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    std::deque<HaMessage> waiting_;
    std::map<std::int64_t, HaMessage> unconfirmed_;  // by publish id, hence in order
    std::int64_t delivered_ = 0;
    bool connected_ = false;
    std::chrono::steady_clock::time_point away_since_;
    std::string away_reason_;
    std::optional<Error> failure_;
};

}  // namespace hearth::cli
