// What entities show: every state is one that Home Assistant takes, and only changes are sent.
#include "discovery/state_payloads.hpp"

#include <boost/test/unit_test.hpp>

#include "core/utf8.hpp"
#include "discovery/device_config.hpp"
#include "discovery/names.hpp"
#include "discovery/state_board.hpp"
#include "discovery/topics.hpp"
#include "support/home_assistant_view.hpp"

using namespace hearth;
using namespace hearth::discovery;
using hearth::test::discovery::entities_of;
using hearth::test::discovery::entity_of;
using hearth::test::discovery::Shown;

namespace {

AgentView agent() {
    AgentView out;
    out.models = {{"pattern_detection", true, 50, 2000}};
    out.suggestion_domains = {"light", "cover"};
    return out;
}

ModelValues trained() {
    ModelValues values;
    values.state = "active";
    values.version = 3;
    values.score = 0.58;
    values.baseline = 0.5;
    values.metric = "top1";
    values.baseline_name = "backoff2";
    values.missing = 12;
    values.threshold = 200;
    values.tolerance = 0.01;
    values.policy = "tolerance";
    values.worker_bytes = 103'400'000;
    return values;
}

std::string long_text() {
    std::string out;
    for (int i = 0; i < 300; ++i) out += "ü";
    return out;
}

std::string text_of(const Json& json) { return dump_json(json); }

// What every entity that reads `topic` shows; a complaint is an error.
void check_all(const std::string& topic, const Json& payload, const char* what) {
    const Json config = device_config(agent());
    int readers = 0;
    for (const auto& entity : entities_of(config)) {
        if (entity.config.value("state_topic", "") != topic) continue;
        ++readers;
        const Shown shown = show(entity, text_of(payload));
        BOOST_TEST(shown.complaint == "", what << ": " << entity.key << ": " << shown.complaint);
    }
    BOOST_TEST(readers > 0, topic);
}

Shown shown(const std::string& key, const Json& payload) {
    return show(entity_of(device_config(agent()), key), text_of(payload));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(state_payloads)

BOOST_AUTO_TEST_CASE(every_entity_can_show_what_it_is_sent) {
    ModelValues odd = trained();
    odd.decision = long_text();
    odd.metric = "\xff\xfe";
    odd.waits_for = {long_text(), "\xc3"};
    ModelValues empty;
    empty.threshold = 50;
    empty.policy = "improvement";
    AgentValues trouble;
    trouble.trouble = long_text();
    trouble.lag_s = 1e9;
    const std::string model = model_topic(agent(), "pattern_detection");
    check_all(model, model_payload(trained()), "trained");
    check_all(model, model_payload(odd), "odd");
    check_all(model, model_payload(empty), "empty");
    AgentValues switched;
    switched.suggestion_domains = {{"light", true}, {"cover", false}};
    check_all(agent_topic(agent()), agent_payload(switched), "agent");
    ModelValues waits = trained();
    waits.state = "approval";
    waits.waiting = 4;
    waits.waits_because = long_text();
    check_all(model, model_payload(waits), "waiting for approval");
    check_all(question_topic(agent()), question_payload({}), "nothing asked");
    check_all(question_topic(agent()),
              question_payload({.id = "q",
                                .text = long_text(),
                                .asked = "t",
                                .answer = long_text(),
                                .kind = "answer",
                                .agent = "a",
                                .yaml = "\xff"}),
              "asked");
    check_all(diagnostics_topic(agent()), diagnostics_payload({}), "fine");
    check_all(diagnostics_topic(agent()), diagnostics_payload(trouble), "trouble");
    for (const char* prediction :
         {"{}", R"({"items":[]})", R"({"items":[{"label":"light.a=on","probability":0.5}]})",
          R"({"items":[{"probability":"x"}],"model":"m","time":"t"})", R"({"items":7})"})
        check_all(prediction_topic(agent(), "pattern_detection"),
                  prediction_payload(*parse_json(prediction)), prediction);
}

BOOST_AUTO_TEST_CASE(states_are_words_that_people_read) {
    struct Case {
        const char* state;
        std::optional<double> progress;
        std::int64_t missing;
        const char* shown;
    };
    for (const Case& c :
         std::initializer_list<Case>{{"training", 0.434, 5, "training 43 %"},
                                     {"training", std::nullopt, 5, "training"},
                                     {"waiting", std::nullopt, 150, "waiting for 150 samples"},
                                     {"waiting", std::nullopt, 0, "idle"},
                                     {"shadow", std::nullopt, 5, "shadow"},
                                     {"active", std::nullopt, 5, "active"},
                                     {"fallback", std::nullopt, 5, "fallback"},
                                     {"disabled", std::nullopt, 5, "disabled"}}) {
        ModelValues values;
        values.state = c.state;
        values.progress = c.progress;
        values.missing = c.missing;
        BOOST_TEST(shown("pattern_detection_state", model_payload(values)).state == c.shown);
    }
}

BOOST_AUTO_TEST_CASE(an_update_is_there_while_another_version_waits) {
    const std::string key = "pattern_detection_update";
    BOOST_TEST(shown(key, model_payload(trained())).state == "off");
    ModelValues waits = trained();
    waits.state = "approval";
    waits.waiting = 4;
    waits.waits_because = "top1 0.8 against 0.7 of the incumbent";
    const Shown update = shown(key, model_payload(waits));
    BOOST_TEST(update.state == "on");
    BOOST_TEST(update.attributes["text"] == "top1 0.8 against 0.7 of the incumbent");
    BOOST_TEST(model_payload(waits)["update"]["installed_version"] == "3");
    BOOST_TEST(model_payload(waits)["update"]["latest_version"] == "4");
    BOOST_TEST(shown("pattern_detection_state", model_payload(waits)).state ==
               "version 4 waits for approval");
    waits.version.reset();  // the fallback answers
    BOOST_TEST(model_payload(waits)["update"]["installed_version"] == "0");
    BOOST_TEST(shown(key, model_payload(waits)).state == "on");
}

BOOST_AUTO_TEST_CASE(what_was_asked_is_answered_in_words) {
    Question open;
    open.id = "q";
    open.text = "why?";
    BOOST_TEST(shown("answer", question_payload(open)).state == "waiting for an answer");
    BOOST_TEST(shown("question", question_payload(open)).state == "why?");
    Question answered = open;
    answered.agent = "conversation.x";
    answered.answer = "So.";
    BOOST_TEST(shown("answer", question_payload(answered)).state == "So.");
    BOOST_TEST(shown("answer", question_payload(answered)).attributes["agent"] == "conversation.x");
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_unknown) {
    const Json payload = model_payload({});
    for (const char* key : {"version", "score", "worker_memory"})
        BOOST_TEST(shown(std::string("pattern_detection_") + key, payload).state == "None", key);
}

BOOST_AUTO_TEST_CASE(the_score_says_what_it_is_compared_with) {
    const Shown score = shown("pattern_detection_score", model_payload(trained()));
    BOOST_TEST(score.state == "0.58");
    BOOST_TEST(score.attributes["baseline"] == "backoff2");
    BOOST_TEST(score.attributes["lead"].get<double>() == 0.08, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_long_decision_is_cut_in_the_state_and_whole_in_the_attributes) {
    ModelValues values = trained();
    values.decision = long_text();
    const Shown decision = shown("pattern_detection_decision", model_payload(values));
    BOOST_TEST(utf8_length(decision.state) == 255U);
    BOOST_TEST(decision.state.ends_with("ü…"));
    BOOST_TEST(decision.attributes["text"] == long_text());
    BOOST_TEST(state_text(std::string(255, 'a')) == std::string(255, 'a'));
}

BOOST_AUTO_TEST_CASE(a_command_is_one_that_hearth_reads) {
    const Json config = device_config(agent());
    struct Case {
        const char* key;
        const char* value;
        const char* topic;
        const char* arguments;
    };
    for (
        const Case& c : std::initializer_list<Case>{
            {"learning", "false", "set",
             R"({"from":"home_assistant","key":"learning.enabled","value":false})"},
            {"scheduler", "stop", "schedule", R"({"action":"stop"})"},
            {"guests", "true", "guests", R"({"present":true})"},
            {"pattern_detection_train", "PRESS", "train",
             R"({"force":true,"model":"pattern_detection"})"},
            {"pattern_detection_retrain", "PRESS", "train",
             R"({"force":true,"full":true,"model":"pattern_detection"})"},
            {"pattern_detection_roll_back", "PRESS", "rollback",
             R"({"model":"pattern_detection"})"},
            {"pattern_detection_reset", "PRESS", "reset", R"({"model":"pattern_detection"})"},
            {"pattern_detection_enabled", "true", "set",
             R"({"from":"home_assistant","key":"models.pattern_detection.enabled","value":true})"},
            {"pattern_detection_threshold", "150", "set",
             R"({"from":"home_assistant","key":"models.pattern_detection.threshold","value":150})"},
            {"pattern_detection_tolerance", "0.02", "set",
             R"({"from":"home_assistant","key":"models.pattern_detection.tolerance","value":0.02})"},
            {"pattern_detection_policy", "improvement", "set",
             R"({"from":"home_assistant","key":"models.pattern_detection.policy","value":"improvement"})"}}) {
        const auto entity = entity_of(config, c.key);
        BOOST_TEST(entity.config["command_topic"] == std::string("hearth/command/") + c.topic);
        const auto command = parse_json(command_of(entity, c.value, 1'700'000'000'123'456));
        BOOST_REQUIRE_MESSAGE(command.ok(), c.key);
        Json arguments = *command;
        BOOST_TEST(arguments["id"] == "ha-1700000000123");
        BOOST_TEST(arguments["issued_at"] == "2023-11-14T22:13:20.123456+00:00");
        arguments.erase("id");
        arguments.erase("issued_at");
        BOOST_TEST(arguments.dump() == c.arguments, c.key);
    }
}

BOOST_AUTO_TEST_CASE(only_changes_are_sent_and_not_too_often) {
    StateBoard board;
    const TimeUs pause = kMicrosPerSecond;
    TimeUs now = 1000 * kMicrosPerSecond;
    board.put({"t", "1"}, pause);
    BOOST_TEST(board.take_due(now).size() == 1U);
    board.put({"t", "1"}, pause);
    BOOST_TEST(board.take_due(now + 10 * pause).empty());  // unchanged
    board.put({"t", "2"}, pause);
    BOOST_TEST(board.take_due(now += 10 * pause).size() == 1U);
    board.put({"t", "3"}, pause);
    BOOST_TEST(board.take_due(now + pause / 2).empty());  // too early
    board.put({"t", "4"}, pause);
    const auto late = board.take_due(now += pause);
    BOOST_REQUIRE(late.size() == 1U);
    BOOST_TEST(late[0].payload == "4");  // the newest
    board.send_all_again();
    BOOST_TEST(board.take_due(now).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
