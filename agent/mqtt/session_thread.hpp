// The thread behind a PahoSession: connects, waits, connects again, and sends what the event loop
// has handed over. For this room only.
//
// Three kinds of thread meet here: the event loop hands work over under mutex_, Paho's thread
// reports events under mutex_ and delivers messages under gate_, and the session's own thread makes
// every call into Paho, holding neither.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "mqtt/backoff.hpp"
#include "mqtt/broker_session.hpp"
#include "mqtt/broker_uri.hpp"
#include "mqtt/message_gate.hpp"
#include "mqtt/paho_link.hpp"
#include "mqtt/publish_window.hpp"
#include "mqtt/subscription_book.hpp"

namespace hearth {

class SessionThread final : private LinkSink, public std::enable_shared_from_this<SessionThread> {
public:
    // Precondition: check_options(options).ok().
    SessionThread(BrokerOptions options, Handlers handlers, Post post, const Clock& clock,
                  SubscriptionBook book);

    // Event loop only.
    void start();
    void stop();
    void set_subscriptions(std::vector<Subscription> subscriptions);
    void unsubscribe(const std::vector<std::string>& topics);
    Result<std::int64_t> publish(OutboundMessage message);

    // Any thread.
    SessionState state() const;

private:
    using Kind = LinkEvent::Kind;
    using Lock = std::unique_lock<std::mutex>;
    struct Work {
        std::deque<LinkEvent> events;
        std::vector<SubscriptionBook::Request> requests;
        std::vector<OutboundMessage> messages;
        bool stopping = false;
    };

    // The session's thread.
    void run();
    bool connect(PahoLink& link);
    std::string serve(PahoLink& link);
    void finish(PahoLink& link);
    void pause();
    Work wait_for_work();
    bool handle(const LinkEvent& event, std::string& lost);
    Status send(PahoLink& link, const Work& work);
    void note_connected(bool session_present);
    void note_lost(std::string reason);
    void note_error(const std::string& text);
    void note_subscription(std::uintptr_t ticket, bool granted);
    // Runs on the event loop, unless the session was stopped before it got there.
    void tell(std::function<void(const Handlers&)> what);

    // Paho's thread.
    void on_link_message(std::string_view topic, std::string_view payload,
                         bool retained) noexcept override;
    void on_link_event(LinkEvent event) noexcept override;

    const BrokerOptions options_;
    const BrokerUri uri_;
    const Handlers handlers_;
    const Post post_;
    const Clock& clock_;
    MessageGate gate_;
    std::thread thread_;  // event loop only
    bool quiet_ = false;  // event loop only: stop() was called

    mutable std::mutex mutex_;
    std::condition_variable wake_;   // for the session's thread
    std::condition_variable ended_;  // for stop()
    std::deque<LinkEvent> events_;
    SubscriptionBook book_;
    PublishWindow window_;
    SessionState state_;
    bool stopping_ = false;
    bool finished_ = false;

    // The session's thread only.
    Backoff backoff_;
    std::minstd_rand random_;
    std::int64_t connected_at_us_ = 0;
};

}  // namespace hearth
