#include "mqtt/paho_link.hpp"

#include <mutex>

#include "core/log.hpp"
#include "mqtt/broker_uri.hpp"
#include "mqtt/paho_errors.hpp"

namespace hearth {
namespace {

// Paho ends its threads with its last client, and gives up its lock while it waits for them: a
// client made in that moment would lose its ground.
std::mutex& client_life() {
    static std::mutex mutex;
    return mutex;
}

void* context_of(std::uintptr_t ticket) {
    return reinterpret_cast<void*>(ticket);  // NOLINT(performance-no-int-to-ptr): never followed
}

std::uintptr_t ticket_of(const mqtt::token& token) {
    return reinterpret_cast<std::uintptr_t>(token.get_user_context());
}

template <class Call>
Status guarded(Call call) {
    try {
        call();
        return {};
    } catch (const mqtt::exception& failure) {
        return Error{ErrorCode::kUnavailable, describe(failure)};
    } catch (const std::exception& failure) {
        return Error{ErrorCode::kInternal, failure.what()};
    }
}

BrokerUri uri_of(const BrokerOptions& options) {
    return parse_broker_uri(options.uri).value();  // checked before
}

// Paho would set up all of OpenSSL even for tcp://, which costs some 2 MB of resident memory.
// OpenSSL sets itself up when a TLS connection first needs it. Before the first client of the
// process.
void leave_openssl_to_itself() {
    static const bool done = [] {
        MQTTAsync_init_options options = MQTTAsync_init_options_initializer;
        options.do_openssl_init = 0;
        MQTTAsync_global_init(&options);
        return true;
    }();
    static_cast<void>(done);
}

}  // namespace

PahoLink::PahoLink(const BrokerOptions& options, LinkSink& sink) : options_(options), sink_(sink) {
    const std::lock_guard lock(client_life());
    leave_openssl_to_itself();
    client_ = std::make_unique<mqtt::async_client>(uri_of(options).text, options.client_id);
    // One by one, without Paho's lock: set_callback() takes it in an order that could deadlock.
    client_->set_message_callback([this](const mqtt::const_message_ptr& one) { arrived(*one); });
    client_->set_connection_lost_handler([this](const std::string&) { lost(); });
}

PahoLink::~PahoLink() {
    const std::lock_guard lock(client_life());
    static_cast<void>(callbacks_.load(std::memory_order_acquire));
    client_.reset();
    static_cast<void>(callbacks_.load(std::memory_order_acquire));
}

mqtt::ssl_options PahoLink::tls_options() const {
    mqtt::ssl_options tls;
    if (!options_.ca_file.empty()) tls.set_trust_store(options_.ca_file);
    if (!options_.client_cert.empty()) tls.set_key_store(options_.client_cert);
    if (!options_.client_key.empty()) tls.set_private_key(options_.client_key);
    tls.set_enable_server_cert_auth(options_.tls_verify);
    tls.set_verify(options_.tls_verify);
    return tls;
}

mqtt::connect_options PahoLink::connect_options() const {
    mqtt::connect_options connect;
    connect.set_mqtt_version(MQTTVERSION_3_1_1);
    connect.set_clean_session(false);
    connect.set_automatic_reconnect(false);
    connect.set_keep_alive_interval(options_.keepalive_s);
    connect.set_connect_timeout(options_.connect_timeout_s);
    connect.set_max_inflight(options_.max_inflight);
    if (!options_.username.empty()) connect.set_user_name(options_.username);
    if (!options_.password.empty()) connect.set_password(options_.password);
    if (!options_.will_topic.empty())
        connect.set_will(mqtt::will_options(options_.will_topic, options_.will_payload, 1,
                                            options_.will_retain));
    if (uri_of(options_).tls) connect.set_ssl(tls_options());
    return connect;
}

Status PahoLink::connect() {
    return guarded([&] { client_->connect(connect_options(), nullptr, *this); });
}

Status PahoLink::request(const SubscriptionBook::Request& request) {
    return guarded([&] {
        void* const context = context_of(request.ticket);
        if (request.unsubscribe)
            client_->unsubscribe(request.subscription.topic, context, *this);
        else
            client_->subscribe(request.subscription.topic, request.subscription.qos, context,
                               *this);
    });
}

Status PahoLink::publish(const OutboundMessage& message) {
    return guarded([&] {
        client_->publish(
            mqtt::make_message(message.topic, message.payload, message.qos, message.retain),
            context_of(static_cast<std::uintptr_t>(message.id)), *this);
    });
}

Status PahoLink::disconnect() {
    // Nothing is under way any more that would be worth waiting for.
    return guarded([&] { client_->disconnect(0, nullptr, *this); });
}

void PahoLink::lost() noexcept {
    const Callback callback(*this);
    // MQTT 3.1.1 has no words for why; Paho passes none.
    sink_.on_link_event({LinkEvent::Kind::kLost, 0, false, "the connection to the broker broke"});
}

void PahoLink::arrived(const mqtt::message& message) noexcept {
    const Callback callback(*this);
    const auto& payload = message.get_payload_ref();
    const std::string_view bytes =
        payload.empty() ? std::string_view() : std::string_view(payload.data(), payload.size());
    sink_.on_link_message(message.get_topic(), bytes, message.is_retained());
}

void PahoLink::on_success(const mqtt::token& token) try {
    const Callback callback(*this);
    using Kind = LinkEvent::Kind;
    switch (token.get_type()) {
        case mqtt::token::CONNECT: {
            const bool present = token.get_connect_response().is_session_present();
            return sink_.on_link_event({Kind::kConnected, 0, present, ""});
        }
        case mqtt::token::PUBLISH:
            return sink_.on_link_event({Kind::kPublished, ticket_of(token), false, ""});
        case mqtt::token::SUBSCRIBE:
        case mqtt::token::UNSUBSCRIBE:
            return sink_.on_link_event({Kind::kSubscriptionGranted, ticket_of(token), false, ""});
        case mqtt::token::DISCONNECT:
            return sink_.on_link_event({Kind::kDisconnected, 0, false, ""});
    }
} catch (const std::exception& failure) {
    sink_.on_link_event({LinkEvent::Kind::kLost, 0, false, failure.what()});
}

void PahoLink::on_failure(const mqtt::token& token) try {
    const Callback callback(*this);
    using Kind = LinkEvent::Kind;
    switch (token.get_type()) {
        case mqtt::token::CONNECT:
            return sink_.on_link_event({Kind::kConnectFailed, 0, false,
                                        describe_connect_failure(token, uri_of(options_))});
        case mqtt::token::PUBLISH:
            return sink_.on_link_event({Kind::kPublishFailed, ticket_of(token), false, ""});
        case mqtt::token::SUBSCRIBE:
        case mqtt::token::UNSUBSCRIBE:
            return sink_.on_link_event({Kind::kSubscriptionRefused, ticket_of(token), false, ""});
        case mqtt::token::DISCONNECT:
            return sink_.on_link_event({Kind::kDisconnected, 0, false, ""});
    }
} catch (const std::exception& failure) {
    sink_.on_link_event({LinkEvent::Kind::kLost, 0, false, failure.what()});
}

}  // namespace hearth
