// What the Ask-AI log teaches, and which entities a text names.
#include "ask/ask_samples.hpp"

#include <boost/test/unit_test.hpp>

#include "ask/ask_text.hpp"
#include "ask/mentions.hpp"

using namespace hearth;
using namespace hearth::ask;

namespace {

AskEntry entry_of(const std::string& text, const std::string& answer = "Done.") {
    AskEntry out;
    out.id = "q1";
    out.text = text;
    out.answer = answer;
    out.answer_kind = answer.empty() ? "" : "answer";
    out.time_us = 5;
    return out;
}

AskFeedback feedback_of(const std::string& word, const std::string& yaml = "") {
    AskFeedback out;
    out.id = "f1";
    out.about = "q1";
    out.feedback = word;
    out.yaml = yaml;
    out.time_us = 9;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ask_samples)

BOOST_AUTO_TEST_CASE(a_question_with_its_answer_is_a_sample) {
    AskEntry entry = entry_of("Turn on light.hall");
    entry.entities = {"light.hall"};
    entry.user_id = "anna";
    entry.agent = "other";
    const Sample sample = sample_of(entry);
    BOOST_TEST(sample.kind == "ask");
    BOOST_TEST(sample.label == "answer");
    BOOST_TEST(sample.target);
    BOOST_TEST(sample.time_us == 5);
    const Json wanted = {{"kind", "query"},   {"text", "Turn on light.hall"},
                         {"answer", "Done."}, {"answer_kind", "answer"},
                         {"agent", "other"},  {"entities", {"light.hall"}},
                         {"origin", "user"},  {"user", "anna"}};
    BOOST_TEST(sample.features == wanted);
}

BOOST_AUTO_TEST_CASE(without_an_answer_or_with_a_refusal_there_is_nothing_to_imitate) {
    BOOST_TEST(!sample_of(entry_of("why?", "")).target);
    BOOST_TEST(sample_of(entry_of("why?", "")).label == "unanswered");
    AskEntry refused = entry_of("why?");
    refuse(refused);
    BOOST_TEST(!sample_of(refused).target);
    BOOST_TEST(sample_of(refused).label == "refusal");
}

BOOST_AUTO_TEST_CASE(the_same_question_with_the_same_answer_is_the_same_sample) {
    const Sample first = sample_of(entry_of("Light on"));
    AskEntry later = entry_of("  light \t ON\n");
    later.id = "q2";
    later.time_us = 77;
    BOOST_TEST(sample_of(later).distinct_key == first.distinct_key);
    BOOST_TEST(sample_of(later).group == first.group);
    BOOST_TEST(sample_of(entry_of("light on", "No.")).distinct_key != first.distinct_key);
    BOOST_TEST(sample_of(entry_of("light on", "No.")).group == first.group);
    BOOST_TEST(sample_of(entry_of("light off")).distinct_key != first.distinct_key);
    BOOST_TEST(sample_of(entry_of("light off")).group != first.group);
}

BOOST_AUTO_TEST_CASE(feedback_is_a_sample_of_its_own_beside_its_question) {
    const AskEntry entry = entry_of("light on");
    const Sample up = sample_of(entry, feedback_of("up"));
    BOOST_TEST(up.kind == "feedback");
    BOOST_TEST(up.label == "up");
    BOOST_TEST(up.time_us == 9);
    BOOST_TEST(up.target);
    BOOST_TEST(up.group == sample_of(entry).group);
    BOOST_TEST(up.features["about"] == "q1");
    BOOST_TEST(up.features["feedback"] == "up");
    BOOST_TEST(up.features["text"] == "light on");
    BOOST_TEST(sample_of(entry, feedback_of("up")).distinct_key == up.distinct_key);
    BOOST_TEST(sample_of(entry, feedback_of("down")).distinct_key != up.distinct_key);
    const Sample modified = sample_of(entry, feedback_of("modified", "a: b"));
    BOOST_TEST(modified.features["modified_yaml"] == "a: b");
    BOOST_TEST(sample_of(entry, feedback_of("modified", "a: c")).distinct_key !=
               modified.distinct_key);
}

BOOST_AUTO_TEST_CASE(feedback_names_the_entities_of_both) {
    AskEntry entry = entry_of("light on");
    entry.entities = {"light.hall"};
    AskFeedback feedback = feedback_of("modified", "x");
    feedback.entities = {"light.bath", "light.hall"};
    BOOST_TEST(sample_of(entry, feedback).features["entities"] ==
               Json({"light.hall", "light.bath"}));
}

BOOST_AUTO_TEST_CASE(entities_are_found_by_the_form_of_their_ids) {
    const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
        {"", {}},
        {"turn on the light", {}},
        {"light.hall", {"light.hall"}},
        {"Is light.hall on? And light.hall.", {"light.hall"}},
        {"(switch.fan_2)-[light.a]", {"light.a", "switch.fan_2"}},
        {"entity_id: light.hall\n- light.bath\n", {"light.bath", "light.hall"}},
        {"it is 21.5 degrees, i.e. warm", {}},
        {"a.b.c and ...light.hall...", {"light.hall"}},
        {"Light.Hall", {}},
        {"light. hall", {}},
        {"{{ states('sensor.t') }}", {"sensor.t"}}};
    for (const auto& [text, wanted] : cases) BOOST_TEST(mentioned_entities({text}) == wanted, text);
    std::string many;
    for (int i = 0; i < 200; ++i) many += "light.l" + std::to_string(i) + " ";
    BOOST_TEST(mentioned_entities({many}).size() == kMaxMentions);
}

BOOST_AUTO_TEST_CASE(hearth_says_that_it_cannot_answer) {
    AskEntry entry = entry_of("why?", "");
    refuse(entry);
    const Json reply = reply_json(entry);
    BOOST_TEST(reply["id"] == "q1");
    BOOST_TEST(reply["kind"] == "refusal");
    BOOST_TEST(reply["fallback"] == true);
    const std::string text = reply["text"];
    BOOST_TEST(text.find("no Ask AI model is installed") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(feedback_is_counted_in_words) {
    BOOST_TEST(feedback_text({}) == "");
    BOOST_TEST(feedback_text({{"up", 2}}) == "Feedback: 2 up.\n");
    BOOST_TEST(feedback_text({{"undone", 3}, {"up", 1}}) ==
               "Feedback: 3 undone, 1 up. Undone is what an automation did and a person soon took "
               "back.\n");
}

BOOST_AUTO_TEST_SUITE_END()
