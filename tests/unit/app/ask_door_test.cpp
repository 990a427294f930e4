// The topics of the Ask-AI log: what is stored, answered and put aside, and that each counts once.
#include "app/ask_door.hpp"

#include <boost/test/unit_test.hpp>

#include "unit/store/store_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct Sent {
    std::string topic, payload;
    bool retain;
};

struct AskFixture : StoreFixture {
    AskFixture() {
        filter = std::make_unique<learning::QualityFilter>(rules);
        must(store->models().ensure("preferences", 50));
        open();
    }

    void open() {
        const std::map<std::string, SampleFilter> models = {
            {"preferences", {"ask", {}, {}, 0.5, {}}}, {"judge", {"feedback", {}, {}, 0.5, {}}}};
        must(store->models().ensure("judge", 50));
        keeper =
            std::make_unique<ingest::SampleKeeper>(*store, *filter, models, SampleSource::kLive);
        recorder = std::make_unique<ingest::AskRecorder>(
            *store, *keeper,
            [this](const std::vector<Sample>& samples) { told += samples.size(); });
        door = std::make_unique<app::AskDoor>(
            topics, *recorder, *store, clock,
            [this](const std::string& topic, const std::string& payload, bool retain) {
                sent.push_back({topic, payload, retain});
            },
            [this](const AskEntry& entry) { shown.push_back(entry); });
    }

    // As the ingest does: a transaction, then what follows it.
    void say(const std::string& topic, const std::string& payload, bool retained = false) {
        auto transaction = take(store::Transaction::begin(store->database()));
        must(door->record({1, "hearth/ask/" + topic, payload, retained, clock.wall_us()}));
        take(keeper->take_new_samples());
        must(transaction.commit());
        door->flush();
    }

    std::int64_t new_samples(const std::string& model) {
        return take(store->models().get(model))->samples_new;
    }

    learning::QualityRules rules;
    std::unique_ptr<learning::QualityFilter> filter;
    std::unique_ptr<ingest::SampleKeeper> keeper;
    std::unique_ptr<ingest::AskRecorder> recorder;
    Topics topics = take(Topics::with_base("hearth"));
    std::unique_ptr<app::AskDoor> door;
    std::vector<Sent> sent;
    std::vector<AskEntry> shown;
    std::size_t told = 0;
};

const std::string kQuestion = R"({"id": "q1", "text": "Light on, please", "source": "assist"})";
const std::string kLogged =
    R"({"id": "l1", "text": "lights off at ten", "answer": "Done.", "yaml": "a: b"})";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ask_door, AskFixture)

BOOST_AUTO_TEST_CASE(its_topics_are_its_own) {
    for (const char* topic :
         {"hearth/ask/query", "hearth/ask/log", "hearth/ask/feedback", "hearth/ask/reply/q1"})
        BOOST_TEST(door->is_own(topic), topic);
    for (const char* topic :
         {"hearth/ask/reply", "hearth/ask/reply/", "hearth/ask/reply/a/b", "hearth/ask/reply/a b",
          "hearth/ask", "hearth/ask/query/x", "ask/query"})
        BOOST_TEST(!door->is_own(topic), topic);
}

BOOST_AUTO_TEST_CASE(a_question_is_stored_and_answered_honestly) {
    say("query", kQuestion);
    BOOST_REQUIRE_EQUAL(sent.size(), 1U);
    BOOST_TEST(sent[0].topic == "hearth/ask/reply/q1");
    BOOST_TEST(sent[0].retain);
    const Json wanted = {
        {"id", "q1"},
        {"kind", "refusal"},
        {"text",
         "I cannot answer that: no Ask AI model is installed. The question is kept in the log, "
         "where a model can learn from it later."},
        {"fallback", true}};
    BOOST_TEST(Json::parse(sent[0].payload) == wanted);
    const auto entry = take(store->ask().find("q1"));
    BOOST_REQUIRE(entry);
    BOOST_TEST(entry->text == "Light on, please");
    BOOST_TEST(entry->agent == "hearth");
    BOOST_TEST(entry->source == "assist");
    BOOST_TEST(entry->sample_id != 0);
    BOOST_TEST(store->samples().count("ask") == 1);
    // A refusal is nothing to imitate.
    BOOST_TEST(new_samples("preferences") == 0);
}

