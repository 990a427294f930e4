// Making the parts, in the order in which they need each other; engine_events.cpp has what happens
// in between.
#include "engine/engine.hpp"

#include <filesystem>

#include "commands/handlers.hpp"
#include "core/log.hpp"
#include "engine/part_options.hpp"

namespace hearth::engine {

namespace {

constexpr std::size_t kLogBytes = 4 * 1024 * 1024;
constexpr std::size_t kLogFiles = 5;

Error in_part(const std::string& part, const Error& error) {
    return Error{error.code, part + ": " + error.text};
}

}  // namespace

Engine::Engine(asio::io_context& loop, const Clock& clock, const config::Settings& settings,
               EngineHandlers handlers, training::MachineProbe probe,
               config::SettingOrigins origins)
    : loop_(loop),
      clock_(clock),
      runtime_settings_(settings, std::move(origins)),
      settings_(runtime_settings_.settings()),
      handlers_(std::move(handlers)),
      probe_(std::move(probe)) {}

Engine::~Engine() = default;

Status Engine::make() {
    if (Status done = open_store(); !done) return done;
    if (Status done = make_learning(); !done) return done;
    for (const training::TrainedModel& model : trainer_->models()) make_server(model);
    make_suggester();
    make_anomaly_watch();
    make_recorders();
    if (Status done = make_ingest(); !done) return done;
    const commands::AgentContext agent = context();
    commands::add_reading_commands(registry_, agent);
    commands::add_acting_commands(registry_, agent);
    commands::add_automation_commands(registry_, agent);
    commands::add_entity_commands(registry_, agent);
    commands::add_learning_commands(registry_, agent);
    commands::add_steering_commands(registry_, agent);
    commands::add_suggestion_commands(registry_, agent);
    commands::add_anomaly_commands(registry_, agent);
    commands::add_ask_commands(registry_, agent);
    commands::add_settings_commands(registry_, agent);
    feed_.subscribe([this](const std::string& kind, const Json& body) {
        if (kind != "decision") return;
        // The run is stored before anybody is told; the model's state follows.
        asio::post(loop_, [this, model = json_string(body, "model").value_or("")] {
            handlers_.on_model_changed(model);
        });
    });
    return {};
}

Status Engine::open_store() {
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

Status Engine::make_learning() {
    auto zone = TimeZone::find(settings_.home.time_zone);
    if (!zone) return in_part("home.time_zone", zone.error());
    zone_ = std::move(*zone);
    config::PluginCatalogue catalogue =
        config::find_plugins(settings_.plugin_folder, settings_.trust_any_owner);
    for (const std::string& problem : catalogue.problems) log::warn("plugin not used: {}", problem);
    installed_ = std::move(catalogue.manifests);
    live_settings_ = std::make_unique<LiveSettings>(clock_, *store_, runtime_settings_);
    if (Status restored = live_settings_->restore(installed_); !restored)
        return in_part("settings", restored.error());
    auto models = set_up_models(settings_, installed_);
    if (!models) return models.error();
    versions_ = std::make_unique<training::VersionKeeper>(
        *store_, clock_, settings_.data_folder + "/models", settings_.store.keep_versions);
    std::error_code failed;
    std::filesystem::create_directories(settings_.data_folder + "/log", failed);
    auto log =
        JsonLinesLog::open(settings_.data_folder + "/log/learning.jsonl", kLogBytes, kLogFiles);
    if (!log) return in_part("learning log", log.error());
    chronicle_ = std::make_unique<training::Chronicle>(clock_, *store_, feed_, std::move(*log));
    live_judge_ = std::make_unique<training::LiveJudge>(clock_, *store_, *versions_, *chronicle_,
                                                        live_rules(settings_.learning));
    thresholds_ = std::make_unique<training::ThresholdKeeper>(clock_, *store_, *chronicle_);
    replay_ = std::make_unique<training::ReplayKeeper>(
        *store_, static_cast<std::uint64_t>(settings_.training.seed),
        settings_.training.replay_rows);
    filter_ = std::make_unique<learning::QualityFilter>(quality_rules(settings_.learning));
    live_settings_->connect(*chronicle_,
                            [this](const std::string& key) { return apply_setting(key); });
    if (Status made = make_trainer(*std::move(models)); !made) return made;
    return make_wishes();
}

Status Engine::make_trainer(std::vector<training::TrainedModel> models) {
    make_context();
    training::TrainerSettings trainer = trainer_settings(settings_);
    trainer.context = context_;
    trainer_ = std::make_unique<training::Trainer>(
        loop_, clock_, *store_,
        training::TrainerParts{*versions_, *live_judge_, *thresholds_, *chronicle_, feed_},
        std::move(trainer), std::move(models));
    trainer_->set_on_activated([this](const std::string& model) { on_active_changed(model); });
    live_judge_->set_handlers({[this](const std::string& model) { on_active_changed(model); },
                               [this](const std::string& model) { on_drift(model); }});
    for (const training::TrainedModel& model : trainer_->models()) {
        if (!model.manifest.judged_live()) live_judge_->leave_out(model.manifest.name);
        if (model.enabled)
            if (Status loaded = replay_->load(model.manifest); !loaded)
                return in_part("replay buffer", loaded.error());
    }
    return {};
}

// What joins the trainer to the clock, the machine and the user's wishes.
Status Engine::make_wishes() {
    auto rules = governor_rules(settings_.training);
    if (!rules) return in_part("training.allowed_hours", rules.error());
    governor_ =
        std::make_unique<training::ResourceGovernor>(clock_, zone_, std::move(*rules), probe_);
    scheduler_ =
        std::make_unique<training::Scheduler>(clock_, *store_, *trainer_, *chronicle_, zone_);
    drift_ = std::make_unique<training::DriftKeeper>(loop_, clock_, *store_, *chronicle_, zone_);
    drift_->set_on_severe([this](const std::string& model) { on_drift(model); });
    pauses_ = std::make_unique<training::LearningPauses>(
        clock_, *store_, *chronicle_,
        [this](const std::string& reason) { filter_->set_pause(reason); });
    household_ = std::make_unique<training::HouseholdModes>(
        *store_, *pauses_,
        training::HouseholdEntities{settings_.learning.guest_entities,
                                    settings_.learning.vacation_entities});
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

void Engine::make_server(const training::TrainedModel& model) {
    const std::string name = model.manifest.name;
    if (!model.enabled || !(model.manifest.serve || model.manifest.on_request())) return;
    serving::ServerSettings settings = server_settings(settings_, model);
    settings.context = context_;
    servers_[name] = std::make_unique<serving::ModelServer>(
        loop_, clock_, *store_, *versions_, model.manifest, std::move(settings),
        serving::ServerHandlers{
            [this, name](const Sample& after, TimeUs received_us, Json prediction) {
                on_prediction(name, after, received_us, std::move(prediction));
            },
            [this, name](const LiveScore& score, const std::optional<LiveScore>& fallback) {
                live_judge_->on_score(name, score, fallback);
            },
            [this, name](const LiveScore& active, const LiveScore& shadow) {
                live_judge_->on_pair(name, active, shadow);
            }});
}

std::vector<automation::Signature> Engine::existing_automations() {
    const auto known = store_->known_automations().list();
    std::vector<automation::Signature> out;
    if (!known) {
        log::error("cannot read the known automations error=\"{}\"", known.error().text);
        return out;
    }
    for (const store::KnownAutomation& one : *known) {
        const auto json = parse_json(one.signature);
        if (const auto signature = json ? automation::signature_from_json(*json) : std::nullopt)
            out.push_back(*signature);
    }
    return out;
}

void Engine::make_suggester() {
    suggestions::SuggestionKeeper::Handlers handlers;
    handlers.on_new = [this](const suggestions::Suggestion& one) { on_suggestion(one); };
    handlers.on_answered = [this](const suggestions::Suggestion& one) {
        on_suggestion_answered(one);
    };
    handlers.on_changed = handlers_.on_suggestions_changed;
    suggestion_keeper_ = std::make_unique<suggestions::SuggestionKeeper>(
        clock_, *store_, keeping_rules(settings_), std::move(handlers));
    suggester_ = std::make_unique<suggestions::Suggester>(
        clock_, *store_, *suggestion_keeper_, zone_, suggester_rules(settings_.suggestions),
        suggestions::Suggester::Sources{[this] { return models_that_tell(&Manifest::explain); },
                                        [this] { return existing_automations(); }});
}

void Engine::make_recorders() {
    const SampleSource source =
        settings_.home.simulated ? SampleSource::kSimulated : SampleSource::kLive;
    samples_ = std::make_unique<ingest::SampleKeeper>(*store_, *filter_, sample_filters(), source);
    ask_ = std::make_unique<ingest::AskRecorder>(
        *store_, *samples_,
        [this](const std::vector<Sample>& samples) { on_samples(samples, clock_.wall_us()); },
        [this](const AskFeedback& feedback) {
            // After the commit.
            asio::post(loop_, [this, feedback] { on_feedback(feedback); });
        });
}

Status Engine::make_ingest() {
    for (const SourceConfig& source : settings_.sources)
        if (const Status checked = check(source); !checked)
            return in_part("sources", checked.error());
    names_ = std::make_unique<ingest::LearnedNames>(*store_);
    if (Status loaded = names_->load(); !loaded) return in_part("names", loaded.error());
    const auto zigbee_devices = std::make_shared<ZigbeeDevices>();
    ingest_ = std::make_unique<ingest::Ingest>(
        loop_, clock_, *store_, make_interpreter(settings_, zigbee_devices),
        ingest::ChangeRecorder(*store_, *samples_, *names_,
                               settings_.learning.undo_minutes * kMicrosPerMinute, zone_),
        ingest::ZigbeeMemory(*store_, zigbee_devices), ingest_options(settings_.ingest),
        ingest::IngestHandlers{handlers_.is_own_topic, handlers_.on_own, handlers_.record_own,
                               [this](const std::vector<Sample>& samples, TimeUs received_us) {
                                   on_samples(samples, received_us);
                               },
                               [this] { on_batch(); }, handlers_.on_home_assistant,
                               [this] { gate_->woken(); }});
    gate_ = std::make_unique<ingest::InboxGate>(
        store_->make_inbox_writer(), clock_,
        [this] { asio::post(loop_, [this] { ingest_->wake(); }); }, handlers_.on_storage_lost);
    if (Status recalled = ingest_->recall_recent(clock_.wall_us()); !recalled)
        return in_part("ingest", recalled.error());
    if (Status done = ingest_->start(gate_->received()); !done)
        return in_part("ingest", done.error());
    return {};
}

Status Engine::start() {
    if (Status done = trainer_->start(); !done) return in_part("training", done.error());
    for (const auto& [name, server] : servers_) server->reload();
    ingest_->wake();
    return {};
}

void Engine::stop() {
    ingest_->stop();
    trainer_->stop();
    for (const auto& [name, server] : servers_) server->stop();
}

commands::AgentContext Engine::context() {
    return {clock_,
            *store_,
            *trainer_,
            *versions_,
            servers_,
            *live_judge_,
            *drift_,
            *scheduler_,
            *pauses_,
            *forgetting_,
            *governor_,
            *suggestion_keeper_,
            *suggester_,
            *anomalies_,
            *ask_,
            *live_settings_,
            loop_,
            zone_,
            settings_.home.simulated,
            handlers_.agent_status,
            handlers_.send_question,
            [this](Json prediction) { return names_->shown(std::move(prediction)); }};
}

}  // namespace hearth::engine
