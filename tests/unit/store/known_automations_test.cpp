#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

namespace {

struct KnownFixture : StoreFixture {
    KnownAutomations& known() { return store->known_automations(); }
    KnownAutomation make(const std::string& source, const std::string& alias,
                         const std::string& config_id = "", const std::string& entity_id = "") {
        return {.id = 0,
                .source = source,
                .config_id = config_id,
                .entity_id = entity_id,
                .alias = alias,
                .signature_key = "key of " + alias,
                .signature = R"({"effects":[{"entity":"light.)" + alias + R"("}]})",
                .tree = {},
                .trigger_text = {},
                .runs = 0,
                .first_us = kNoon,
                .last_us = kNoon,
                .last_run_us = 0,
                .imported_us = 0};
    }
    // At a time of its own.
    void import(std::vector<KnownAutomation> all, TimeUs now, TimeUs since) {
        for (KnownAutomation& one : all) one.imported_us = now;
        must(known().import(std::move(all), since));
    }
    std::string aliases() {
        std::string out;
        const auto list = take(known().list());
        for (const KnownAutomation& one : list) out += one.alias + ":" + one.source + " ";
        return out;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(known_automations, KnownFixture)

BOOST_AUTO_TEST_CASE(a_row_is_written_and_written_over) {
    KnownAutomation one = make("seen", "hall", "5", "automation.hall");
    one.tree = "{}";
    one.trigger_text = "time";
    one.runs = 3;
    one.last_us = kNoon + 1;
    one.last_run_us = kNoon + 2;
    must(known().save(one));
    BOOST_TEST(one.id != 0);
    reopen();
    auto found = take(known().of_entity("automation.hall"));
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(found->id == one.id);
    BOOST_TEST(found->config_id == "5");
    BOOST_TEST(found->signature == one.signature);
    BOOST_TEST(found->signature_key == one.signature_key);
    BOOST_TEST(found->tree == "{}");
    BOOST_TEST(take(known().list())[0].tree == "");
    BOOST_TEST(take(known().tree_of(one.id)) == "{}");
    BOOST_TEST((code_of_failure(known().tree_of(one.id + 1)) == ErrorCode::kNotFound));
    BOOST_TEST(found->trigger_text == "time");
    BOOST_TEST(found->runs == 3);
    BOOST_TEST(found->first_us == kNoon);
    BOOST_TEST(found->last_us == kNoon + 1);
    BOOST_TEST(found->last_run_us == kNoon + 2);
    found->alias = "other";
    must(known().save(*found));
    BOOST_TEST(aliases() == "other:seen ");
    must(known().remove(one.id));
    BOOST_TEST(!take(known().of_entity("automation.hall")));
}

BOOST_AUTO_TEST_CASE(an_import_takes_the_place_of_the_earlier_one) {
    KnownAutomation seen = make("seen", "c", "", "automation.c");
    must(known().save(seen));
    import({make("import", "a"), make("import", "b")}, 1, 1);
    BOOST_TEST(aliases() == "a:import b:import c:seen ");
    import({make("import", "b"), make("import", "d")}, 2, 2);
    BOOST_TEST(aliases() == "b:import c:seen d:import ");
    // Two pieces.
    import({make("import", "e")}, 3, 0);
    BOOST_TEST(aliases() == "b:import c:seen d:import e:import ");
    import({make("import", "b")}, 4, 3);
    BOOST_TEST(aliases() == "b:import c:seen e:import ");
}

BOOST_AUTO_TEST_CASE(two_that_look_alike_are_two) {
    import({make("import", "a"), make("import", "a")}, 1, 1);
    BOOST_TEST(aliases() == "a:import a:import ");
    import({make("import", "a"), make("import", "a")}, 2, 2);
    BOOST_TEST(aliases() == "a:import a:import ");
}

BOOST_AUTO_TEST_CASE(what_was_observed_stays_with_an_imported_one) {
    KnownAutomation seen = make("seen", "hall", "", "automation.hall");
    seen.runs = 4;
    seen.trigger_text = "time";
    seen.first_us = kNoon - 5;
    seen.last_run_us = kNoon - 1;
    must(known().save(seen));
    import({make("import", "hall", "1")}, 1, 1);
    import({make("import", "hall renamed", "1")}, 2, 2);  // the same id
    BOOST_TEST(aliases() == "hall renamed:import ");
    const auto found = take(known().of_entity("automation.hall"));
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(found->runs == 4);
    BOOST_TEST(found->trigger_text == "time");
    BOOST_TEST(found->first_us == kNoon - 5);
    BOOST_TEST(found->last_run_us == kNoon - 1);
}

BOOST_AUTO_TEST_CASE(an_imported_one_is_found_by_its_id_or_else_its_alias) {
    import({make("import", "a", "1"), make("import", "b", "2"),
            make("import", "c", "3", "automation.c")},
           1, 1);
    BOOST_TEST(take(known().imported("2", "a"))->alias == "b");
    BOOST_TEST(take(known().imported("9", "a"))->alias == "a");
    BOOST_TEST(take(known().imported("", "a"))->alias == "a");
    BOOST_TEST(!take(known().imported("", "")));
    BOOST_TEST(!take(known().imported("3", "c")));  // has an entity already
}

BOOST_AUTO_TEST_CASE(what_mentions_a_forgotten_entity_goes) {
    KnownAutomation by_tree = make("import", "tree");
    by_tree.tree = R"({"actions":[{"x":"{{ states('light.hall') }}"}]})";
    KnownAutomation by_text = make("seen", "text");
    by_text.trigger_text = "state of light.hall";
    KnownAutomation itself = make("seen", "self", "", "light.hall");
    KnownAutomation other = make("seen", "hall_2");
    for (KnownAutomation one : {by_tree, by_text, itself, other, make("import", "hall")})
        must(known().save(one));
    ForgetRequest request;
    request.entity_id = "light.hall";
    ForgetProgress progress;
    while (!progress.done) must(store->forget().step(request, progress));
    BOOST_TEST(aliases() == "hall_2:seen ");
}

BOOST_AUTO_TEST_CASE(what_was_seen_in_a_forgotten_period_goes) {
    KnownAutomation before = make("seen", "before"), within = make("seen", "within");
    before.first_us = kNoon - 100;
    KnownAutomation imported = make("import", "imported");
    for (KnownAutomation one : {before, within, imported}) must(known().save(one));
    ForgetRequest request;
    request.from_us = kNoon - 10;
    request.to_us = kNoon + 10;
    ForgetProgress progress;
    while (!progress.done) must(store->forget().step(request, progress));
    BOOST_TEST(aliases() == "before:seen imported:import ");
}

BOOST_AUTO_TEST_CASE(whole_ids_are_mentions) {
    const std::string id = "light.hall";
    for (const char* text :
         {"light.hall", "\"light.hall\"", "light.hall,light.b", "a light.hall", "states.light.hall",
          "states.light.hall.state", "\\nlight.hall", "light.hall_2 light.hall"})
        BOOST_TEST(mentions_entity(text, id), text);
    for (const char* text : {"", "light.hall_2", "skylight.hall", "my_light.hall", "light.hal"})
        BOOST_TEST(!mentions_entity(text, id), text);
}

BOOST_AUTO_TEST_SUITE_END()
