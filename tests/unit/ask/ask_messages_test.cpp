// Messages of the Ask-AI log: what is read, what is refused, and in which words.
#include "ask/ask_messages.hpp"

#include <boost/test/unit_test.hpp>

#include "core/iso_time.hpp"
#include "core/json.hpp"
#include "support/must.hpp"

using namespace hearth;
using namespace hearth::ask;
using namespace hearth::test;

namespace {

constexpr TimeUs kNow = 1'700'000'000 * kMicrosPerSecond;

struct Case {
    std::string payload;
    std::string error;  // empty: it is fine
};

// The valid message with one member replaced, added, or (null) taken away.
std::string with(Json message, const std::string& key, const Json& value) {
    if (value.is_null())
        message.erase(key);
    else
        message[key] = value;
    return message.dump();
}

template <class Read>
void check_all(Read read, const std::vector<Case>& cases) {
    for (const Case& c : cases) {
        const auto result = read(c.payload, kNow);
        const std::string found = result.ok() ? "" : result.error().text;
        BOOST_TEST(found == c.error, c.payload.substr(0, 200) << ": " << found);
    }
}

const Json kQuery = {{"id", "q1"}, {"text", "turn on the light"}};
const Json kFeedback = {{"id", "f1"}, {"about", "q1"}, {"feedback", "up"}};
const std::string kIdRule = " must have 1 to 64 characters of A-Z, a-z, 0-9 and _ . : -";
const std::string kNoObject = "the message is no JSON object in UTF-8";
const std::string kTooLarge = "the message is larger than 65536 bytes, or nested deeper than 4";

}  // namespace

BOOST_AUTO_TEST_SUITE(ask_messages)

BOOST_AUTO_TEST_CASE(a_query_is_read_with_all_it_has) {
    const AskEntry entry =
        take(read_query(
                 R"({"id": "01JN:a-b_c.d", "text": "Why is light.hall on?", "source": "assist",
            "language": "en", "conversation_id": "c", "device_id": "d", "user_id": "u",
            "time": "2023-11-14T22:00:00+00:00", "sentence": "ignored", "x": [1]})",
                 kNow))
            .entry;
    BOOST_TEST(entry.id == "01JN:a-b_c.d");
    BOOST_TEST(entry.kind == "query");
    BOOST_TEST(entry.text == "Why is light.hall on?");
    BOOST_TEST(entry.source == "assist");
    BOOST_TEST(entry.language == "en");
    BOOST_TEST(entry.conversation_id == "c");
    BOOST_TEST(entry.device_id == "d");
    BOOST_TEST(entry.user_id == "u");
    BOOST_TEST(entry.time_us == *parse_iso_time("2023-11-14T22:00:00Z"));
    BOOST_TEST(entry.entities == std::vector<std::string>({"light.hall"}));
}

BOOST_AUTO_TEST_CASE(a_query_without_time_happened_when_it_came) {
    BOOST_TEST(take(read_query(kQuery.dump(), kNow)).entry.time_us == kNow);
}

BOOST_AUTO_TEST_CASE(a_query_may_wait_for_another_assistant) {
    BOOST_TEST(!take(read_query(kQuery.dump(), kNow)).wait);
    BOOST_TEST(!take(read_query(with(kQuery, "wait", false), kNow)).wait);
    BOOST_TEST(take(read_query(with(kQuery, "wait", true), kNow)).wait);
    for (const Json& wrong : {Json("yes"), Json(1), Json::array()}) {
        const auto result = read_query(with(kQuery, "wait", wrong), kNow);
        BOOST_REQUIRE(!result.ok());
        BOOST_TEST(result.error().text == "\"wait\" is true or false");
    }
}

