// Commands over MQTT: what is refused, with which words, and what a repetition gets.
#include "app/mqtt_door.hpp"

#include <boost/test/unit_test.hpp>

#include "core/iso_time.hpp"
#include "unit/store/store_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct SentReply {
    std::string topic;
    Json payload;
};

struct DoorFixture : StoreFixture {
    DoorFixture() {
        registry.add({"look", "looks", true, {}}, [this](const Json&, const auto& reply) {
            ++looks;
            reply(Json{{"looks", looks}});
        });
        registry.add({"act", "acts", false, {{"how", "string", false, "how"}}},
                     [this](const Json&, const auto& reply) {
                         ++acts;
                         reply(Json{{"acts", acts}});
                     });
        registry.add({"wait", "answers later", false, {}},
                     [this](const Json&, const auto& reply) { waiting.push_back(reply); });
        registry.add({"talk", "answers at length", true, {{"bytes", "integer", true, "bytes"}}},
                     [](const Json& arguments, const auto& reply) {
                         reply(Json(std::string(arguments["bytes"].get<std::size_t>(), 'x')));
                     });
        open_door();
    }

    void open_door() {
        door = std::make_unique<app::MqttDoor>(
            topics, registry, clock, store->commands(), 200'000,
            [this](const std::string& topic, const std::string& payload) {
                sent.push_back({topic, Json::parse(payload)});
            });
        must(door->start());
    }

    void say(const std::string& name, const std::string& payload, bool retained = false) {
        door->on_command({1, "hearth/command/" + name, payload, retained, clock.wall_us()});
    }

    // The one reply to a command.
    SentReply ask(const std::string& name, const std::string& payload, bool retained = false) {
        sent.clear();
        say(name, payload, retained);
        BOOST_REQUIRE_EQUAL(sent.size(), 1U);
        return sent.front();
    }

    std::string time(TimeUs from_now) const { return format_iso_time(clock.wall_us() + from_now); }

    Topics topics = take(Topics::with_base("hearth"));
    commands::CommandRegistry registry;
    std::unique_ptr<app::MqttDoor> door;
    std::vector<SentReply> sent;
    std::vector<commands::Reply> waiting;
    int looks = 0, acts = 0;
};

Json refusal(const Json& id, const Json& command, const char* code, const std::string& text) {
    return {{"id", id},
            {"command", command},
            {"ok", false},
            {"error", {{"code", code}, {"text", text}}}};
}

constexpr TimeUs kSecond = kMicrosPerSecond;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(mqtt_door, DoorFixture)

BOOST_AUTO_TEST_CASE(an_answer_goes_to_the_topic_of_the_id) {
    const SentReply reply = ask("look", R"({"id": "a:1"})");
    BOOST_TEST(reply.topic == "hearth/reply/a:1");
    const Json wanted = {
        {"id", "a:1"}, {"command", "look"}, {"ok", true}, {"result", {{"looks", 1}}}};
    BOOST_TEST(reply.payload == wanted);
}

