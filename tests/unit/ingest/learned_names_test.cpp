// Names under which entities are learned: renamed once, twice, back, and taken over by another one.
#include "ingest/learned_names.hpp"

#include <boost/test/unit_test.hpp>

#include "support/manual_clock.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::test;
using ingest::LearnedNames;

namespace {

struct NamesFixture {
    TemporaryFolder folder;
    ManualClock clock;
    std::unique_ptr<store::Store> store =
        take(store::Store::open(folder.path(), Durability::kNormal, clock));
    LearnedNames names{*store};

    std::string learned(const std::string& entity_id) { return take(names.learned(entity_id)); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(learned_names, NamesFixture)

BOOST_AUTO_TEST_CASE(an_entity_keeps_its_first_name_however_often_it_is_renamed) {
    BOOST_TEST(learned("light.a") == "light.a");
    must(names.rename("light.a", "light.b"));
    must(names.rename("light.b", "light.c"));
    BOOST_TEST(learned("light.c") == "light.a");
    BOOST_TEST(names.is_former("light.a"));
    BOOST_TEST(!names.is_former("light.b"));
    LearnedNames again(*store);
    must(again.load());
    BOOST_TEST(take(again.learned("light.c")) == "light.a");
    must(names.rename("light.c", "light.a"));  // and back
    BOOST_TEST(learned("light.a") == "light.a");
    BOOST_TEST(!names.is_former("light.a"));
}

BOOST_AUTO_TEST_CASE(another_one_with_a_former_name_gets_a_name_of_its_own) {
    must(names.rename("light.a", "light.b"));
    BOOST_TEST(learned("light.a") == "light.a~2");
    BOOST_TEST(learned("light.a") == "light.a~2");
    BOOST_TEST(!names.is_former("light.a"));
    must(names.rename("light.a", "light.c"));
    BOOST_TEST(learned("light.a") == "light.a~3");
    BOOST_TEST(learned("light.c") == "light.a~2");
    BOOST_TEST(learned("light.b") == "light.a");
}

BOOST_AUTO_TEST_CASE(predictions_leave_with_the_names_of_now) {
    must(names.rename("light.a", "light.b"));
    const Json shown = names.shown(*parse_json(
        R"({"after":"light.a=on","version":1,"items":[{"label":"light.a=off","probability":0.5},)"
        R"({"label":"light.ab=on"},{"label":7}]})"));
    BOOST_TEST(shown.dump() ==
               R"({"after":"light.b=on","items":[{"label":"light.b=off","probability":0.5},)"
               R"({"label":"light.ab=on"},{"label":7}],"version":1})");
    BOOST_TEST(names.shown(Json(5)) == 5);
}

BOOST_AUTO_TEST_CASE(what_belongs_together_leaves_with_the_names_of_now) {
    must(names.rename("light.a", "light.b"));
    BOOST_TEST(names.known_as("light.b") == "light.a");
    BOOST_TEST(names.known_as("light.x") == "light.x");
    const Json shown = names.shown(*parse_json(
        R"({"synergies":[{"trigger":"light.a","target":"light.c","reasons":[{"words":"light.a often"}]}]})"));
    BOOST_TEST(
        shown.dump() ==
        R"({"synergies":[{"reasons":[{"words":"light.b often"}],"target":"light.c","trigger":"light.b"}]})");
}

BOOST_AUTO_TEST_CASE(habits_and_anomalies_leave_with_the_names_of_now) {
    must(names.rename("person.a", "person.b"));
    const Json shown = names.shown(*parse_json(
        R"({"anomalies":[{"entity":"person.a","label":"person.a=home","text":"person.a home"}],)"
        R"("habits":[{"given":["person.a=home",7],"label":"light.x=on"}]})"));
    BOOST_TEST(
        shown.dump() ==
        R"({"anomalies":[{"entity":"person.b","label":"person.b=home","text":"person.b home"}],)"
        R"("habits":[{"given":["person.b=home",7],"label":"light.x=on"}]})");
}

BOOST_AUTO_TEST_CASE(names_of_what_is_forgotten_go) {
    must(store->entities().describe_entity("light.b", {}, 1));
    must(names.rename("light.a", "light.b"));
    must(names.rename("light.c", "light.d"));
    must(names.drop_unknown());
    BOOST_TEST(learned("light.b") == "light.a");
    BOOST_TEST(learned("light.d") == "light.d");
    must(store->entities().blank("light.b"));
    must(names.drop_unknown());
    BOOST_TEST(take(store->meta().get("entities.learned_as")).value_or("") == "{}");
}

BOOST_AUTO_TEST_CASE(a_damaged_list_is_no_list) {
    for (const char* odd : {"", "[]", "{", R"({"light.b":5})", "null"}) {
        must(store->meta().set("entities.learned_as", odd));
        must(names.load());
        BOOST_TEST(learned("light.b") == "light.b");
    }
}

BOOST_AUTO_TEST_SUITE_END()