BOOST_AUTO_TEST_CASE(the_answer_is_cleared_after_two_minutes_also_over_a_restart) {
    say("query", kQuestion);
    sent.clear();
    clock.advance(app::kReplyStands);
    door->flush();
    BOOST_TEST(sent.empty());
    reopen();
    open();
    clock.advance(1);
    door->flush();
    BOOST_REQUIRE_EQUAL(sent.size(), 1U);
    BOOST_TEST(sent[0].topic == "hearth/ask/reply/q1");
    BOOST_TEST(sent[0].payload.empty());
    BOOST_TEST(sent[0].retain);
    door->flush();
    BOOST_TEST(sent.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_answer_that_a_kill_kept_back_is_sent_afterwards) {
    auto transaction = take(store::Transaction::begin(store->database()));
    must(door->record({1, "hearth/ask/query", kQuestion, false, clock.wall_us()}));
    must(transaction.commit());
    reopen();
    open();
    door->flush();
    BOOST_REQUIRE_EQUAL(sent.size(), 1U);
    BOOST_TEST(!sent[0].payload.empty());
}

BOOST_AUTO_TEST_CASE(a_question_that_comes_twice_counts_once_and_is_answered_twice) {
    say("query", kQuestion);
    say("query", kQuestion);
    BOOST_REQUIRE_EQUAL(sent.size(), 2U);
    BOOST_TEST(sent[1].payload == sent[0].payload);
    BOOST_TEST(count("ask_log") == 1);
    BOOST_TEST(store->samples().count("ask") == 1);
    BOOST_TEST(store->counters().get("messages.repeated.ask") == 1);
}

BOOST_AUTO_TEST_CASE(what_another_assistant_answered_counts_towards_a_training_once) {
    say("log", kLogged);
    say("log", kLogged);
    say("log", R"({"id": "l2", "text": "LIGHTS off  at ten", "answer": "Done.", "yaml": "a: b"})");
    BOOST_TEST(sent.empty());
    BOOST_TEST(count("ask_log") == 2);
    BOOST_TEST(store->samples().count("ask") == 1);
    BOOST_TEST(new_samples("preferences") == 1);
    BOOST_TEST(take(store->samples().filtered("ask"))["duplicate"] == 1);
    say("query", R"({"id": "l1", "text": "taken"})");
    BOOST_REQUIRE_EQUAL(sent.size(), 1U);
    BOOST_TEST(Json::parse(sent[0].payload)["error"]["code"] == "conflict");
}

BOOST_AUTO_TEST_CASE(feedback_counts_once_by_its_id) {
    say("log", kLogged);
    const std::string up = R"({"id": "f1", "about": "l1", "feedback": "up"})";
    say("feedback", up);
    say("feedback", up);
    BOOST_TEST(count("ask_feedback") == 1);
    BOOST_TEST(store->samples().count("feedback") == 1);
    BOOST_TEST(new_samples("judge") == 1);
    // Another message that says the same teaches nothing new; another opinion does.
    say("feedback", R"({"id": "f2", "about": "l1", "feedback": "up"})");
    BOOST_TEST(new_samples("judge") == 1);
    say("feedback", R"({"id": "f3", "about": "l1", "feedback": "modified", "yaml": "a: c"})");
    BOOST_TEST(new_samples("judge") == 2);
    const std::map<std::string, std::int64_t> wanted = {{"modified", 1}, {"up", 1}};
    BOOST_TEST((take(store->ask().feedback_counts()) == wanted));
    const auto all = take(store->ask().feedback_about("l1"));
    BOOST_TEST(all.size() == 3U);
    BOOST_TEST(all[2].yaml == "a: c");
}

BOOST_AUTO_TEST_CASE(feedback_may_come_before_what_it_is_about) {
    say("feedback", R"({"id": "f1", "about": "l1", "feedback": "down"})");
    BOOST_TEST(store->samples().count("feedback") == 0);
    say("log", kLogged);
    BOOST_TEST(store->samples().count("feedback") == 1);
    BOOST_TEST(take(store->ask().feedback_about("l1"))[0].sample_id != 0);
}

BOOST_AUTO_TEST_CASE(a_suggestion_teaches_by_what_people_think_of_it) {
    say("log", R"({"id": "s1", "kind": "suggestion", "text": "Hall light", "yaml": "a: b"})");
    BOOST_TEST(store->samples().count("ask") == 0);
    say("feedback", R"({"id": "f1", "about": "s1", "feedback": "accepted"})");
    BOOST_TEST(store->samples().count("feedback") == 1);
}

BOOST_AUTO_TEST_CASE(what_is_retained_or_broken_is_put_aside_without_its_content) {
    struct Case {
        const char* topic;
        std::string payload;
        bool retained;
        const char* code;
    };
    for (const Case& c : std::initializer_list<Case>{
             {"query", kQuestion, true, "retained"},
             {"log", kLogged, true, "retained"},
             {"feedback", R"({"id": "f", "about": "l1", "feedback": "up"})", true, "retained"},
             {"query", R"({"id": "q", "text": )", false, "bad_query"},
             {"log", "[]", false, "bad_ask_log"},
             {"feedback", R"({"id": "f", "about": "l1", "feedback": "secret"})", false,
              "bad_feedback"}}) {
        say(c.topic, c.payload, c.retained);
        const auto rows = take(store->quarantine().list(1));
        BOOST_REQUIRE_EQUAL(rows.size(), 1U);
        BOOST_TEST(rows[0].reason_code == c.code, c.payload);
        BOOST_TEST(rows[0].topic == std::string("hearth/ask/") + c.topic);
        BOOST_TEST(rows[0].excerpt.empty());
        BOOST_TEST(rows[0].reason.find("secret") == std::string::npos);
    }
    BOOST_TEST(count("ask_log") == 0);
    BOOST_TEST(count("ask_feedback") == 0);
    BOOST_TEST(count("samples") == 0);
}

BOOST_AUTO_TEST_CASE(who_asks_wrongly_is_told_why_if_that_is_possible) {
    say("query", R"({"id": "q1", "text": ""})");
    BOOST_REQUIRE_EQUAL(sent.size(), 1U);
    BOOST_TEST(sent[0].topic == "hearth/ask/reply/q1");
    BOOST_TEST(!sent[0].retain);
    const Json reply = Json::parse(sent[0].payload);
    BOOST_TEST(reply["kind"] == "refusal");
    BOOST_TEST(reply["error"]["code"] == "invalid");
    BOOST_TEST(reply["error"]["text"] == "\"text\" is missing");
    say("query", kQuestion, true);
    BOOST_REQUIRE_EQUAL(sent.size(), 2U);
    BOOST_TEST(Json::parse(sent[1].payload)["error"]["code"] == "refused");
    for (const char* nowhere : {"{", R"({"id": "a/b", "text": "x"})", R"({"text": "x"})"})
        say("query", nowhere);
    BOOST_TEST(sent.size() == 2U);
    for (int i = 0; i < 100; ++i) say("query", R"({"id": "q1", "text": ""})");
    BOOST_TEST(sent.size() == 30U);
}

BOOST_AUTO_TEST_CASE(clearing_a_topic_is_no_message) {
    for (const bool retained : {false, true}) say("query", "", retained);
    BOOST_TEST(store->quarantine().count() == 0);
    BOOST_TEST(store->counters().get("messages.ignored.ask_cleared") == 2);
}

BOOST_AUTO_TEST_CASE(nothing_is_learned_in_a_pause_or_about_what_is_excluded) {
    filter->set_pause("guest");
    say("log", kLogged);
    BOOST_TEST(count("ask_log") == 1);
    BOOST_TEST(store->samples().count("ask") == 0);
    BOOST_TEST(take(store->samples().filtered("ask"))["guest"] == 1);
    filter->set_pause("");
    rules.excluded = {"lock.*"};
    filter->set_rules(rules);
    say("log", R"({"id": "l9", "text": "is lock.door shut?", "answer": "Yes."})");
    BOOST_TEST(store->samples().count("ask") == 0);
    BOOST_TEST(take(store->samples().filtered("ask"))["excluded"] == 1);
    for (int i = 0; i < 100; ++i)
        say("log", R"({"answer": "Yes.", "id": "m)" + std::to_string(i) + R"(", "text": "t)" +
                       std::to_string(i) + "\"}");
    BOOST_TEST(store->samples().count("ask") == 100);
}