BOOST_AUTO_TEST_CASE(what_is_refused_is_refused_in_words) {
    const std::string bad_id =
        "a command needs an \"id\": a text of 1 to 64 characters of A-Z, a-z, 0-9 and _ . : -";
    struct Case {
        std::string name, payload;
        bool retained;
        Json id, command;
        const char* code;
        std::string text;
    };
    const std::vector<Case> cases = {
        {"act", R"({"id": "r1"})", true, "r1", "act", "refused",
         "retained commands are refused: they would run again at every start. Publish without "
         "retain, and clear the topic with an empty retained message"},
        {"act", R"({"id": "r2", "issued_at": ")" + time(-61 * kSecond) + "\"}", false, "r2", "act",
         "refused", "stale: the command is 61 s old; at most 60 s are accepted"},
        {"act", R"({"id": "r3", "issued_at": ")" + time(120 * kSecond) + "\"}", false, "r3", "act",
         "refused",
         "issued_at lies 120 s in the future; at most 60 s are accepted. One of the two clocks is "
         "wrong"},
        {"act", R"({"id": "r4", "issued_at": "yesterday"})", false, "r4", "act", "invalid",
         "issued_at is no ISO 8601 time"},
        {"act", R"({"id": "r5", "issued_at": 12})", false, "r5", "act", "invalid",
         "issued_at is no ISO 8601 time"},
        {"explode", R"({"id": "r6"})", false, "r6", "explode", "not_found",
         "unknown command 'explode'; there are: act, look, talk, wait"},
        {"act", R"({"id": "r7", "what": 1})", false, "r7", "act", "invalid",
         "unknown argument 'what' of act; allowed: how"},
        {"act", R"({"id": "r8", "how": 1})", false, "r8", "act", "invalid",
         "'how' must be of type string"},
        {"act", "", false, nullptr, "act", "invalid", ""},
        {"act", "{", false, nullptr, "act", "invalid", ""},
        {"act", "\xff", false, nullptr, "act", "invalid", ""},
        {"act", "[1]", false, nullptr, "act", "invalid",
         "a command is a JSON object with an \"id\""},
        {"act", "{}", false, nullptr, "act", "invalid", bad_id},
        {"act", R"({"id": 7})", false, nullptr, "act", "invalid", bad_id},
        {"act", R"({"id": "../x"})", false, nullptr, "act", "invalid", bad_id},
        {"act", R"({"id": ")" + std::string(65, 'a') + "\"}", false, nullptr, "act", "invalid",
         bad_id},
        {"act", std::string(100, '[') + std::string(100, ']'), false, nullptr, "act", "too_large",
         ""},
        {"act", R"({"id": "r9", "how": ")" + std::string(65'536, 'x') + "\"}", false, nullptr,
         "act", "too_large", "the command has 65559 bytes; at most 65536 are read"},
        {"Act/now", R"({"id": "r10"})", false, "r10", nullptr, "not_found",
         "no such topic: commands are <base>/command/<name>, where the name has 1 to 64 characters "
         "of a-z, 0-9 and _"}};
    for (const Case& c : cases) {
        const SentReply reply = ask(c.name, c.payload, c.retained);
        const std::string topic =
            c.id.is_null() ? "hearth/reply" : "hearth/reply/" + c.id.get<std::string>();
        BOOST_TEST(reply.topic == topic);
        std::string text = reply.payload["error"]["text"];
        BOOST_TEST(!text.empty());
        if (!c.text.empty())
            BOOST_TEST(reply.payload == refusal(c.id, c.command, c.code, c.text),
                       reply.payload.dump());
        else
            BOOST_TEST(reply.payload == refusal(c.id, c.command, c.code, text),
                       reply.payload.dump());
    }
    BOOST_TEST(acts == 0);
}

BOOST_AUTO_TEST_CASE(what_lay_in_the_inbox_too_long_is_stale) {
    const InboundMessage message = {1, "hearth/command/act", R"({"id": "late"})", false,
                                    clock.wall_us() - 61 * kSecond};
    door->on_command(message);
    BOOST_REQUIRE_EQUAL(sent.size(), 1U);
    BOOST_TEST(sent[0].payload["error"]["text"] ==
               "stale: the command is 61 s old; at most 60 s are accepted");
    BOOST_TEST(acts == 0);
}

BOOST_AUTO_TEST_CASE(what_the_broker_may_have_kept_must_tell_its_age) {
    door->on_connected(true);
    const SentReply reply = ask("act", R"({"id": "k1"})");
    BOOST_TEST(reply.payload ==
               refusal("k1", "act", "refused",
                       "perhaps stale: the command came right after the connection to the broker, "
                       "which may have kept it, and carries no issued_at that would tell its age. "
                       "Send it again"));
    BOOST_TEST(acts == 0);
    ask("act", R"({"id": "k2", "issued_at": ")" + time(0) + "\"}");
    BOOST_TEST(acts == 1);
    clock.advance(2 * kSecond);
    ask("act", R"({"id": "k1"})");
    BOOST_TEST(acts == 2);
    door->on_connected(false);
    ask("act", R"({"id": "k3"})");
    BOOST_TEST(acts == 3);
}

BOOST_AUTO_TEST_CASE(a_repeated_command_runs_once_and_is_answered_as_before) {
    const Json first = ask("act", R"({"id": "once", "how": "well"})").payload;
    Json wanted = first;
    wanted["repeated"] = true;
    // When it was sent is no difference: senders who repeat write a new time.
    const SentReply second =
        ask("act", R"({"how": "well", "id": "once", "issued_at": ")" + time(0) + "\"}");
    BOOST_TEST(second.topic == "hearth/reply/once");
    BOOST_TEST(second.payload == wanted);
    BOOST_TEST(acts == 1);
    BOOST_TEST(ask("look", R"({"id": "l"})").payload["result"]["looks"] == 1);
    BOOST_TEST(ask("look", R"({"id": "l"})").payload["result"]["looks"] == 1);
}

BOOST_AUTO_TEST_CASE(another_command_needs_another_id) {
    ask("act", R"({"id": "mine"})");
    const std::string text = "another command had this id within the last 300 s; take a new id";
    for (const auto& [name, payload] :
         {std::pair{"act", R"({"id": "mine", "how": "well"})"}, {"look", R"({"id": "mine"})"}})
        BOOST_TEST(ask(name, payload).payload == refusal("mine", name, "conflict", text));
    BOOST_TEST(acts == 1);
    BOOST_TEST(looks == 0);
}