BOOST_AUTO_TEST_CASE(a_reply_is_the_answer_of_its_question) {
    const AskEntry question = take(read_query(kQuery.dump(), kNow)).entry;
    const AskEntry plain = take(read_reply(R"({"text": "light.hall is on", "x": 1})", question));
    BOOST_TEST(plain.id == "q1");
    BOOST_TEST(plain.text == question.text);
    BOOST_TEST(plain.answer == "light.hall is on");
    BOOST_TEST(plain.answer_kind == "answer");
    BOOST_TEST(plain.agent == "another assistant");
    BOOST_TEST(plain.entities == std::vector<std::string>({"light.hall"}));
    const AskEntry made = take(read_reply(
        R"({"text": "so", "yaml": "a: b", "agent": "conversation.x", "id": "else"})", question));
    BOOST_TEST(made.id == "q1");
    BOOST_TEST(made.answer_kind == "automation");
    BOOST_TEST(made.agent == "conversation.x");
    // Hearth's own word is Hearth's alone.
    BOOST_TEST(take(read_reply(R"({"text": "a", "agent": "hearth"})", question)).agent ==
               "another assistant");
    for (const std::string& bad :
         {std::string("{"), std::string("[]"), std::string("{}"), std::string(R"({"text": 1})"),
          std::string(R"({"text": ""})"), std::string(R"({"text": "a", "kind": "joke"})"),
          Json{{"text", std::string(16385, 'x')}}.dump(), std::string("{\"text\": \"\xff\"}")})
        BOOST_TEST(!read_reply(bad, question).ok(), bad.substr(0, 40));
}

BOOST_AUTO_TEST_CASE(queries_are_refused_in_words) {
    check_all(
        read_query,
        {{kQuery.dump(), ""},
         {R"({"id": "q", "text": "x", "device_id": null, "time": null})", ""},
         {with(kQuery, "text", "two\nlines\tand a tab"), ""},
         {with(kQuery, "text", std::string(4096, 'x')), ""},
         {with(kQuery, "text", "Schlie\u00dfe die T\u00fcr \U0001F44D"), ""},
         {"", kNoObject},
         {"{", kNoObject},
         {"null", kNoObject},
         {"[]", kNoObject},
         {"\"text\"", kNoObject},
         {"{\"id\": \"q\", \"text\": \"\xff\"}", kNoObject},
         {R"({"id": "q", "text": "x", "a": [[[[[1]]]]]})", kTooLarge},
         {with(kQuery, "pad", std::string(65536, 'x')), kTooLarge},
         {with(kQuery, "id", nullptr), "\"id\" is missing"},
         {with(kQuery, "id", ""), "\"id\" is missing"},
         {with(kQuery, "id", 7), "\"id\" must be a text"},
         {with(kQuery, "id", "a/b"), "\"id\"" + kIdRule},
         {with(kQuery, "id", "a+"), "\"id\"" + kIdRule},
         {with(kQuery, "id", "#"), "\"id\"" + kIdRule},
         {with(kQuery, "id", std::string(65, 'a')), "\"id\"" + kIdRule},
         {with(kQuery, "text", nullptr), "\"text\" is missing"},
         {with(kQuery, "text", ""), "\"text\" is missing"},
         {with(kQuery, "text", 5), "\"text\" must be a text"},
         {with(kQuery, "text", Json::array()), "\"text\" must be a text"},
         {with(kQuery, "text", std::string(4097, 'x')), "\"text\" has 4097 bytes; allowed: 4096"},
         {with(kQuery, "text", std::string("a\0b", 3)), "\"text\" has control characters"},
         {with(kQuery, "text", "\x1b[31m"), "\"text\" has control characters"},
         {with(kQuery, "source", std::string(129, 'x')), "\"source\" has 129 bytes; allowed: 128"},
         {with(kQuery, "source", false), "\"source\" must be a text"},
         {with(kQuery, "user_id", 1), "\"user_id\" must be a text"},
         {with(kQuery, "time", "noon"), "\"time\" is no time such as 2026-03-01T12:00:00Z"},
         {with(kQuery, "time", "1969-01-01T00:00:00Z"),
          "\"time\" is no time such as 2026-03-01T12:00:00Z"},
         {with(kQuery, "time", 1700000000), "\"time\" must be a text"},
         {with(kQuery, "time", format_iso_time(kNow + kMicrosPerMinute)), ""},
         {with(kQuery, "time", format_iso_time(kNow + 61 * kMicrosPerSecond)),
          "\"time\" lies in the future"}});
}

BOOST_AUTO_TEST_CASE(what_was_answered_elsewhere_is_read) {
    const AskEntry entry = take(read_logged(
        R"({"id": "l1", "text": "light off at ten", "answer": "I made one for light.hall.",
            "yaml": "entity_id: switch.fan\n", "agent": "conversation.other"})",
        kNow));
    BOOST_TEST(entry.kind == "query");
    BOOST_TEST(entry.answer == "I made one for light.hall.");
    BOOST_TEST(entry.answer_kind == "automation");
    BOOST_TEST(entry.agent == "conversation.other");
    BOOST_TEST(entry.entities == std::vector<std::string>({"light.hall", "switch.fan"}));
    for (const auto& [message, kind] : {std::pair{with(kQuery, "answer", "yes"), "answer"},
                                        {kQuery.dump(), ""},
                                        {with(kQuery, "yaml", "a: b"), "automation"},
                                        {with(kQuery, "answer_kind", "refusal"), "refusal"}})
        BOOST_TEST(take(read_logged(message, kNow)).answer_kind == kind, message);
    BOOST_TEST(take(read_logged(with(kQuery, "kind", "suggestion"), kNow)).kind == "suggestion");
}