BOOST_AUTO_TEST_CASE(what_a_command_brings_is_told_after_its_commit) {
    AskEntry entry;
    entry.id = "c1";
    entry.text = "why?";
    BOOST_TEST(take(recorder->record_now(entry)));
    BOOST_TEST(told == 1U);
    BOOST_TEST(!take(recorder->record_now(entry)));
    BOOST_TEST(told == 1U);
}

const std::string kTyped =
    R"({"id": "h1", "text": "is the door shut?", "source": "home_assistant", "wait": true})";

BOOST_AUTO_TEST_CASE(another_assistant_may_answer_what_waits) {
    say("query", kTyped);
    BOOST_TEST(sent.empty());  // Hearth says nothing while it waits
    BOOST_REQUIRE(shown.size() == 1U);
    BOOST_TEST(shown[0].answer == "");
    say("query", kTyped);  // the same question come twice goes on waiting
    clock.advance(app::kAnswerWait / 2);
    say("reply/h1", R"({"text": "It is.", "agent": "conversation.x"})");
    BOOST_TEST(sent.empty());
    BOOST_TEST(shown.back().answer == "It is.");
    BOOST_TEST(shown.back().agent == "conversation.x");
    BOOST_TEST(new_samples("preferences") == 1);
    // The first answer stays, and nobody says later that there was none.
    say("reply/h1", R"({"text": "It is not."})");
    clock.advance(app::kAnswerWait);
    door->flush();
    BOOST_TEST(take(store->ask().find("h1"))->answer == "It is.");
    // What stands on its topic goes, as Hearth's own answers do.
    clock.advance(app::kReplyStands);
    door->flush();
    BOOST_REQUIRE(sent.size() == 1U);
    BOOST_TEST(sent[0].topic == "hearth/ask/reply/h1");
    BOOST_TEST(sent[0].payload == "");
}

