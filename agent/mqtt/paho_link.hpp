// One connection to the broker through one Paho client: made, used and thrown away. Includes Paho;
// for this room only.
//
// Every call into it comes from one thread (never from a Paho callback); it reports to a LinkSink
// from Paho's thread. All handlers are installed before connect(): Paho C++ 1.2 can deadlock when
// they are set while a connection is being made. Paho's own reconnect and its queues for messages
// are not used.
#pragma once

#include <mqtt/async_client.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "mqtt/broker_session.hpp"
#include "mqtt/publish_window.hpp"
#include "mqtt/subscription_book.hpp"

namespace hearth {

struct LinkEvent {
    enum class Kind {
        kConnected,
        kConnectFailed,  // text says why
        kLost,
        kPublished,  // ticket: the message's id
        kPublishFailed,
        kSubscriptionGranted,  // subscribed or unsubscribed; ticket: the request's
        kSubscriptionRefused,
        kDisconnected,  // what disconnect() began is done
    };
    Kind kind = Kind::kLost;
    std::uintptr_t ticket = 0;
    bool session_present = false;
    std::string text;
};

// Called on Paho's thread while Paho holds its lock: must not call the link and must not wait for
// whoever calls it.
class LinkSink {
public:
    virtual ~LinkSink() = default;
    // The PUBACK leaves after it returns.
    virtual void on_link_message(std::string_view topic, std::string_view payload,
                                 bool retained) noexcept = 0;
    virtual void on_link_event(LinkEvent event) noexcept = 0;
};

class PahoLink final : private mqtt::iaction_listener {
public:
    // Precondition: check_options(options).ok(). `sink` must outlive the link. May throw what Paho
    // throws (out of memory).
    PahoLink(const BrokerOptions& options, LinkSink& sink);
    // Waits until no callback runs and Paho has ended its threads (up to about a second).
    ~PahoLink() override;
    PahoLink(const PahoLink&) = delete;
    PahoLink& operator=(const PahoLink&) = delete;

    // Begins; kConnected or kConnectFailed follows unless an error is returned.
    Status connect();
    Status request(const SubscriptionBook::Request& request);
    Status publish(const OutboundMessage& message);
    // Begins a clean end; kDisconnected follows unless an error is returned.
    Status disconnect();

private:
    mqtt::connect_options connect_options() const;
    mqtt::ssl_options tls_options() const;

    // Marks that a callback has ended, for whoever takes the link down after it: Paho orders the
    // two by locks of its own, which no tool that checks Hearth can see.
    class Callback {
    public:
        explicit Callback(PahoLink& link) : link_(link) {}
        ~Callback() { link_.callbacks_.fetch_add(1, std::memory_order_release); }
        Callback(const Callback&) = delete;
        Callback& operator=(const Callback&) = delete;

    private:
        PahoLink& link_;
    };

    // Paho's thread, all four.
    void lost() noexcept;
    void arrived(const mqtt::message& message) noexcept;
    void on_success(const mqtt::token& token) override;
    void on_failure(const mqtt::token& token) override;

    BrokerOptions options_;
    LinkSink& sink_;
    std::atomic<std::uint64_t> callbacks_{0};  // that have ended
    std::unique_ptr<mqtt::async_client> client_;
};

}  // namespace hearth
