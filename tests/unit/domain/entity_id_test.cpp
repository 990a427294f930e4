#include <boost/test/unit_test.hpp>

#include "domain/state_change.hpp"

BOOST_AUTO_TEST_SUITE(entity_id)

BOOST_AUTO_TEST_CASE(follows_the_rule_of_home_assistant) {
    for (const char* good : {"light.kitchen", "sensor.a1_b2", "binary_sensor.x"})
        BOOST_TEST(hearth::is_entity_id(good), good);
    for (const char* bad : {"", "light", "light.", ".kitchen", "light.kitchen.one", "Light.kitchen",
                            "light._x", "light.x_", "a__b.c", "light.kü", "li ght.x"})
        BOOST_TEST(!hearth::is_entity_id(bad), bad);
    BOOST_TEST(!hearth::is_entity_id("light." + std::string(255, 'a')));
}

BOOST_AUTO_TEST_CASE(origins_have_one_word_each) {
    using hearth::Origin;
    for (const Origin origin :
         {Origin::kUser, Origin::kAutomation, Origin::kDevice, Origin::kRestart, Origin::kUnknown})
        BOOST_TEST((hearth::origin_from_string(to_string(origin)) == origin));
}

BOOST_AUTO_TEST_SUITE_END()
