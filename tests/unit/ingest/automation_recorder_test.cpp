// Which automations Home Assistant is seen to have, as they get into the store.
#include "ingest/automation_recorder.hpp"

#include <boost/test/unit_test.hpp>

#include "support/manual_clock.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::ingest;
using hearth::test::must;
using hearth::test::take;

namespace {

constexpr TimeUs kNoon = 1'700'000'000 * kMicrosPerSecond;

struct Recorded {
    store::KnownAutomation known() {
        const auto found = take(store->known_automations().of_entity("automation.hall"));
        BOOST_REQUIRE(found.has_value());
        return *found;
    }
    std::string words() {
        const auto signature = automation::signature_from_json(Json::parse(known().signature));
        BOOST_REQUIRE(signature.has_value());
        return automation::in_words(*signature);
    }
    StateChange change(const std::string& entity, const std::string& state,
                       const std::string& context, const std::string& parent = "") {
        StateChange out;
        out.entity_id = entity;
        out.new_state = state;
        out.received_us = now += kMicrosPerSecond;
        out.context = {context, parent, "", true};
        return out;
    }
    StateChange own(const std::string& context, const std::string& parent = "") {
        StateChange out = change("automation.hall", "on", context, parent);
        out.state_differs = false;
        out.attributes = {{"friendly_name", "Hall light"}, {"id", "77"}};
        return out;
    }
    void triggered(const std::string& source) {
        Fact fact;
        fact.kind = FactKind::kEvent;
        fact.event_type = "automation_triggered";
        fact.entity_id = "automation.hall";
        fact.event_data = {{"name", "Hall light"}, {"source", source}};
        must(recorder.note_event(fact, now += kMicrosPerSecond));
    }
    void import(const std::string& config_id, const std::string& alias) {
        must(store->known_automations().import({{.id = 0,
                                                 .source = "import",
                                                 .config_id = config_id,
                                                 .entity_id = {},
                                                 .alias = alias,
                                                 .signature_key = "k",
                                                 .signature = "{}",
                                                 .tree = "{}",
                                                 .trigger_text = {},
                                                 .runs = 0,
                                                 .first_us = kNoon,
                                                 .last_us = kNoon,
                                                 .last_run_us = 0,
                                                 .imported_us = kNoon}},
                                               kNoon));
    }
    hearth::test::TemporaryFolder folder;
    hearth::test::ManualClock clock;
    std::unique_ptr<store::Store> store =
        take(store::Store::open(folder.path(), Durability::kNormal, clock));
    TimeUs now = kNoon;
    AutomationRecorder recorder{*store, TimeZone::utc()};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(automation_recorder, Recorded)

BOOST_AUTO_TEST_CASE(a_run_is_kept_with_what_started_it_and_what_it_did) {
    must(recorder.note(change("binary_sensor.door", "on", "D")));
    triggered("state of binary_sensor.door");
    const StateChange run = own("R", "D");
    must(recorder.note(run));
    must(recorder.note(change("light.hall", "on", "R")));
    must(recorder.note(change("light.bath", "on", "R")));
    must(recorder.note(change("light.bath", "on", "someone else")));
    BOOST_TEST(known().source == "seen");
    BOOST_TEST(known().alias == "Hall light");
    BOOST_TEST(known().config_id == "77");
    BOOST_TEST(known().runs == 1);
    BOOST_TEST(known().trigger_text == "state of binary_sensor.door");
    BOOST_TEST(words() == "when binary_sensor.door is on: light.bath on, light.hall on");
    BOOST_TEST(known().signature_key.size() == 32U);
    // Read again after a restart, the same messages tell nothing new.
    AutomationRecorder again(*store, TimeZone::utc());
    must(again.note(run));
    BOOST_TEST(known().runs == 1);
    must(recorder.note(own("R2", "D")));
    BOOST_TEST(known().runs == 2);
}

BOOST_AUTO_TEST_CASE(an_imported_one_is_known_again_by_id_or_alias) {
    import("77", "Another name");
    must(recorder.note(own("R")));
    BOOST_TEST(known().source == "import");
    BOOST_TEST(known().runs == 1);
    BOOST_TEST(known().signature == "{}");  // the file says better what it does
    must(recorder.note(change("light.hall", "on", "R")));
    BOOST_TEST(known().signature == "{}");
    BOOST_TEST(take(store->known_automations().list()).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_name_that_comes_later_joins_it_with_its_import) {
    StateChange nameless = own("R");
    nameless.attributes = nullptr;
    nameless.snapshot = true;
    must(recorder.note(nameless));
    BOOST_TEST(known().source == "seen");
    BOOST_TEST(known().runs == 0);
    import("5", "Hall light");
    AttributeUpdate name;
    name.entity_id = "automation.hall";
    name.name = "friendly_name";
    name.value = "\"Hall light\"";
    must(recorder.note_attribute(name));
    BOOST_TEST(known().source == "import");
    BOOST_TEST(known().config_id == "5");
    BOOST_TEST(take(store->known_automations().list()).size() == 1U);
}

BOOST_AUTO_TEST_CASE(renamed_and_removed) {
    must(recorder.note(own("R")));
    must(recorder.rename("automation.hall", "automation.new"));
    BOOST_TEST(!take(store->known_automations().of_entity("automation.hall")));
    BOOST_TEST(take(store->known_automations().of_entity("automation.new"))->runs == 1);
    must(recorder.remove("automation.new"));
    must(recorder.note(own("R2")));
    StateChange gone = change("automation.hall", "", "X");
    gone.removed = true;
    must(recorder.note(gone));
    BOOST_TEST(take(store->known_automations().list()).empty());
}

BOOST_AUTO_TEST_CASE(other_entities_are_no_automations) {
    must(recorder.note(change("light.hall", "on", "R")));
    AttributeUpdate name;
    name.entity_id = "light.hall";
    name.name = "friendly_name";
    name.value = "\"Hall\"";
    must(recorder.note_attribute(name));
    must(recorder.rename("light.hall", "automation.x"));
    BOOST_TEST(take(store->known_automations().list()).empty());
}

BOOST_AUTO_TEST_SUITE_END()
