// Making the parts and taking them down; application_events.cpp has what happens in between.
#include "app/application.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>

#include "app/process_memory.hpp"
#include "core/log.hpp"
#include "engine/part_options.hpp"

namespace hearth::app {

namespace {

constexpr int kExitStorage = 74;  // EX_IOERR: a message could not be stored

Error in_part(const std::string& part, const Error& error) {
    return Error{error.code, part + ": " + error.text};
}

}  // namespace

Application::~Application() = default;

Status Application::start() {
    std::signal(SIGPIPE,
                SIG_IGN);  // a write to a dead TLS socket or worker must be an error, not the end
    started_us_ = clock_.wall_us();
    auto topics = Topics::with_base(settings_.mqtt.base_topic);
    if (!topics) return in_part("mqtt.base_topic", topics.error());
    topics_ = std::move(*topics);
    engine_ = std::make_unique<engine::Engine>(loop_, clock_, settings_, engine_handlers(),
                                               training::MachineProbe(), origins_);
    if (Status done = engine_->make(); !done) return done;
    if (Status done = make_doors(); !done) return done;
    if (Status done = connect(); !done) return done;
    if (Status done = engine_->start(); !done) return done;
    maintenance_->start();
    watch_signals();
    tick();
    notifier_->ready("running");
    release_unused_memory();
    return {};
}

engine::EngineHandlers Application::engine_handlers() {
    engine::EngineHandlers out;
    out.is_own_topic = [this, prefix = topics_->base() + "/command/"](const std::string& topic) {
        return topic.starts_with(prefix) || ask_door_->is_own(topic);
    };
    out.on_own = [this](const InboundMessage& message) { on_own(message); };
    out.record_own = [this](const InboundMessage& message) {
        return ask_door_->is_own(message.topic) ? ask_door_->record(message) : Status();
    };
    out.on_batch = [this] { notifier_->set_status("queue " + std::to_string(engine_->queue())); };
    out.on_counts = [this] { publish_sample_counts(); };
    out.on_prediction = [this](const Json& prediction) { on_prediction(prediction); };
    out.on_model_changed = [this](const std::string& model) { on_model_changed(model); };
    out.on_suggestion = [this](const suggestions::Suggestion& one) { on_suggestion(one); };
    out.on_suggestions_changed = [this] {
        publish_suggestions();
        creator_->wake();
    };
    out.on_home_assistant = [this](bool online) {
        if (online) home_assistant_->on_home_assistant_online();
    };
    out.on_storage_lost = [](const std::string& reason) {
        log::error("a message cannot be stored; ending so that the broker keeps it error=\"{}\"",
                   reason);
        std::_Exit(kExitStorage);
    };
    out.send_question = [this](const Json& query) -> Status {
        const auto sent = broker_->publish(topics_->ask_query(), dump_json(query), 1, false);
        return sent ? Status() : Status(sent.error());
    };
    out.agent_status = [this] { return agent_status(); };
    return out;
}

Status Application::make_doors() {
    broker_ = std::make_unique<PahoSession>(
        broker_options(),
        [this](std::function<void()> work) { asio::post(loop_, std::move(work)); }, clock_);
    outbox_ = std::make_unique<OutboxSender>(engine_->store(), *broker_);
    if (Status done = make_mqtt_doors(); !done) return done;
    home_assistant_ = std::make_unique<HomeAssistantDoor>(
        loop_, clock_, *engine_,
        [this](const std::string& topic, const std::string& payload, bool retain) {
            outbox_->send(topic, payload, retain);
        },
        [this](const std::string& topic, const std::string& payload, bool retain) {
            if (const auto sent = broker_->publish(topic, payload, 1, retain); !sent)
                log::debug("a state was not sent error=\"{}\"", sent.error().text);
        });
    if (Status done = make_creator(); !done) return done;
    http::HttpOptions options;
    options.socket_path = settings_.http.socket;
    options.listen = settings_.http.listen;
    options.token = settings_.http.token;
    http_ =
        std::make_unique<http::HttpServer>(loop_, engine_->registry(), engine_->feed(), options);
    if (Status done = http_->start(); !done) return in_part("http", done.error());
    maintenance_ = std::make_unique<Maintenance>(loop_, clock_, engine_->store(),
                                                 settings_.store.retention_days * kMicrosPerDay,
                                                 [this] { return engine_->queue() > 0; });
    notifier_ = std::make_unique<ServiceNotifier>(loop_);
    tick_timer_ = std::make_unique<asio::steady_timer>(loop_);
    return {};
}

Status Application::make_creator() {
    const config::HomeAssistantSettings& wanted = settings_.home_assistant;
    AutomationCreator::Create create;
    if (wanted.create_automations) {
        auto url = parse_http_url(wanted.url);
        if (!url) return in_part("home_assistant.url", url.error());
        automation_api_ = std::make_unique<ha_api::AutomationApi>(
            loop_, ha_api::ApiOptions{*std::move(url), wanted.token, wanted.ca_file, {}});
        create = [this](const std::string& id, const Json& automation,
                        ha_api::OnCreated on_created) {
            automation_api_->create(id, automation, std::move(on_created));
        };
    }
    creator_ = std::make_unique<AutomationCreator>(clock_, engine_->suggester(), std::move(create));
    return {};
}

Status Application::make_mqtt_doors() {
    mqtt_door_ = std::make_unique<MqttDoor>(
        *topics_, engine_->registry(), clock_, engine_->store().commands(),
        static_cast<std::size_t>(settings_.mqtt.max_message_bytes),
        [this](const std::string& topic, const std::string& payload) {
            outbox_->send(topic, payload, false);
        });
    if (Status done = mqtt_door_->start(); !done) return in_part("store", done.error());
    ask_door_ = std::make_unique<AskDoor>(
        *topics_, engine_->ask(), engine_->store(), clock_,
        [this](const std::string& topic, const std::string& payload, bool retain) {
            outbox_->send(topic, payload, retain);
        },
        [this](const AskEntry& entry) { home_assistant_->on_question(entry); });
    broker_check_ =
        std::make_unique<BrokerCheck>(topics_->status(), clock_, [this] { publish_status(); });
    return {};
}

BrokerOptions Application::broker_options() const {
    const config::MqttSettings& mqtt = settings_.mqtt;
    BrokerOptions out;
    out.uri = mqtt.uri;
    out.client_id = mqtt.client_id;
    out.username = mqtt.username;
    out.password = mqtt.password;
    out.keepalive_s = mqtt.keepalive_s;
    out.ca_file = mqtt.ca_file;
    out.client_cert = mqtt.client_cert;
    out.client_key = mqtt.client_key;
    out.tls_verify = mqtt.tls_verify;
    out.will_topic = topics_->status();
    out.will_payload = "offline";
    return out;
}

Handlers Application::broker_handlers() {
    return {[this, status = topics_->status()](std::string_view topic, std::string_view payload,
                                               bool retained) {
                if (topic != status) return engine_->on_message(topic, payload, retained);
                // Hearth's own, only to see whether it comes back.
                asio::post(loop_, [this, text = std::string(payload), retained] {
                    broker_check_->on_status(text, retained);
                });
            },
            [this](bool session_present) { on_connected(session_present); },
            [this](const std::string& reason) { on_lost(reason); },
            [this](std::int64_t publish_id) { outbox_->on_delivered(publish_id); }};
}

std::vector<std::string> Application::own_topics() const {
    return {topics_->command_filter(), topics_->ask_query(),        topics_->ask_log(),
            topics_->ask_feedback(),   topics_->ask_reply_filter(), topics_->status()};
}

Status Application::connect() {
    std::vector<Subscription> wanted;
    std::vector<std::string> topics = engine::make_interpreter(settings_).subscriptions();
    for (const std::string& own : own_topics()) topics.push_back(own);
    for (const std::string& topic : topics) wanted.push_back({topic, 1});
    const auto former = engine_->store().subscriptions().list();
    if (!former) return in_part("store", former.error());
    if (Status done = broker_->start(broker_handlers()); !done)
        return in_part("mqtt", done.error());
    broker_->set_subscriptions(std::move(wanted));
    // What an earlier configuration listened to would otherwise keep coming from the broker's
    // session.
    std::vector<std::string> gone;
    for (const std::string& topic : *former)
        if (std::find(topics.begin(), topics.end(), topic) == topics.end()) gone.push_back(topic);
    broker_->unsubscribe(std::move(gone));
    return engine_->store().subscriptions().replace(topics);
}

int Application::run() {
    loop_.run();
    return EXIT_SUCCESS;
}

void Application::watch_signals() {
    signals_ = std::make_unique<asio::signal_set>(loop_, SIGTERM, SIGINT);
    signals_->async_wait([this](const boost::system::error_code& failed, int signal) {
        if (!failed) shut_down(signal == SIGTERM ? "SIGTERM" : "SIGINT");
    });
}

void Application::shut_down(const std::string& why) {
    if (std::exchange(stopping_, true)) return;
    log::info("shutting down reason={}", why);
    notifier_->stopping();
    tick_timer_->cancel();
    maintenance_->stop();
    home_assistant_->stop();
    if (const auto sent = broker_->publish(topics_->status(), "offline", 1, true); !sent)
        log::debug("the last status was not sent error=\"{}\"", sent.error().text);
    broker_->stop(why);
    engine_->stop();
    http_->stop();
    loop_.stop();
}

}  // namespace hearth::app