BOOST_AUTO_TEST_CASE(an_id_is_free_again_after_five_minutes_or_when_the_clock_goes_back) {
    ask("act", R"({"id": "x"})");
    clock.advance(app::kCommandMemory);
    ask("act", R"({"id": "x"})");
    BOOST_TEST(acts == 1);
    clock.advance(1);
    ask("act", R"({"id": "x"})");
    BOOST_TEST(acts == 2);
    clock.jump_to(clock.wall_us() - 3600 * kSecond);
    ask("act", R"({"id": "x"})");
    BOOST_TEST(acts == 3);
}

BOOST_AUTO_TEST_CASE(a_command_repeated_while_it_runs_gets_the_one_answer) {
    say("wait", R"({"id": "w"})");
    say("wait", R"({"id": "w"})");
    BOOST_TEST(sent.empty());
    BOOST_REQUIRE_EQUAL(waiting.size(), 1U);
    waiting[0](Json{{"done", true}});
    BOOST_REQUIRE_EQUAL(sent.size(), 1U);
    BOOST_TEST(sent[0].payload["result"]["done"] == true);
}

BOOST_AUTO_TEST_CASE(a_restart_does_not_make_a_command_run_again) {
    ask("act", R"({"id": "before"})");
    say("wait", R"({"id": "cut"})");
    reopen();
    open_door();
    const Json again = ask("act", R"({"id": "before"})").payload;
    BOOST_TEST(again["result"]["acts"] == 1);
    BOOST_TEST(again["repeated"] == true);
    BOOST_TEST(acts == 1);
    BOOST_TEST(ask("wait", R"({"id": "cut"})").payload ==
               refusal("cut", "wait", "conflict",
                       "the command was under way when Hearth ended, and does not run a second "
                       "time; look what came of it, and send it with a new id"));
    BOOST_TEST(waiting.size() == 1U);
    // What only looks may look again.
    BOOST_TEST(count("commands") == 2);
}

BOOST_AUTO_TEST_CASE(old_commands_do_not_stay_in_the_store) {
    ask("act", R"({"id": "a"})");
    clock.advance(app::kCommandMemory + 1);
    ask("act", R"({"id": "b"})");
    BOOST_TEST(count("commands") == 1);
}

BOOST_AUTO_TEST_CASE(too_many_commands_are_refused_and_a_flood_is_not_answered) {
    for (int i = 0; i < 30; ++i)
        BOOST_TEST(ask("act", R"({"id": "n)" + std::to_string(i) + "\"}").payload["ok"] == true);
    const std::string text = "too many commands: at most 30 within 10 s; wait some seconds";
    for (int i = 0; i < 30; ++i) {
        const std::string id = "m" + std::to_string(i);
        BOOST_TEST(ask("act", R"({"id": ")" + id + "\"}").payload ==
                   refusal(id, "act", "refused", text));
    }
    sent.clear();
    for (int i = 0; i < 1000; ++i) say("act", R"({"id": "flood"})");
    BOOST_TEST(sent.empty());
    BOOST_TEST(acts == 30);
    clock.advance(10 * kSecond + 1);
    BOOST_TEST(ask("act", R"({"id": "m0"})").payload["ok"] == true);
}

BOOST_AUTO_TEST_CASE(malformed_commands_count_as_commands) {
    for (int i = 0; i < 30; ++i) ask("act", "{");
    BOOST_TEST(ask("act", R"({"id": "a"})").payload["error"]["code"] == "refused");
}

BOOST_AUTO_TEST_CASE(an_answer_that_the_broker_would_not_take_says_so) {
    const SentReply reply = ask("talk", R"({"id": "long", "bytes": 200000})");
    BOOST_TEST(reply.topic == "hearth/reply/long");
    BOOST_TEST(reply.payload ==
               refusal("long", "talk", "too_large",
                       "the answer has 200052 bytes; at most 200000 go over MQTT "
                       "(mqtt.max_message_bytes). Ask for less, or ask over HTTP"));
    BOOST_TEST(ask("talk", R"({"id": "short", "bytes": 1000})").payload["ok"] == true);
}

BOOST_AUTO_TEST_CASE(an_answer_too_long_to_keep_is_not_given_twice) {
    ask("talk", R"({"id": "t", "bytes": 100000})");
    BOOST_TEST(ask("talk", R"({"id": "t", "bytes": 100000})").payload ==
               refusal("t", "talk", "conflict",
                       "the command was answered before, at too great length for the answer to be "
                       "kept; send it with a new id"));
}

BOOST_AUTO_TEST_SUITE_END()
