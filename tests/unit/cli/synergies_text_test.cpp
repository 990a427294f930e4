// What belongs together, as people see it.
#include "cli/synergies_text.hpp"

#include <boost/test/unit_test.hpp>

#include "cli/habits_text.hpp"

using namespace hearth;
using namespace hearth::cli;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

const Json kPair = {
    {"trigger", "binary_sensor.motion"},
    {"trigger_state", "on"},
    {"target", "light.hall"},
    {"score", .834},
    {"fallback", false},
    {"reasons",
     {{{"feature", "co_activation"}, {"words", "one followed the other"}, {"count", 14}},
      {{"feature", "same_area"}},
      "rubbish"}}};

}  // namespace

BOOST_AUTO_TEST_SUITE(synergies_text)

BOOST_AUTO_TEST_CASE(a_pair_is_one_line_with_what_was_counted) {
    const std::string text = cli::synergies_text({{"synergies", {kPair}}}, Style(false));
    BOOST_TEST(contains(text, "83 %"));
    BOOST_TEST(contains(text, "binary_sensor.motion on"));
    BOOST_TEST(contains(text, "light.hall "));
    BOOST_TEST(contains(text, "model"));
    BOOST_TEST(contains(text, "one followed the other (14), same area"));
    Json by_rules = kPair;
    by_rules.erase("fallback");
    BOOST_TEST(contains(cli::synergies_text({{"synergies", {by_rules}}}, Style(false)), "rules"));
}

BOOST_AUTO_TEST_CASE(nothing_moves_the_cursor_and_rubbish_is_passed_over) {
    Json hostile = kPair;
    hostile["trigger"] = "light.a\x1b[2J";
    const std::string text =
        cli::synergies_text({{"synergies", {hostile, 4, "x", Json::object()}}}, Style(false));
    BOOST_TEST(!contains(text, "\x1b"));
    for (const Json& none : {Json(), Json(3), Json::object(), Json{{"synergies", 3}}})
        BOOST_TEST(cli::synergies_text(none, Style(false)).empty());
}

BOOST_AUTO_TEST_CASE(a_model_of_relations_owes_no_habits) {
    const Json pairs = {{"model", "relations"}, {"synergies", {kPair}}};
    BOOST_TEST(!contains(habits_text(pairs, Style(false)), "no habit"));
    BOOST_TEST(contains(habits_text(pairs, Style(false)), "light.hall"));
    BOOST_TEST(contains(habits_text({{"model", "x"}, {"habits", Json::array()}}, Style(false)),
                        "no habit is clear yet"));
    BOOST_TEST(contains(habits_text({{"synergies", Json::array()}}, Style(false)),
                        "nothing is clear yet"));
}

BOOST_AUTO_TEST_SUITE_END()
