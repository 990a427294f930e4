#include "app/home_assistant_door.hpp"

#include "app/entity_values.hpp"
#include "core/iso_time.hpp"
#include "core/log.hpp"
#include "discovery/state_payloads.hpp"
#include "discovery/topics.hpp"

namespace hearth::app {

namespace {

constexpr const char* kPublishedKey = "home_assistant.published";
constexpr TimeUs kStatePause = kMicrosPerSecond;
constexpr TimeUs kDiagnosticsPause = 30 * kMicrosPerSecond;
// Until the payload without the components that are gone follows the one that removes them.
constexpr auto kPartingPause = std::chrono::seconds(10);
// After a birth message everybody answers at once; each waits a little of his own.
constexpr int kShortestBirthPauseMs = 500, kLongestBirthPauseMs = 3000;

}  // namespace

HomeAssistantDoor::HomeAssistantDoor(asio::io_context& loop, const Clock& clock,
                                     engine::Engine& engine, Send send_surely, Send send_now)
    : clock_(clock),
      engine_(engine),
      send_surely_(std::move(send_surely)),
      send_now_(std::move(send_now)),
      view_(agent_view(engine)),
      parting_timer_(loop),
      birth_timer_(loop) {
    if (enabled())
        engine_.set_own_entities(discovery::entity_ids_of(discovery::device_config(view_)));
}

void HomeAssistantDoor::on_connected() {
    introduce();
    board_.send_all_again();
}

void HomeAssistantDoor::introduce() {
    using namespace discovery;
    const auto stored = engine_.store().meta().get(kPublishedKey);
    if (!stored)
        return log::error("what Home Assistant was shown is not known error=\"{}\"",
                          stored.error().text);
    const auto known = parse_json(stored->value_or("{}"));
    const Published before = published_from_json(known ? *known : Json());
    const Published now = enabled() ? published_by(view_, device_config(view_)) : Published();
    const CleanUp clean = clean_up(before, now);
    for (const std::string& topic : clean.clear) send_surely_(topic, "", true);
    if (!enabled()) return remember(now);
    send_config(clean.gone);
    if (!clean.gone.empty()) return part_from(clean.gone);
    if (before != now) remember(now);
}

// Remembered only then: should Hearth end before, the parting is sent again.
void HomeAssistantDoor::part_from(const discovery::ComponentKeys& gone) {
    log::info("removed from Home Assistant entities={}", gone.size());
    gone_ = gone;
    parting_timer_.expires_after(kPartingPause);
    parting_timer_.async_wait([this](const boost::system::error_code& failed) {
        if (failed) return;
        gone_.clear();
        send_config({});
        remember(discovery::published_by(view_, discovery::device_config(view_)));
    });
}

void HomeAssistantDoor::send_config(const discovery::ComponentKeys& gone) {
    send_surely_(discovery::config_topic(view_), dump_json(discovery::device_config(view_, gone)),
                 true);
}

void HomeAssistantDoor::remember(const discovery::Published& published) {
    if (const Status stored =
            engine_.store().meta().set(kPublishedKey, dump_json(to_json(published)));
        !stored)
        log::error("what Home Assistant is shown is not remembered error=\"{}\"",
                   stored.error().text);
}

void HomeAssistantDoor::on_home_assistant_online() {
    if (!enabled()) return;
    std::uniform_int_distribution<int> pause(kShortestBirthPauseMs, kLongestBirthPauseMs);
    birth_timer_.expires_after(std::chrono::milliseconds(pause(random_)));
    birth_timer_.async_wait([this](const boost::system::error_code& failed) {
        if (failed) return;
        log::info("Home Assistant is online: device and states are sent again");
        introduce();
        board_.send_all_again();
        send_due();
    });
}

void HomeAssistantDoor::on_prediction(const Json& prediction) {
    const std::string model = json_string(prediction, "model").value_or("");
    board_.put({discovery::prediction_topic(view_, model),
                dump_json(discovery::prediction_payload(prediction)), false},
               kStatePause);
}

// An event cannot be kept for a Home Assistant that is away: it ignores retained ones. The list of
// open suggestions is.
void HomeAssistantDoor::on_suggestion(const Json& suggestion) {
    if (!enabled()) return;
    Json event = {{"event_type", "new"}};
    for (const char* key : {"id", "alias", "explanation", "confidence", "source", "yaml"})
        event[key] = suggestion.value(key, Json());
    send_now_(discovery::suggestion_topic(view_), dump_json(event), false);
}

void HomeAssistantDoor::on_question(const AskEntry& entry) {
    const discovery::Question question{.id = entry.id,
                                       .text = entry.text,
                                       .asked = format_iso_time(entry.time_us),
                                       .answer = entry.answer,
                                       .kind = entry.answer_kind,
                                       .agent = entry.agent,
                                       .yaml = entry.yaml};
    board_.put(
        {discovery::question_topic(view_), dump_json(discovery::question_payload(question)), false},
        0);
}

void HomeAssistantDoor::show_model(const training::TrainedModel& model, const Json& summary) {
    const discovery::ModelValues values = model_values(engine_, model, summary);
    board_.put({discovery::model_topic(view_, model.manifest.name),
                dump_json(discovery::model_payload(values))},
               kStatePause);
    show_waiting(model.manifest.name, values.waiting.value_or(0));
}

// The device says what "Install" would send: another version, another text.
void HomeAssistantDoor::show_waiting(const std::string& model, std::int64_t version) {
    for (discovery::ModelView& known : view_.models) {
        if (known.name != model || known.waiting_version == version) continue;
        known.waiting_version = version;
        if (enabled()) send_config(gone_);
    }
}

void HomeAssistantDoor::tick() {
    const discovery::AgentValues values = agent_values(engine_);
    board_.put({discovery::agent_topic(view_), dump_json(discovery::agent_payload(values))},
               kStatePause);
    board_.put(
        {discovery::diagnostics_topic(view_), dump_json(discovery::diagnostics_payload(values))},
        kDiagnosticsPause);
    send_due();
}

void HomeAssistantDoor::send_due() {
    if (!enabled()) return;
    for (const discovery::StateMessage& message : board_.take_due(clock_.steady_us()))
        send_now_(message.topic, message.payload, message.retain);
}

void HomeAssistantDoor::stop() {
    parting_timer_.cancel();
    birth_timer_.cancel();
}

}  // namespace hearth::app
