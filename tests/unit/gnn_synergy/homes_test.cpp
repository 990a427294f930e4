// Homes from rows, what follows what, and what is made of names.
#include <boost/test/unit_test.hpp>

#include "gnn_synergy/features/context_features.hpp"
#include "gnn_synergy/home/home_builder.hpp"
#include "gnn_synergy/home/name_pieces.hpp"
#include "gnn_synergy/simulated/simulated_home.hpp"

using namespace hearth;
using namespace hearth::synergy;

namespace {

constexpr TimeUs kSecond = kMicrosPerSecond;

Json entity(const char* id, const char* area, const char* name, const char* kind = "") {
    return {
        {"row", "entity"}, {"entity", id}, {"area", area}, {"name", name}, {"device_class", kind}};
}

float feature(const ContextFeatures& features, int x, int y, ContextFeature which) {
    std::vector<float> row(kContextFeatures);
    features.fill(x, y, 0, row.data());
    return row[static_cast<std::size_t>(which)];
}

}  // namespace

BOOST_AUTO_TEST_SUITE(homes)

BOOST_AUTO_TEST_CASE(rows_become_a_home) {
    HomeBuilder builder;
    BOOST_TEST(builder.add(entity("binary_sensor.a", "hall", "Hall motion", "motion")));
    BOOST_TEST(builder.add(entity("light.b", "hall", "Hall light")));
    BOOST_TEST(builder.add({{"row", "automation"},
                            {"automation", "one"},
                            {"triggers", {"binary_sensor.a", "sun.sun"}},
                            {"targets", {"light.b"}}}));
    BOOST_TEST(builder.add({{"row", "verdict"},
                            {"trigger", "light.b"},
                            {"target", "light.c"},
                            {"verdict", "rejected"}}));
    BOOST_TEST(!builder.add({{"entity", "light.b"}, {"state", "on"}}));
    const Home& home = builder.home();
    BOOST_REQUIRE(home.size() == 4);
    BOOST_TEST(home.entities[0].kind == kind_of("motion", ""));
    BOOST_TEST(home.entities[0].area == home.entities[1].area);
    BOOST_TEST(pairs_of(home).size() == 2U);
    BOOST_TEST(home.rejected.size() == 1U);
    // The automation has changed; the suggestion was accepted after all.
    builder.add({{"row", "automation"},
                 {"automation", "one"},
                 {"triggers", {"sun.sun"}},
                 {"targets", {"light.b"}}});
    builder.add({{"row", "verdict"},
                 {"trigger", "light.b"},
                 {"target", "light.c"},
                 {"verdict", "accepted"}});
    BOOST_TEST(pairs_of(builder.home()).size() == 2U);
    BOOST_TEST(builder.home().rejected.empty());
    BOOST_TEST(builder.home().accepted.size() == 1U);
}

BOOST_AUTO_TEST_CASE(rows_that_make_no_sense_are_passed_over) {
    HomeBuilder builder;
    for (const Json& row :
         {Json{{"row", "entity"}}, Json{{"row", "entity"}, {"entity", 5}},
          Json{{"row", "automation"}, {"automation", "a"}, {"triggers", "x"}, {"targets", {1, 2}}},
          Json{{"row", "verdict"},
               {"trigger", "light.a"},
               {"target", "light.a"},
               {"verdict", "accepted"}}})
        BOOST_TEST(builder.add(row));
    BOOST_TEST(pairs_of(builder.home()).empty());
    BOOST_TEST(!builder.add(Json()));
    BOOST_TEST(!builder.add(Json::array()));
}

BOOST_AUTO_TEST_CASE(kinds_are_known_in_several_languages) {
    BOOST_TEST(kind_of("", "Bewegung Flur") == kind_of("motion", ""));
    BOOST_TEST(kind_of("occupancy", "") == kind_of("motion", ""));
    BOOST_TEST(kind_of("", "nothing of that") == 0);
    BOOST_TEST(domain_of("light.hall") == domain_of("light"));
    BOOST_TEST(domain_of("unheard_of.x") == kDomains - 1);
}

