// What the changes in the context of a run tell of its automation.
#include "automation/run_observer.hpp"

#include "support/must.hpp"

using namespace hearth;
using namespace hearth::automation;

namespace {

constexpr TimeUs kMorning = 1'767'252'600 * kMicrosPerSecond;  // 2026-01-01 07:30 UTC

struct Stream {
    StateChange change(const std::string& entity, const std::string& state,
                       const std::string& context, const std::string& parent = "") {
        StateChange out;
        out.entity_id = entity;
        out.new_state = state;
        out.received_us = out.changed_us = out.updated_us = kMorning;
        out.time_known = true;
        out.context = {context, parent, "", true};
        return out;
    }
    std::optional<Observation> run(const std::string& context, const std::string& parent = "") {
        StateChange own = change("automation.hall", "on", context, parent);
        own.state_differs = false;
        return observer.change(own);
    }
    std::string happening(const std::optional<Observation>& seen) {
        if (!seen || !seen->happening) return "";
        Signature signature;
        signature.happenings = {*seen->happening};
        return in_words(signature);
    }
    RunObserver observer{TimeZone::utc(), 8};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(run_observer, Stream)

BOOST_AUTO_TEST_CASE(a_run_tells_what_started_it_and_what_it_did) {
    BOOST_TEST(!observer.change(change("binary_sensor.door", "on", "D")));
    observer.triggered("automation.hall", "state of binary_sensor.door");
    const auto began = run("R", "D");
    BOOST_REQUIRE(began.has_value());
    BOOST_TEST(began->run);
    BOOST_TEST(began->trigger_text == "state of binary_sensor.door");
    BOOST_TEST(happening(began) ==
               "when binary_sensor.door is on: nothing is known of what it does");
    BOOST_TEST(!run("R", "D"));  // its end, in the same context
    const auto did = observer.change(change("light.hall", "on", "R"));
    BOOST_REQUIRE((did && did->effect));
    BOOST_TEST(did->automation == "automation.hall");
    BOOST_TEST((*did->effect == Effect{"light.hall", "on"}));
    BOOST_TEST(!observer.change(change("light.bath", "on", "other")));
}

BOOST_AUTO_TEST_CASE(what_started_it_is_read_from_the_words) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"state of binary_sensor.x", "when binary_sensor.x changes"},
        {"numeric state of sensor.lux", "when sensor.lux is "},
        {"time", "when at 07:30"},
        {"time set in input_datetime.wake", "when at 07:30"},
        {"sunset", "when sunset"},
        {"sunrise with offset", "when sunrise"},
        {"time pattern", ""},
        {"event 'x'", ""},
        {"state of something odd", ""}};
    int n = 0;
    for (const auto& [source, words] : cases) {
        observer.triggered("automation.hall", source);
        const std::string found = happening(run("R" + std::to_string(n++)));
        BOOST_TEST(found.substr(0, found.find(": nothing")) == words, source);
    }
}

BOOST_AUTO_TEST_CASE(without_the_event_the_change_before_tells) {
    BOOST_TEST(!observer.change(change("binary_sensor.door", "on", "D")));
    BOOST_TEST(happening(run("R", "D")) ==
               "when binary_sensor.door is on: nothing is known of what it does");
}

BOOST_AUTO_TEST_CASE(what_is_no_effect) {
    run("R");
    BOOST_TEST(!observer.change(change("light.hall", "unavailable", "R")));
    StateChange attributes = change("light.hall", "on", "R");
    attributes.state_differs = false;
    BOOST_TEST(!observer.change(attributes));
    StateChange unknown = change("light.hall", "on", "R");
    unknown.context.known = false;
    BOOST_TEST(!observer.change(unknown));
    StateChange removed = change("light.hall", "", "R");
    removed.removed = true;
    BOOST_TEST(!observer.change(removed));
    for (const auto& [entity, state, outcome] : {std::tuple{"cover.blind", "opening", "open"},
                                                 {"scene.movie", "2026-01-01T00:00:00", "on"},
                                                 {"lock.door", "locking", "locked"}}) {
        const auto seen = observer.change(change(entity, state, "R"));
        BOOST_REQUIRE((seen && seen->effect));
        BOOST_TEST(seen->effect->outcome == outcome);
    }
}

BOOST_AUTO_TEST_CASE(turning_an_automation_off_is_no_run) {
    BOOST_TEST(!observer.change(change("automation.hall", "off", "U")));
    StateChange by_user = change("automation.hall", "on", "U2");
    by_user.state_differs = false;
    by_user.context.user_id = "anna";
    BOOST_TEST(!observer.change(by_user));
}

BOOST_AUTO_TEST_CASE(the_memory_is_bounded) {
    for (int i = 0; i < 100; ++i) run("R" + std::to_string(i));
    BOOST_TEST(!observer.change(change("light.hall", "on", "R91")));
    BOOST_TEST(observer.change(change("light.hall", "on", "R92")).has_value());
    observer.forget();
    BOOST_TEST(!observer.change(change("light.bath", "on", "R99")));
}

BOOST_AUTO_TEST_SUITE_END()
