// How often things really followed each other, and which states they had.
#include "suggestions/co_activation.hpp"

#include <boost/test/unit_test.hpp>

#include "support/manual_clock.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::suggestions;
using namespace hearth::test;

namespace {

struct CoActivationFixture {
    CoActivationFixture() {
        clock.jump_to(kMicrosPerDay * 20'000);
        store = take(store::Store::open(folder.path(), Durability::kNormal, clock));
    }
    void act(const std::string& entity, const std::string& state, bool target = true) {
        clock.advance(kMicrosPerMinute);
        Sample sample;
        sample.kind = "interaction";
        sample.time_us = clock.wall_us();
        sample.label = entity + "=" + state;
        sample.target = target;
        sample.distinct_key = std::to_string(++samples);
        sample.features = {{"entity", entity}, {"state", state}, {"origin", "user"}};
        BOOST_REQUIRE(take(store->samples().insert(sample)));
    }
    void motion_then_light(int times, const std::string& state = "on") {
        for (int i = 0; i < times; ++i) {
            act("binary_sensor.motion", "on", false);
            act("light.hall", state);
            act("light.other", "on");
            clock.advance(10 * kMicrosPerMinute);
        }
    }
    Json told(Json synergy = {{"trigger", "binary_sensor.motion"}, {"target", "light.hall"}},
              TimeUs from_us = 0) {
        std::optional<Json> out;
        CoActivation::complete(loop, *store, {{"synergies", {std::move(synergy)}}}, from_us,
                               [&](Json reply) { out = std::move(reply); });
        loop.restart();
        loop.run();
        BOOST_REQUIRE(out.has_value());
        return (*out)["synergies"][0];
    }

    TemporaryFolder folder;
    ManualClock clock;
    asio::io_context loop;
    std::unique_ptr<store::Store> store;
    int samples = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(co_activation, CoActivationFixture)

BOOST_AUTO_TEST_CASE(the_states_are_those_that_mostly_followed_each_other) {
    motion_then_light(9);
    motion_then_light(3, "off");
    act("binary_sensor.motion", "on", false);  // nobody came
    const Json pair = told();
    BOOST_TEST(pair["trigger_state"] == "on");
    BOOST_TEST(pair["target_state"] == "on");
    BOOST_TEST(pair["seen"]["together"] == 9);
    BOOST_TEST(pair["seen"]["of"] == 12);
    BOOST_TEST(pair["seen"]["occasions"] == 13);
    BOOST_TEST(pair["seen"]["within_s"] == 180.0);
}

BOOST_AUTO_TEST_CASE(what_is_seldom_or_mixed_stays_unknown) {
    motion_then_light(7);
    BOOST_TEST(!told().contains("trigger_state"));
    BOOST_TEST(!told().contains("seen"));
    motion_then_light(8, "off");
    motion_then_light(8, "dimmed");
    BOOST_TEST(!told().contains("target_state"));
}

BOOST_AUTO_TEST_CASE(states_that_the_model_names_are_counted_as_they_are) {
    motion_then_light(9);
    motion_then_light(2, "off");
    const Json pair = told({{"trigger", "binary_sensor.motion"},
                            {"trigger_state", "on"},
                            {"target", "light.hall"},
                            {"target_state", "off"},
                            {"seen", {{"together", 1000}}}});
    BOOST_TEST(pair["target_state"] == "off");
    BOOST_TEST(pair["seen"]["together"] == 2);
    // One of them leads to the other.
    const Json half = told(
        {{"trigger", "binary_sensor.motion"}, {"target", "light.hall"}, {"target_state", "on"}});
    BOOST_TEST(half["trigger_state"] == "on");
    BOOST_TEST(half["seen"]["together"] == 9);
}

BOOST_AUTO_TEST_CASE(one_change_is_followed_once_and_soon) {
    for (int i = 0; i < 10; ++i) {
        act("binary_sensor.motion", "on", false);
        act("light.hall", "on");
        act("light.hall", "off");  // belongs to the same occasion
        clock.advance(4 * kMicrosPerMinute);
        act("light.hall", "on");  // too late to be a consequence
    }
    BOOST_TEST(told()["seen"]["of"] == 10);
    BOOST_TEST(told()["seen"]["together"] == 10);
}

BOOST_AUTO_TEST_CASE(only_people_follow_and_old_times_do_not_count) {
    for (int i = 0; i < 20; ++i) {
        act("binary_sensor.motion", "on", false);
        act("light.hall", "on", false);  // an automation did it: context
    }
    BOOST_TEST(!told().contains("seen"));
    motion_then_light(9);
    BOOST_TEST(told()["seen"]["together"] == 9);
    BOOST_TEST(!told({{"trigger", "binary_sensor.motion"}, {"target", "light.hall"}},
                     clock.wall_us() - 60 * kMicrosPerMinute)
                    .contains("seen"));
}

BOOST_AUTO_TEST_CASE(a_reply_without_pairs_comes_back_as_it_was) {
    for (const Json& reply : {Json(), Json("x"), Json{{"habits", {1}}}, Json{{"synergies", 3}},
                              Json{{"synergies", {3, "x", {{"trigger", 4}}}}}}) {
        std::optional<Json> out;
        CoActivation::complete(loop, *store, reply, 0, [&](Json done) { out = std::move(done); });
        loop.restart();
        loop.run();
        BOOST_REQUIRE(out.has_value());
        BOOST_TEST(*out == reply);
    }
}

BOOST_AUTO_TEST_SUITE_END()
