// Making the parts and taking them down; application_events.cpp has what happens in between.
#include "app/application.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "app/process_memory.hpp"
#include "commands/handlers.hpp"
#include "core/log.hpp"

namespace hearth::app {

namespace {

constexpr std::size_t kLogBytes = 4 * 1024 * 1024;
constexpr std::size_t kLogFiles = 5;
constexpr int kExitStorage = 74;  // EX_IOERR: a message could not be stored

Error in_part(const std::string& part, const Error& error) {
    return Error{error.code, part + ": " + error.text};
}

Result<learning::GovernorRules> governor_rules(const config::TrainingSettings& training) {
    learning::GovernorRules out;
    out.max_load_per_core = training.max_load_per_core;
    out.max_temperature_c = training.max_temperature_c;
    out.min_free_memory_mb = training.min_free_memory_mb;
    out.only_on_mains = training.only_on_mains;
    auto hours = learning::parse_hour_ranges(training.allowed_hours);
    if (!hours) return hours.error();
    out.allowed_hours = std::move(*hours);
    return out;
}

std::vector<SourceConfig> sources_of(const config::Settings& settings) {
    std::vector<SourceConfig> out;
    for (const auto& source : settings.sources) out.push_back({source.kind, source.topic});
    return out;
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
    if (Status done = open_store(); !done) return done;
    if (Status done = make_learning(); !done) return done;
    make_servers();
    if (Status done = make_ingest(); !done) return done;
    if (Status done = make_doors(); !done) return done;
    if (Status done = connect(); !done) return done;
    if (Status done = trainer_->start(); !done) return in_part("training", done.error());
    for (const auto& [name, server] : servers_) server->reload();
    ingest_->wake();
    maintenance_->start();
    watch_signals();
    tick();
    notifier_->ready("running");
    release_unused_memory();
    return {};
}

Status Application::open_store() {
    std::error_code failed;
    std::filesystem::create_directories(settings_.data_folder, failed);
    if (failed)
        return Error{ErrorCode::kIo,
                     "data_folder: cannot make " + settings_.data_folder + ": " + failed.message()};
    auto store = store::Store::open(settings_.data_folder, settings_.store.durability, clock_);
    if (!store) return in_part("store", store.error());
    store_ = std::move(*store);
    for (const std::string& warning : store_->warnings()) log::warn("{}", warning);
    // A simulated home and a real one never share a database.
    const auto kind = store_->meta().get("home.simulated");
    if (!kind) return in_part("store", kind.error());
    const std::string wanted = settings_.home.simulated ? "yes" : "no";
    if (kind->has_value() && **kind != wanted)
        return Error{ErrorCode::kInvalid,
                     settings_.data_folder + " holds a " +
                         (wanted == "yes" ? "real home, and home.simulated is set"
                                          : "simulated home, and home.simulated is not set") +
                         ": use another data_folder"};
    return store_->meta().set("home.simulated", wanted);
}

Status Application::make_learning() {
    auto setup = set_up_models(settings_);
    if (!setup) return setup.error();
    for (const std::string& problem : setup->problems) log::warn("plugin not used: {}", problem);
    versions_ = std::make_unique<training::VersionKeeper>(
        *store_, clock_, settings_.data_folder + "/models", settings_.store.keep_versions);
    std::error_code failed;
    std::filesystem::create_directories(settings_.data_folder + "/log", failed);
    auto log =
        JsonLinesLog::open(settings_.data_folder + "/log/learning.jsonl", kLogBytes, kLogFiles);
    if (!log) return in_part("learning log", log.error());
    chronicle_ = std::make_unique<training::Chronicle>(clock_, *store_, feed_, std::move(*log));
    live_judge_ = std::make_unique<training::LiveJudge>(clock_, *store_, *versions_, *chronicle_,
                                                        live_rules());
    thresholds_ = std::make_unique<training::ThresholdKeeper>(clock_, *store_, *chronicle_);
    replay_ = std::make_unique<training::ReplayKeeper>(
        *store_, static_cast<std::uint64_t>(settings_.training.seed),
        settings_.training.replay_rows);
    if (Status made = make_trainer(std::move(setup->models)); !made) return made;
    learning::QualityRules rules;
    rules.learning_enabled = settings_.learning.enabled;
    rules.min_confidence = settings_.learning.min_confidence;
    rules.implausible_per_minute = settings_.learning.implausible_rate_per_minute;
    rules.excluded = settings_.learning.exclude;
    filter_ = std::make_unique<learning::QualityFilter>(rules);
    auto zone = TimeZone::find(settings_.home.time_zone);
    if (!zone) return in_part("home.time_zone", zone.error());
    zone_ = std::move(*zone);
    return make_loop_parts(zone_);
}

Status Application::make_trainer(std::vector<training::TrainedModel> models) {
    training::TrainerSettings options;
    options.worker_path = settings_.worker;
    options.jobs_folder = settings_.data_folder + "/jobs";
    options.time_zone = settings_.home.time_zone;
    options.simulated = settings_.home.simulated;
    options.learning_enabled = settings_.learning.enabled;
    options.trust_any_owner = settings_.trust_any_owner;
    options.cool_down_s = settings_.learning.cool_down_s;
    options.retry_backoff_s = settings_.training.retry_backoff_s;
    options.memory_mb = settings_.training.memory_mb;
    options.nice = settings_.training.nice;
    options.holdout_fraction = settings_.training.holdout_fraction;
    options.replay_rows = settings_.training.replay_rows;
    options.seed = settings_.training.seed;
    trainer_ = std::make_unique<training::Trainer>(
        loop_, clock_, *store_,
        training::TrainerParts{*versions_, *live_judge_, *thresholds_, *chronicle_, feed_}, options,
        std::move(models));
    trainer_->set_on_activated([this](const std::string& model) { on_active_changed(model); });
    live_judge_->set_handlers({[this](const std::string& model) { on_active_changed(model); },
                               [this](const std::string& model) { on_drift(model); }});
    for (const training::TrainedModel& model : trainer_->models())
        if (model.enabled)
            if (Status loaded = replay_->load(model.manifest); !loaded)
                return in_part("replay buffer", loaded.error());
    return {};
}

// What joins the trainer to the clock, the machine and the user's wishes.
Status Application::make_loop_parts(const TimeZone& zone) {
    auto rules = governor_rules(settings_.training);
    if (!rules) return in_part("training.allowed_hours", rules.error());
    governor_ = std::make_unique<training::ResourceGovernor>(clock_, zone, std::move(*rules));
    scheduler_ =
        std::make_unique<training::Scheduler>(clock_, *store_, *trainer_, *chronicle_, zone);
    drift_ = std::make_unique<training::DriftKeeper>(loop_, clock_, *store_, *chronicle_, zone);
    drift_->set_on_severe([this](const std::string& model) { on_drift(model); });
    pauses_ = std::make_unique<training::LearningPauses>(
        clock_, *store_, *chronicle_,
        [this](const std::string& reason) { filter_->set_pause(reason); });
    forgetting_ = std::make_unique<training::Forgetting>(
        loop_, clock_, *store_, *trainer_, *versions_, *chronicle_,
        [this](const training::TrainedModel& model) { on_forgotten(model); });
    trainer_->set_objections([this](const std::string& model) {
        std::vector<learning::Blocker> out = pauses_->objections(model);
        if (const auto shadow = live_judge_->objection(model)) out.push_back(*shadow);
        const auto machine = governor_->objections();
        out.insert(out.end(), machine.begin(), machine.end());
        return out;
    });
    if (Status read = pauses_->refresh(); !read) return in_part("pauses", read.error());
    if (Status started = scheduler_->start(); !started) return in_part("schedule", started.error());
    return forgetting_->start();
}

training::LiveRules Application::live_rules() const {
    const config::LearningSettings& learning = settings_.learning;
    training::LiveRules out;
    out.shadow = learning.shadow;
    out.shadow_rules.min_events = learning.shadow_min_events;
    out.shadow_rules.expire_after_us = learning.shadow_days * kMicrosPerDay;
    out.watch_rules.watch_for_us = learning.watch_hours * 3600 * kMicrosPerSecond;
    return out;
}

void Application::make_servers() {
    for (const training::TrainedModel& model : trainer_->models()) {
        const Manifest& manifest = model.manifest;
        if (!model.enabled || !manifest.serve) continue;
        serving::ServerSettings options;
        options.worker.worker_path = settings_.worker;
        options.worker.plugin_library = manifest.folder + "/" + manifest.library;
        options.worker.niceness = 0;
        options.worker.memory_bytes = std::int64_t{settings_.training.memory_mb} << 20;
        options.worker.trust_any_owner = settings_.trust_any_owner;
        options.folder = settings_.data_folder;
        options.time_zone = settings_.home.time_zone;
        options.simulated = settings_.home.simulated;
        options.canary_fraction = settings_.learning.canary_fraction;
        options.options = model.options;
        servers_[manifest.name] = std::make_unique<serving::ModelServer>(
            loop_, clock_, *store_, *versions_, manifest, std::move(options),
            serving::ServerHandlers{
                [this, name = manifest.name](const Sample& after, TimeUs received_us,
                                             Json prediction) {
                    on_prediction(name, after, received_us, std::move(prediction));
                },
                [this, name = manifest.name](const LiveScore& score,
                                             const std::optional<LiveScore>& fallback) {
                    live_judge_->on_score(name, score, fallback);
                },
                [this, name = manifest.name](const LiveScore& active, const LiveScore& shadow) {
                    live_judge_->on_pair(name, active, shadow);
                }});
    }
}

Status Application::make_ingest() {
    for (const SourceConfig& source : sources_of(settings_))
        if (const Status checked = check(source); !checked)
            return in_part("sources", checked.error());
    std::map<std::string, SampleFilter> filters;
    for (const training::TrainedModel& model : trainer_->models())
        if (model.enabled) filters[model.manifest.name] = model.manifest.samples;
    const SampleSource source =
        settings_.home.simulated ? SampleSource::kSimulated : SampleSource::kLive;
    ingest::IngestOptions options;
    options.batch_rows = settings_.ingest.batch_rows;
    options.max_payload_bytes = static_cast<std::size_t>(settings_.ingest.max_payload_bytes);
    options.assembler.quiet_us = settings_.ingest.quiet_ms * 1000;
    options.assembler.twin_wait_us = settings_.ingest.twin_wait_ms * 1000;
    ingest_ = std::make_unique<ingest::Ingest>(
        loop_, clock_, *store_,
        Interpreter(sources_of(settings_), settings_.home_assistant_status_topic),
        ingest::ChangeRecorder(*store_, *filter_, std::move(filters), source), options,
        ingest::IngestHandlers{
            [prefix = topics_->base() + "/command/"](const std::string& topic) {
                return topic.starts_with(prefix);
            },
            [this](const InboundMessage& message) { mqtt_door_->on_command(message); },
            [this](const std::vector<Sample>& samples, TimeUs received_us) {
                on_samples(samples, received_us);
            },
            [this] { on_batch(); }});
    gate_ = std::make_unique<ingest::InboxGate>(
        store_->make_inbox_writer(), clock_,
        [this] {
            asio::post(loop_, [this] {
                gate_->woken();
                ingest_->wake();
            });
        },
        [](const std::string& reason) {
            log::error(
                "a message cannot be stored; ending so that the broker keeps it error=\"{}\"",
                reason);
            std::_Exit(kExitStorage);
        });
    if (Status done = ingest_->start(gate_->received()); !done)
        return in_part("ingest", done.error());
    return {};
}

Status Application::make_doors() {
    broker_ = std::make_unique<PahoSession>(
        broker_options(),
        [this](std::function<void()> work) { asio::post(loop_, std::move(work)); }, clock_);
    outbox_ = std::make_unique<OutboxSender>(*store_, *broker_);
    mqtt_door_ = std::make_unique<MqttDoor>(
        *topics_, registry_, clock_, [this](const std::string& topic, const std::string& payload) {
            outbox_->send(topic, payload, false);
        });
    const commands::AgentContext context = agent_context();
    commands::add_reading_commands(registry_, context);
    commands::add_acting_commands(registry_, context);
    commands::add_learning_commands(registry_, context);
    http::HttpOptions options;
    options.socket_path = settings_.http.socket;
    options.listen = settings_.http.listen;
    options.token = settings_.http.token;
    http_ = std::make_unique<http::HttpServer>(loop_, registry_, feed_, options);
    if (Status done = http_->start(); !done) return in_part("http", done.error());
    maintenance_ = std::make_unique<Maintenance>(loop_, clock_, *store_,
                                                 settings_.store.retention_days * kMicrosPerDay,
                                                 [this] { return queue() > 0; });
    notifier_ = std::make_unique<ServiceNotifier>(loop_);
    tick_timer_ = std::make_unique<asio::steady_timer>(loop_);
    feed_.subscribe([this](const std::string& kind, const Json& body) {
        if (kind == "decision") on_decision(body);
    });
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
    return {[this](std::string_view topic, std::string_view payload, bool retained) {
                gate_->on_message(topic, payload, retained);
            },
            [this](bool session_present) { on_connected(session_present); },
            [this](const std::string& reason) {
                log::warn("connection to the broker lost reason=\"{}\"", reason);
                outbox_->on_lost();
                ingest_->broker_lost(gate_->received());
            },
            [this](std::int64_t publish_id) { outbox_->on_delivered(publish_id); }};
}

Status Application::connect() {
    Interpreter interpreter(sources_of(settings_), settings_.home_assistant_status_topic);
    std::vector<Subscription> wanted;
    std::vector<std::string> topics = interpreter.subscriptions();
    topics.push_back(topics_->command_filter());
    for (const std::string& topic : topics) wanted.push_back({topic, 1});
    const auto former = store_->subscriptions().list();
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
    return store_->subscriptions().replace(topics);
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
    if (const auto sent = broker_->publish(topics_->status(), "offline", 1, true); !sent)
        log::debug("the last status was not sent error=\"{}\"", sent.error().text);
    broker_->stop(why);
    ingest_->stop();
    trainer_->stop();
    for (const auto& [name, server] : servers_) server->stop();
    http_->stop();
    loop_.stop();
}

}  // namespace hearth::app