BOOST_AUTO_TEST_CASE(that_nobody_answers_is_said_in_words_also_after_a_restart) {
    say("query", kTyped);
    clock.advance(app::kAnswerWait);
    open();
    door->flush();
    BOOST_TEST(sent.empty());
    clock.advance(1);
    door->flush();
    BOOST_REQUIRE(sent.size() == 1U);
    const Json reply = *parse_json(sent[0].payload);
    BOOST_TEST(
        reply["text"].get<std::string>().starts_with("No assistant answered within 30 seconds"));
    BOOST_TEST(reply["kind"] == "refusal");
    BOOST_TEST(shown.back().answer == reply["text"]);
    BOOST_TEST(new_samples("preferences") == 0);  // there is nothing to imitate
    // Hearth's own words come back from the broker: they are no answer of anybody.
    say("reply/h1", sent[0].payload);
    BOOST_TEST(take(store->ask().find("h1"))->agent == "hearth");
    // An answer that comes late is one all the same.
    say("reply/h1", R"({"text": "It is."})");
    BOOST_TEST(take(store->ask().find("h1"))->answer == "It is.");
    shown.clear();
    door->show_last();
    BOOST_REQUIRE(shown.size() == 1U);
    BOOST_TEST(shown[0].answer == "It is.");
}

BOOST_AUTO_TEST_CASE(replies_that_answer_nothing_are_left_aside) {
    say("query", kTyped);
    say("reply/h1", R"({"text": "kept by the broker"})", true);
    say("reply/h1", "");
    say("reply/other", R"({"text": "to nobody"})");
    say("reply/h1", R"({"text": 7})");
    say("reply/h1", "{");
    BOOST_TEST(take(store->ask().find("h1"))->answer == "");
    BOOST_TEST(take(store->quarantine().list(10)).size() == 2U);
    say("log", kLogged);
    say("reply/l1", R"({"text": "something else"})");
    BOOST_TEST(take(store->ask().find("l1"))->answer == "Done.");
}

BOOST_AUTO_TEST_CASE(what_was_asked_elsewhere_is_not_shown) {
    say("query", kQuestion);
    BOOST_TEST(shown.empty());
    door->show_last();
    BOOST_TEST(shown.empty());
}

BOOST_AUTO_TEST_SUITE_END()