BOOST_AUTO_TEST_CASE(what_was_answered_elsewhere_is_refused_in_words) {
    check_all(read_logged,
              {{with(kQuery, "kind", "riddle"), "\"kind\" must be one of query, suggestion"},
               {with(kQuery, "answer_kind", "song"),
                "\"answer_kind\" must be one of automation, command, answer, question, refusal"},
               {with(kQuery, "answer_kind", "answer"),
                "\"answer_kind\" is given, but neither \"answer\" nor \"yaml\""},
               {with(kQuery, "answer", std::string(16385, 'x')),
                "\"answer\" has 16385 bytes; allowed: 16384"},
               {with(kQuery, "yaml", std::string(32769, 'x')),
                "\"yaml\" has 32769 bytes; allowed: 32768"},
               {with(kQuery, "answer", 1), "\"answer\" must be a text"},
               {with(kQuery, "text", nullptr), "\"text\" is missing"}});
}

BOOST_AUTO_TEST_CASE(feedback_is_read) {
    const AskFeedback feedback = take(read_feedback(
        R"({"id": "f1", "about": "q1", "feedback": "modified", "yaml": "entity_id: light.hall",
            "comment": "not light.bath", "user_id": "u", "source": "phone"})",
        kNow));
    BOOST_TEST(feedback.about == "q1");
    BOOST_TEST(feedback.feedback == "modified");
    BOOST_TEST(feedback.yaml == "entity_id: light.hall");
    BOOST_TEST(feedback.comment == "not light.bath");
    BOOST_TEST(feedback.user_id == "u");
    BOOST_TEST(feedback.source == "phone");
    BOOST_TEST(feedback.time_us == kNow);
    BOOST_TEST(feedback.entities == std::vector<std::string>({"light.bath", "light.hall"}));
}

BOOST_AUTO_TEST_CASE(feedback_is_refused_in_words) {
    const std::string words = "\"feedback\" must be one of up, down, accepted, rejected, modified";
    check_all(
        read_feedback,
        {{kFeedback.dump(), ""},
         {with(kFeedback, "feedback", "down"), ""},
         {with(kFeedback, "feedback", "accepted"), ""},
         {with(kFeedback, "feedback", "rejected"), ""},
         {with(kFeedback, "feedback", "modified"), "\"modified\" needs the \"yaml\" as it is now"},
         {with(kFeedback, "yaml", "a: b"), "\"yaml\" goes with the feedback \"modified\" alone"},
         {with(kFeedback, "feedback", "great"), words},
         {with(kFeedback, "feedback", nullptr), words},
         {with(kFeedback, "feedback", 1), "\"feedback\" must be a text"},
         {with(kFeedback, "about", nullptr), "\"about\" is missing"},
         {with(kFeedback, "about", "a b"), "\"about\"" + kIdRule},
         {with(kFeedback, "id", nullptr), "\"id\" is missing"},
         {with(kFeedback, "comment", std::string(4097, 'x')),
          "\"comment\" has 4097 bytes; allowed: 4096"},
         {"[", kNoObject}});
}

BOOST_AUTO_TEST_CASE(errors_repeat_nothing_of_the_content) {
    for (const char* payload :
         {R"({"id": "q", "text": "secret)", R"({"id": "q", "text": "a", "time": "secret"})",
          R"({"id": "secret secret", "text": "a"})", R"({"id": "secret", "text": 1})"}) {
        const auto result = read_query(payload, kNow);
        BOOST_REQUIRE(!result.ok());
        BOOST_TEST(result.error().text.find("secret") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(questions_of_commands_keep_the_same_rules) {
    BOOST_TEST(check_question("why?").ok());
    for (const std::string& bad :
         {std::string(), std::string(" \n"), std::string(4097, 'x'), std::string("a\x01")})
        BOOST_TEST(!check_question(bad).ok());
}

BOOST_AUTO_TEST_SUITE_END()
