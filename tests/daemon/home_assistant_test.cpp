// Hearth as a device of Home Assistant, over a real broker: what it would show, and what comes of
// pressing and switching there.
#include "support/home_assistant.hpp"

#include "learning_home.hpp"
#include "support/discovery_validator.hpp"

using namespace hearth;
using namespace std::chrono_literals;
using test::HomeAssistant;
using test::kModel;
using test::discovery::entities_of;

namespace {

const std::string kThreshold = "models." + kModel + ".threshold";

struct AssistedHome {
    test::Mosquitto broker;
    test::Daemon daemon;
    SimulatedHome home{11, {3, {2026, 1, 5}, TimeZone::find("Europe/Berlin").value()}};
    test::TestLoop loop;
    HomeAssistant home_assistant{loop, test::MqttClient::options(broker, "home-assistant")};

    explicit AssistedHome(std::vector<std::string> settings = {})
        : daemon(broker.uri(), with(settings)) {
        BOOST_REQUIRE(home_assistant.start());
        begin();
    }
    static std::vector<std::string> with(std::vector<std::string> settings) {
        settings.insert(settings.end(), {"home.simulated=true", "learning.cool_down_s=0"});
        return settings;
    }
    void begin() {
        BOOST_REQUIRE(daemon.start());
        BOOST_REQUIRE(daemon.wait_for(
            [](const Json& status) { return status["mqtt"]["connected"] == true; }));
        BOOST_REQUIRE(home_assistant.wait(
            [&] { return !home_assistant.state(kModel + "_state").empty(); }, 20s));
    }
    void live(std::int64_t samples) {
        while (samples_total() < samples) live_events(200);
    }
    void live_events(int count) {
        test::TestPublisher publisher("127.0.0.1", broker.port(), "simulated-home");
        for (int i = 0; i < count; ++i) {
            const auto event = home.next();
            BOOST_REQUIRE(event.has_value());
            const HaMessage message = plain_json_message(*event, "plain");
            publisher.publish(message.topic, message.payload);
        }
        BOOST_REQUIRE(publisher.flush());
        BOOST_REQUIRE(daemon.wait_until_quiet());
    }
    std::int64_t samples_total() { return model()["samples_total"]; }
    Json call(const std::string& command, const Json& arguments = Json::object()) {
        const auto answer = daemon.call(command, arguments);
        BOOST_REQUIRE_MESSAGE(answer.ok(), (answer.ok() ? "" : answer.error().text));
        return *answer;
    }
    Json model() {
        const Json status = call("status");
        for (const Json& one : status["models"])
            if (one["name"] == "pattern_detection") return one;
        return {};
    }
    Json setting(const std::string& key) { return call("settings", {{"key", key}}); }
    // Uses the entity and waits until it shows that.
    void enter(const std::string& key, const std::string& value, const std::string& shown) {
        const std::string id = home_assistant.use(key, value);
        const bool came =
            home_assistant.wait([&] { return home_assistant.state(key) == shown; }, 20s);
        BOOST_REQUIRE_MESSAGE(came, key << " shows " << home_assistant.state(key) << "; reply: "
                                        << home_assistant.last("hearth/reply/" + id));
    }
};

// Buttons have no state; predictions and suggestions come when there are some.
bool shows_nothing_yet(const test::discovery::Entity& entity) {
    return entity.platform == "button" || entity.platform == "event" || entity.key == "question" ||
           entity.key == "answer" || entity.key == kModel + "_prediction";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(home_assistant, *boost::unit_test::precondition(test::needs_mosquitto))

BOOST_AUTO_TEST_CASE(the_device_arrives_complete_and_every_entity_has_a_state) {
    AssistedHome home;
    const std::string topic = home.home_assistant.config_topic();
    for (const std::string& problem :
         test::discovery::problems_of(topic, home.home_assistant.last(topic)))
        BOOST_ERROR(problem);
    const Json device = home.home_assistant.config();
    BOOST_TEST(home.home_assistant.last("hearth/status") == "online");
    for (const auto& entity : entities_of(device)) {
        if (shows_nothing_yet(entity)) continue;
        const auto shown = home.home_assistant.shown(entity);
        BOOST_TEST(shown.complaint == "", entity.key << ": " << shown.complaint);
    }
    BOOST_TEST(home.home_assistant.state(kModel + "_state") == "waiting for 200 samples");
    BOOST_TEST(home.home_assistant.state("learning") == "ON");
    // One that comes later finds it all: it is kept by the broker.
    HomeAssistant later(home.loop, test::MqttClient::options(home.broker, "later"));
    BOOST_REQUIRE(later.start());
    BOOST_TEST(later.wait([&] { return later.state("learning") == "ON"; }, 10s));
    BOOST_TEST(later.was_retained(topic));
    home.daemon.kill();
    BOOST_TEST(home.home_assistant.wait(
        [&] { return home.home_assistant.last("hearth/status") == "offline"; }, 30s));
}

BOOST_AUTO_TEST_CASE(pressing_train_trains_and_predictions_are_shown) {
    AssistedHome home({kThreshold + "=2000"});
    home.live(160);
    home.home_assistant.use(kModel + "_train");
    const bool trained = home.home_assistant.wait(
        [&] {
            const Json runs = home.call("runs");
            return !runs.empty() && runs[0]["decision"] != "";
        },
        120s);
    BOOST_REQUIRE(trained);
    const Json run = home.call("runs")[0];
    BOOST_TEST(run["trigger"] == "command");
    BOOST_TEST(home.home_assistant.wait(
        [&] {
            return home.home_assistant.state(kModel + "_decision") ==
                   home.model()["reason"].get<std::string>().substr(0, 255);
        },
        20s));
    home.live_events(50);
    const auto prediction =
        test::discovery::entity_of(home.home_assistant.config(), kModel + "_prediction");
    BOOST_TEST(home.home_assistant.wait(
        [&] {
            const auto shown = home.home_assistant.shown(prediction);
            return shown.complaint.empty() && shown.state.find('=') != std::string::npos &&
                   shown.attributes["items"].size() > 1;
        },
        20s));
}

BOOST_AUTO_TEST_CASE(what_is_set_there_takes_effect_at_once_and_survives_a_restart) {
    AssistedHome home;
    home.enter(kModel + "_threshold", "150", "150");
    BOOST_TEST(home.model()["threshold"] == 150);
    home.enter(kModel + "_tolerance", "0.03", "0.03");
    home.enter(kModel + "_policy", "improvement", "improvement");
    home.enter("learning", "false", "OFF");
    home.enter("scheduler", "stop", "OFF");
    home.enter("guests", "true", "ON");
    const Json why = home.call("why", {{"model", kModel}});
    BOOST_TEST(why["blockers"].dump().find("learning_disabled") != std::string::npos);
    home.daemon.kill();
    home.begin();
    for (const auto& shown : std::map<std::string, std::string>{{kModel + "_threshold", "150"},
                                                                {kModel + "_tolerance", "0.03"},
                                                                {kModel + "_policy", "improvement"},
                                                                {"learning", "OFF"},
                                                                {"scheduler", "OFF"},
                                                                {"guests", "ON"}})
        BOOST_TEST(home.home_assistant.wait(
                       [&] { return home.home_assistant.state(shown.first) == shown.second; }, 10s),
                   shown.first << " shows " << home.home_assistant.state(shown.first));
    // The broker had kept what they showed: what holds is what the daemon says.
    BOOST_TEST(home.setting("models." + kModel + ".tolerance")["value"] == 0.03);
    BOOST_TEST(home.setting("models." + kModel + ".policy")["value"] == "improvement");
    BOOST_TEST(home.setting("learning.enabled")["value"] == false);
    BOOST_TEST(home.call("schedule")["running"] == false);
    BOOST_TEST(home.setting(kThreshold)["origin"] == "home_assistant");
    BOOST_TEST(home.model()["threshold"] == 150);
    home.call("unset", {{"key", kThreshold}});
    BOOST_TEST(home.model()["threshold"] == 200);
    BOOST_TEST(home.setting(kThreshold)["origin"] == "manifest");
    home.enter("learning", "true", "ON");
    BOOST_TEST(home.call("why", {{"model", kModel}})["blockers"].dump().find("learning_disabled") ==
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_may_be_proposed_is_switched_there_and_survives_a_restart) {
    AssistedHome home;
    BOOST_TEST(home.home_assistant.state("suggest_light") == "ON");
    home.enter("suggest_light", "false", "OFF");
    home.enter("suggest_lock", "false", "OFF");
    home.enter("suggest_light", "true", "ON");
    home.enter("suggestions", "false", "OFF");
    BOOST_TEST(home.home_assistant.state("suggest_cover") == "ON");
    BOOST_TEST(!home.daemon.call("suggest").ok());
    home.daemon.kill();
    home.begin();
    BOOST_TEST(home.home_assistant.wait(
        [&] { return home.home_assistant.state("suggest_lock") == "OFF"; }, 10s));
    const Json domains = home.setting("suggestions.domains");
    BOOST_TEST(domains["origin"] == "home_assistant");
    BOOST_TEST(domains["value"].dump().find("\"lock\"") == std::string::npos);
    BOOST_TEST(domains["value"].dump().find("\"light\"") != std::string::npos);
    BOOST_TEST(home.setting("suggestions.enabled")["value"] == false);
    home.enter("suggest_lock", "true", "ON");
    BOOST_TEST(home.setting("suggestions.domains")["value"].empty());
    const auto nonsense = home.daemon.call("suggest_domain", {{"domain", "toaster"}, {"on", true}});
    BOOST_TEST((!nonsense.ok() && nonsense.error().code == ErrorCode::kInvalid));
}

BOOST_AUTO_TEST_CASE(install_there_approves_a_version_that_waits) {
    AssistedHome home({"learning.shadow=false", kThreshold + "=2000"});
    home.enter("approval", "true", "ON");
    home.live(300);
    home.home_assistant.use(kModel + "_train");
    const auto waits = [&] { return home.model()["approval"].is_object(); };
    const bool came = home.home_assistant.wait(
        [&] {
            const Json runs = home.call("runs");
            return waits() || (!runs.empty() && runs[0]["decision"] != "");
        },
        120s);
    BOOST_REQUIRE(came);
    BOOST_REQUIRE_MESSAGE(waits(), home.call("runs")[0]["reason"]);
    BOOST_TEST(home.model()["active_version"].is_null());
    const std::string update = kModel + "_update";
    BOOST_REQUIRE(
        home.home_assistant.wait([&] { return home.home_assistant.state(update) == "on"; }, 20s));
    const auto entity = test::discovery::entity_of(home.home_assistant.config(), update);
    BOOST_TEST(home.home_assistant.shown(entity).complaint == "");
    BOOST_TEST(home.home_assistant.shown(entity).attributes["text"] ==
               home.model()["approval"]["summary"]);
    home.daemon.kill();
    home.begin();
    BOOST_TEST(waits());
    // What stands there names the version that waits.
    BOOST_REQUIRE(home.home_assistant.wait(
        [&] {
            return test::discovery::entity_of(home.home_assistant.config(), update)
                       .config["payload_install"]
                       .get<std::string>()
                       .find("\"version\":1") != std::string::npos;
        },
        20s));
    // What comes right after a reconnect may be old, and is refused.
    BOOST_REQUIRE(home.daemon.wait_for([](const Json& status) { return status["uptime_s"] >= 3; }));
    home.home_assistant.use(update);
    BOOST_TEST(
        home.home_assistant.wait([&] { return home.home_assistant.state(update) == "off"; }, 20s));
    BOOST_TEST(home.model()["active_version"] == 1);
    BOOST_TEST(home.model()["approval"].is_null());
}

BOOST_AUTO_TEST_CASE(a_question_typed_there_is_answered_by_whoever_listens) {
    AssistedHome home;
    home.home_assistant.use("question", "Is the \"front\" door shut?");
    BOOST_REQUIRE(home.home_assistant.wait(
        [&] { return home.home_assistant.state("answer") == "waiting for an answer"; }, 20s));
    BOOST_TEST(home.home_assistant.state("question") == "Is the \"front\" door shut?");
    const Json entry = home.call("ask_log")[0];
    BOOST_TEST(entry["text"] == "Is the \"front\" door shut?");
    const std::string id = entry["id"];
    const std::string answer = std::string(300, 'x') + ".";
    {
        test::TestPublisher assistant("127.0.0.1", home.broker.port(), "assistant");
        assistant.publish("hearth/ask/reply/" + id,
                          Json{{"text", answer}, {"agent", "conversation.x"}}.dump(), true);
        BOOST_REQUIRE(assistant.flush());
    }
    const auto sensor = test::discovery::entity_of(home.home_assistant.config(), "answer");
    BOOST_REQUIRE(home.home_assistant.wait(
        [&] { return home.home_assistant.shown(sensor).attributes["text"] == answer; }, 20s));
    BOOST_TEST(home.home_assistant.shown(sensor).complaint == "");
    BOOST_TEST(home.call("ask_log")[0]["answer"] == answer);
    // The same again, which the text field would not send.
    home.home_assistant.use("ask_again");
    BOOST_REQUIRE(home.home_assistant.wait([&] { return home.call("ask_log").size() == 2U; }, 20s));
    BOOST_TEST(home.call("ask_log")[0]["text"] == entry["text"]);
    BOOST_TEST(home.home_assistant.wait(
        [&] { return home.home_assistant.state("answer").starts_with("No assistant answered"); },
        50s));
}

BOOST_AUTO_TEST_CASE(what_makes_no_sense_is_refused_and_changes_nothing) {
    AssistedHome home({"models." + kModel + ".tolerance=0.02"});
    struct Case {
        std::string key;
        Json value;
        ErrorCode code;
    };
    for (const Case& c : std::initializer_list<Case>{
             {kThreshold, 49, ErrorCode::kInvalid},
             {kThreshold, 2001, ErrorCode::kInvalid},
             {kThreshold, "many", ErrorCode::kInvalid},
             {"models." + kModel + ".policy", "hope", ErrorCode::kInvalid},
             {"models." + kModel + ".tolerance", 0.03, ErrorCode::kConflict},  // --set
             {"models.nobody.threshold", 100, ErrorCode::kNotFound},
             {"mqtt.uri", "tcp://x", ErrorCode::kRefused},
             {"mqtt.url", "tcp://x", ErrorCode::kNotFound},
             {"learning.enabled", 1, ErrorCode::kInvalid}}) {
        const auto answer = home.daemon.call("set", {{"key", c.key}, {"value", c.value}});
        BOOST_REQUIRE_MESSAGE(!answer.ok(), c.key);
        BOOST_TEST((answer.error().code == c.code), c.key << ": " << answer.error().text);
    }
    BOOST_TEST(home.setting(kThreshold)["origin"] == "manifest");
    BOOST_TEST(home.setting("models." + kModel + ".tolerance")["origin"] == "command_line");
}

BOOST_AUTO_TEST_CASE(a_model_is_switched_off_and_on) {
    AssistedHome home;
    home.live(60);
    BOOST_TEST(home.model()["state"] == "fallback");
    home.enter(kModel + "_enabled", "false", "OFF");
    BOOST_TEST(home.home_assistant.wait(
        [&] { return home.home_assistant.state(kModel + "_state") == "disabled"; }, 10s));
    BOOST_TEST(!home.daemon.call("predict").ok());
    const std::int64_t before = home.samples_total();
    home.live_events(300);
    BOOST_TEST(home.samples_total() == before);  // nothing counts for it while it is off
    home.enter(kModel + "_enabled", "true", "ON");
    BOOST_TEST(home.home_assistant.wait([&] { return home.model()["state"] == "fallback"; }, 30s));
    BOOST_TEST(home.daemon.call("predict").ok());
    home.live_events(300);
    BOOST_TEST(home.samples_total() > before);
}

BOOST_AUTO_TEST_CASE(a_restart_of_either_side_brings_device_and_states_again) {
    AssistedHome home;
    const std::string topic = home.home_assistant.config_topic();
    const int before = home.home_assistant.times(topic);
    const int states = home.home_assistant.times("hearth/entities/agent");
    home.home_assistant.say_online();
    BOOST_TEST(home.home_assistant.wait(
        [&] {
            return home.home_assistant.times(topic) > before &&
                   home.home_assistant.times("hearth/entities/agent") > states;
        },
        10s));
    // A broker that has lost everything.
    home.broker.kill();
    home.broker.start();
    HomeAssistant later(home.loop, test::MqttClient::options(home.broker, "later"));
    BOOST_REQUIRE(later.start());
    BOOST_TEST(later.wait([&] { return later.state("learning") == "ON"; }, 30s));
    BOOST_TEST(later.wait([&] { return later.last("hearth/status") == "online"; }, 10s));
}

BOOST_AUTO_TEST_CASE(lost_sessions_restarts_and_a_new_name_leave_states_and_learning_intact) {
    AssistedHome home(
        {"sources=[{kind: plain_json, topic: plain/#}, {kind: eventstream, topic: ha/events}]"});
    home.live(160);
    home.call("train", {{"model", kModel}, {"force", true}});
    BOOST_REQUIRE(home.home_assistant.wait(
        [&] {
            const Json runs = home.call("runs");
            return !runs.empty() && runs[0]["decision"] != "";
        },
        120s));
    const Json before = home.model();
    const std::string likely = home.call("predict")["items"][0]["label"];
    const std::string old_id = likely.substr(0, likely.find('='));

    home.broker.kill();  // and with it the sessions and what it had retained
    BOOST_REQUIRE(home.daemon.wait_for(
        [](const Json& status) { return status["mqtt"]["connected"] == false; }));
    home.broker.start();
    BOOST_REQUIRE(home.daemon.wait_for(
        [](const Json& status) { return status["mqtt"]["subscribed"] == true; }));
    home.home_assistant.say_online();
    {
        test::TestPublisher events("127.0.0.1", home.broker.port(), "events");
        const Json renamed = {
            {"action", "update"}, {"entity_id", old_id + "_renamed"}, {"old_entity_id", old_id}};
        events.publish("ha/events", dump_json({{"event_type", "entity_registry_updated"},
                                               {"event_data", renamed}}));
        BOOST_REQUIRE(events.flush());
    }
    BOOST_REQUIRE(home.daemon.wait_until_quiet());
    home.daemon.kill();
    home.begin();

    const Json after = home.model();
    for (const char* key : {"active_version", "samples_new", "samples_total", "threshold"})
        BOOST_TEST(after[key] == before[key], key);
    const auto answers = [&] { return home.daemon.call("predict").ok(); };
    BOOST_REQUIRE(home.home_assistant.wait(answers, 30s));
    const std::string now = home.call("predict")["items"][0]["label"];
    BOOST_TEST(now == old_id + "_renamed" + likely.substr(old_id.size()));
    for (const auto& entity : entities_of(home.home_assistant.config())) {
        if (shows_nothing_yet(entity)) continue;
        const auto shown = home.home_assistant.shown(entity);
        BOOST_TEST(shown.complaint == "", entity.key << ": " << shown.complaint);
    }
    // What it does from now on counts on, and is shown by its new name.
    home.live_events(100);
    BOOST_TEST(home.samples_total() > before["samples_total"].get<std::int64_t>());
}

BOOST_AUTO_TEST_CASE(what_is_gone_is_taken_away) {
    AssistedHome home;
    const std::string old_topic = home.home_assistant.config_topic();
    BOOST_TEST(home.daemon.terminate() == 0);
    test::Daemon renamed(home.broker.uri(),
                         AssistedHome::with({"data_folder=" + home.daemon.data_folder(),
                                             "mqtt.client_id=upstairs"}));
    BOOST_REQUIRE(renamed.start());
    BOOST_TEST(home.home_assistant.wait(
        [&] {
            const auto configs = home.home_assistant.configs();
            return configs.size() == 1 &&
                   configs.contains(home.home_assistant.config_topic("upstairs"));
        },
        20s));
    BOOST_TEST(renamed.terminate() == 0);
    test::Daemon silent(home.broker.uri(),
                        AssistedHome::with({"data_folder=" + home.daemon.data_folder(),
                                            "home_assistant.discovery=false"}));
    BOOST_REQUIRE(silent.start());
    BOOST_TEST(home.home_assistant.wait(
        [&] {
            return home.home_assistant.configs().empty() &&
                   home.home_assistant.last("hearth/entities/agent").empty();
        },
        20s));
}

BOOST_AUTO_TEST_SUITE_END()