BOOST_AUTO_TEST_CASE(names_have_their_words_in_common_in_any_language) {
    BOOST_TEST(name_pieces("Küche Licht") == name_pieces("licht_Küche"),
               boost::test_tools::per_element());
    BOOST_TEST(name_pieces("12 345 7").empty());
    BOOST_TEST(name_pieces("кухня").size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_follows_within_the_window_counts) {
    CoActivation events;
    for (int day = 0; day < 10; ++day) {
        const TimeUs t = day * kMicrosPerDay;
        events.observe(0, t, false);
        events.observe(1, t + 30 * kSecond, true);
        events.observe(2, t + 40'000 * kSecond, true);
    }
    BOOST_TEST(events.together(0, 1).count == 10);
    BOOST_TEST(events.together(0, 1).delay_s == 300);
    BOOST_TEST(events.together(1, 0).count == 0);
    BOOST_TEST(events.together(1, 2).count == 0);
    BOOST_TEST(events.is_confirmed(0, 1));
    BOOST_TEST(!events.is_confirmed(0, 2));
    BOOST_TEST(events.last() == 2);
    CoActivation apart;
    for (int day = 0; day < 10; ++day) {
        apart.observe(0, day * kMicrosPerDay, false);
        apart.break_off();
        apart.observe(1, day * kMicrosPerDay + kSecond, true);
    }
    BOOST_TEST(apart.together(0, 1).count == 0);
}

// Two that change all the time follow each other by chance.
BOOST_AUTO_TEST_CASE(chance_is_no_confirmation) {
    CoActivation events;
    for (int i = 0; i < 2000; ++i) events.observe(i % 2, i * 60 * kSecond, true);
    BOOST_TEST(events.together(0, 1).count > 900);
    BOOST_TEST(!events.is_confirmed(0, 1));
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_zero) {
    HomeBuilder builder;
    builder.add({{"row", "entity"}, {"entity", "binary_sensor.e1"}, {"device_class", "motion"}});
    builder.add({{"row", "entity"}, {"entity", "light.e2"}});
    const CoActivation none;
    const ContextFeatures features(builder.home(), none);
    std::vector<float> row(kContextFeatures, 7);
    features.fill(0, 1, 2, row.data());
    for (const float value : row) BOOST_TEST(value == 0);
}

BOOST_AUTO_TEST_CASE(areas_and_names_are_compared) {
    HomeBuilder builder;
    builder.add(entity("binary_sensor.a", "hall", "Flur Bewegung"));
    builder.add(entity("light.b", "hall", "Flur Licht"));
    builder.add(entity("light.c", "kitchen", "Küche Licht"));
    builder.add(entity("light.d", "", "Lampe"));
    const CoActivation none;
    const ContextFeatures features(builder.home(), none);
    using enum ContextFeature;
    BOOST_TEST(feature(features, 0, 1, kSameArea) == 1);
    BOOST_TEST(feature(features, 0, 2, kSameArea) == 0);
    BOOST_TEST(feature(features, 0, 2, kOtherArea) == 1);
    BOOST_TEST(feature(features, 0, 3, kOtherArea) == 0);
    BOOST_TEST(feature(features, 0, 1, kRarestPiece) > feature(features, 0, 2, kRarestPiece));
}

BOOST_AUTO_TEST_CASE(simulated_homes_are_the_same_for_the_same_seed_and_differ_otherwise) {
    const SimulatedHome one = simulate_home(5), same = simulate_home(5), other = simulate_home(6);
    BOOST_TEST((pairs_of(one.home) == pairs_of(same.home)));
    BOOST_TEST((pairs_of(one.home) != pairs_of(other.home)));
    BOOST_TEST(!pairs_of(one.home).empty());
    BOOST_TEST(one.events.last() >= 0);
    BOOST_TEST(simulate_home(5, false).events.last() == -1);
}

BOOST_AUTO_TEST_SUITE_END()
