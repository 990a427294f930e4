// The session with the MQTT broker, as the rest of the agent sees it.
//
// MQTT 3.1.1 with a fixed client id and a session that the broker keeps: what is published while
// the agent is away arrives when it is back. A message counts as received (PUBACK) when on_message
// has returned, so on_message is the place to make it durable. Nothing that is to be sent is kept
// over a restart: whoever must not lose a message keeps it until on_delivered names it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"

namespace hearth {

struct BrokerOptions {
    std::string uri = "tcp://127.0.0.1:1883";  // tcp://host[:port] or ssl://host[:port]
    std::string client_id = "hearth";  // fixed: the broker knows the kept session by this name
    std::string username;
    std::string password;  // never logged, never part of an error text
    int keepalive_s = 30;
    std::string ca_file;      // PEM; empty: the certificates of the system (ssl:// only)
    std::string client_cert;  // PEM, with client_key, for brokers that ask for one
    std::string client_key;
    bool tls_verify = true;  // the broker's certificate and its host name
    std::string will_topic;  // empty: no last will
    std::string will_payload;
    bool will_retain = true;
    int max_inflight = 100;      // published, and not yet confirmed by the broker; at most 100
    int max_queued = 10'000;     // accepted by publish(), and not yet sent
    int connect_timeout_s = 10;  // for one attempt
    int retry_first_ms = 1'000;  // pause after the first failure; doubles with every further one
    int retry_max_ms = 60'000;
};

// kInvalid with the option's name and what is allowed.
Status check_options(const BrokerOptions& options);

struct Subscription {
    std::string topic;  // a filter; '+' and '#' as MQTT has them
    int qos = 1;
    bool operator==(const Subscription&) const = default;
};

struct SessionState {
    bool connected = false;
    bool subscribed = false;  // connected, and the broker has confirmed every subscription
    TimeUs since_us = 0;      // wall clock of the last change of `connected`, or of start()
    std::string broker;       // the URI; carries no credentials
    std::string last_error;   // the last failure in words; empty: none since the last connect
};

// Hands a function to the event loop; it runs there later. Must be callable from any thread and
// must not wait for the loop.
using Post = std::function<void(std::function<void()>)>;

// What the session reports. All but on_message run on the event loop, none after stop() returned.
struct Handlers {
    // On the network library's thread, one call at a time. The PUBACK leaves after it returns, and
    // nothing else is received or sent until then: be short, do not wait for the event loop, do not
    // call the session. It must not throw: a message whose handler threw is logged and lost.
    std::function<void(std::string_view topic, std::string_view payload, bool retained)> on_message;
    // Every time a connection stands. session_present: the broker had kept the session (if not,
    // messages sent while away are gone). Messages may have arrived before this call.
    std::function<void(bool session_present)> on_connected;
    // A standing connection is gone. Everything published and not delivered is forgotten.
    std::function<void(std::string reason)> on_lost;
    // The broker has the message (QoS 1), or it was handed to the network (QoS 0).
    std::function<void(std::int64_t publish_id)> on_delivered;
};

// All functions are for the event loop's thread only, except state() (any thread).
class BrokerSession {
public:
    virtual ~BrokerSession() = default;

    // Begins to connect and returns at once; keeps trying for ever, with growing pauses. kInvalid
    // for options that can never work, kConflict if started before.
    virtual Status start(Handlers handlers) = 0;

    // Sends what publish() has accepted, says good-bye to the broker (so that the last will is not
    // published) and ends. Takes at most 2 s, longer only if on_message itself does not return.
    // No handler runs after it. `reason` is for the log.
    virtual void stop(const std::string& reason) = 0;

    // What to listen to: subscribed now if connected, and in every new connection whether or not
    // the broker kept the session. Topics of the former call that are not in this one are
    // unsubscribed. Calling it again with the same list makes the broker send retained messages
    // again.
    virtual void set_subscriptions(std::vector<Subscription> subscriptions) = 0;

    // Ends subscriptions of a former configuration that the broker may have kept; remembered until
    // the broker confirms. Topics in set_subscriptions are left alone.
    virtual void unsubscribe(std::vector<std::string> topics) = 0;

    // Returns the number that on_delivered will name. qos 0 or 1. kUnavailable when not connected
    // or when max_queued are waiting; kInvalid for a topic that cannot be published to or another
    // qos; kTooLarge over kMaxPublishBytes. Never waits.
    virtual Result<std::int64_t> publish(std::string topic, std::string payload, int qos,
                                         bool retain) = 0;

    virtual SessionState state() const = 0;
};

inline constexpr std::size_t kMaxPublishBytes = 8 * 1024 * 1024;

}  // namespace hearth
