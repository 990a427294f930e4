#include "domain/slug.hpp"

#include <boost/test/unit_test.hpp>

#include "domain/state_change.hpp"

BOOST_AUTO_TEST_SUITE(slugs)

BOOST_AUTO_TEST_CASE(are_what_home_assistant_makes_of_names) {
    struct Row {
        const char *name, *slug;
    };
    const Row rows[] = {{" Hall-Bedroom  door! ", "hall_bedroom_door"},
                        {"0x00158d0001a2b3c4", "0x00158d0001a2b3c4"},
                        {"Küche / Lampe 1", "kuche_lampe_1"},
                        {"Straße Œuvre ÞÆ", "strasse_oeuvre_thae"},
                        {"Žluťoučký kůň", "zlutoucky_kun"},
                        {"Cafe\u0301", "cafe"},
                        {"Лампа в зале", "lampa_v_zale"},
                        {"客厅", "u5ba2u5385"},
                        {"Lamp 💡", "lamp"},
                        {"a\xff"
                         "b",
                         "a_b"},
                        {"---", "unnamed"},
                        {"", "unnamed"}};
    for (const Row& row : rows)
        BOOST_TEST(hearth::slug(row.name) == row.slug,
                   row.name << " became " << hearth::slug(row.name));
}

BOOST_AUTO_TEST_CASE(always_make_an_entity_id) {
    const std::string long_name(199, 'x');
    for (const char* end : {"", "щщщ", "_", "\xf0\x9f", "客"}) {
        std::string name = long_name;
        name.append(end);
        BOOST_TEST(hearth::is_entity_id("light." + hearth::slug(name)), end);
    }
}

BOOST_AUTO_TEST_SUITE_END()
