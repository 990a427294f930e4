// Input drift over the real store: collected with a version, compared hourly, told when it changes.
#include "training/drift_keeper.hpp"
#include "loop_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

constexpr int kPerDay = 144;  // samples of live_for

struct DriftFixture : LoopFixture {
    DriftFixture() { restart(); }
    void restart() {
        keeper.reset();
        open();
        keeper.emplace(loop, clock, *store, *chronicle, TimeZone::utc(), keeper_rules);
        keeper->set_on_severe([this](const std::string&) {
            ++alarms;
            thresholds->on_drift(manifest);
        });
    }
    // The daemon's minute comes round, and what it began ends.
    Json look() {
        keeper->consider(manifest);
        loop.restart();
        loop.run();
        return report();
    }
    Json look_an_hour_later() {
        clock.advance(kMicrosPerHour);
        return look();
    }
    Json report() { return take(keeper->report(kModelName)); }
    std::size_t told() {
        return take(store->decisions().list(100, kModelName, decision_kind::kDrift)).size();
    }
    double threshold() { return take(store->models().get(kModelName))->threshold; }
    // A version that learned two weeks of the usual life.
    std::int64_t learned() {
        live_for(14 * kPerDay);
        return activate();
    }

    asio::io_context loop;
    Manifest manifest = loop_manifest();
    training::DriftKeeperRules keeper_rules;
    std::optional<training::DriftKeeper> keeper;
    int alarms = 0;
};

bool says(const Json& json, const char* key, const std::string& words) {
    return json.at(key).get<std::string>().find(words) != std::string::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(drift_keeper, DriftFixture)

BOOST_AUTO_TEST_CASE(a_home_that_stays_the_same_is_stable_and_changes_nothing) {
    const auto version = learned();
    live_for(8 * kPerDay);
    const Json drift = look();
    BOOST_TEST(drift["state"] == "stable");
    BOOST_TEST(drift["version"] == version);
    BOOST_TEST(drift["features"].size() == 6U);
    for (const Json& feature : drift["features"])
        BOOST_TEST(feature["state"] == "stable", feature.dump());
    BOOST_TEST(last(decision_kind::kDrift).code == "stable");
    look_an_hour_later();
    BOOST_TEST(told() == 1U);
    BOOST_TEST(alarms == 0);
    BOOST_TEST(threshold() == 200);
}

BOOST_AUTO_TEST_CASE(another_life_is_severe_told_once_and_lowers_the_threshold_once) {
    const auto version = learned();
    live_for(8 * kPerDay, "light.new=on");
    BOOST_TEST(look()["state"] == "severe");
    const Decision decision = last(decision_kind::kDrift);
    BOOST_TEST(decision.code == "severe");
    BOOST_TEST(decision.version.value_or(0) == version);
    BOOST_TEST(decision.reason.find("label (PSI") != std::string::npos, decision.reason);
    BOOST_TEST(decision.reason.find("Train again now") != std::string::npos);
    BOOST_TEST(decision.details["psi"]["label"].get<double>() > 0.25);
    BOOST_TEST(threshold() == 100);
    for (int hour = 0; hour < 3; ++hour) look_an_hour_later();
    BOOST_TEST(told() == 1U);
    BOOST_TEST(alarms == 1);
}

BOOST_AUTO_TEST_CASE(the_log_names_nothing_of_the_home_and_the_report_does) {
    learned();
    live_for(8 * kPerDay, "light.l3=on");
    const Json drift = look();
    BOOST_TEST(drift["features"].dump().find("light.") != std::string::npos);
    const Decision decision = last(decision_kind::kDrift);
    BOOST_TEST(decision.reason.find("light.") == std::string::npos, decision.reason);
    BOOST_TEST(decision.details.dump().find("light.") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(with_too_few_samples_it_is_unknown_and_says_what_is_needed) {
    BOOST_TEST(says(report(), "reason", "No version is active"));
    learned();
    BOOST_TEST(says(report(), "reason", "not compared"));
    live_for(12);
    const Json drift = look();
    BOOST_TEST(drift["state"] == "unknown");
    BOOST_TEST(says(drift, "reason", "12 new observations so far, and 100 are needed"),
               drift["reason"]);
    BOOST_TEST(told() == 0U);
}

BOOST_AUTO_TEST_CASE(a_version_of_a_few_days_says_nothing_about_hours_and_weekdays) {
    live_for(3 * kPerDay);
    activate();
    live_for(8 * kPerDay);
    const Json seen = look();
    for (const Json& feature : seen["features"]) {
        if (feature["name"] == "weekday" || feature["name"] == "hour")
            BOOST_TEST(says(feature, "text", "the reference has 73 observations"), feature["text"]);
        if (feature["name"] == "label" || feature["name"] == "entity")
            BOOST_TEST(feature["state"] == "stable", feature.dump());
    }
}

BOOST_AUTO_TEST_CASE(it_looks_once_an_hour) {
    learned();
    live_for(2 * kPerDay);
    const Json first = look()["assessed"];
    clock.advance(kMicrosPerHour - kMicrosPerSecond);
    BOOST_TEST(look()["assessed"] == first);
    clock.advance(kMicrosPerSecond);
    BOOST_TEST(look()["assessed"] != first);
    clock.jump_to(clock.wall_us() - 30 * kMicrosPerDay);  // a clock put right does not stop it
    const Json before = report()["assessed"];
    BOOST_TEST(look()["assessed"] != before);
}

BOOST_AUTO_TEST_CASE(a_restart_changes_nothing) {
    learned();
    live_for(8 * kPerDay, "light.new=on");
    const Json before = look();
    restart();
    BOOST_TEST(report() == before);
    look_an_hour_later();
    BOOST_TEST(told() == 1U);
    BOOST_TEST(alarms == 1);
}

BOOST_AUTO_TEST_CASE(the_next_version_has_a_reference_of_its_own) {
    learned();
    live_for(8 * kPerDay, "light.new=on");
    BOOST_TEST(look()["state"] == "severe");
    const auto second = shadow();
    must(live->decide_shadow(kModelName, true));
    BOOST_TEST(look()["version"] == second);
    BOOST_TEST(report()["state"] == "unknown");
    // The home goes on as the new version learned it, two weeks of the old life and one of the new.
    for (int day = 0; day < 8; ++day) {
        live_for(7 * kPerDay / 11);
        live_for(4 * kPerDay / 11, "light.new=on");
    }
    look_an_hour_later();
    const Json seen = report();
    for (const Json& feature : seen["features"])
        if (feature["name"] == "label") BOOST_TEST(feature["state"] == "stable", feature.dump());
    // Back to the first: what it learned from is still known.
    must(store->versions().activate(kModelName, 1));
    BOOST_TEST(report()["version"] == 1);
    BOOST_TEST(report()["state"] == "severe");
}

BOOST_AUTO_TEST_CASE(a_milder_state_is_told_only_some_time_after_the_worse_one) {
    keeper_rules.window_us = 6 * kMicrosPerDay;
    keeper_rules.milder_after_us = 5 * kMicrosPerDay;
    restart();
    learned();
    live_for(6 * kPerDay, "light.new=on");
    BOOST_TEST(look()["state"] == "severe");
    clock.advance(4 * kMicrosPerDay);
    BOOST_TEST(look()["state"] == "unknown");  // only two days are left in the window
    BOOST_TEST(report()["told"]["state"] == "severe");
    const auto before = told();
    clock.advance(kMicrosPerDay);
    BOOST_TEST(look()["state"] == "unknown");
    BOOST_TEST(report()["told"]["state"] == "unknown");
    BOOST_TEST(told() == before + 1);
}

BOOST_AUTO_TEST_CASE(reference_and_window_are_bounded) {
    keeper_rules.most_samples = 300;
    restart();
    live_for(2000, "light.old=on");
    live_for(290);
    activate();
    live_for(400);
    BOOST_TEST(look()["state"] == "stable");
    const auto stored = take(store->drift().get(kModelName, 1));
    const auto reference = learning::drift_window_from_json(stored->reference);
    BOOST_TEST(reference.features.at("entity").distribution.total() == 293);
    // Ten of them, in three hours.
    BOOST_TEST(reference.features.at("label").distribution.counts().at("light.old=on") == 3);
    BOOST_TEST(dump_json(stored->reference).size() < 8000U);
}

BOOST_AUTO_TEST_CASE(only_what_the_version_could_learn_from_is_its_reference) {
    live_for(kPerDay);
    const auto version = candidate();
    live_for(1, "light.later=on");
    must(store->versions().activate(kModelName, version));
    Sample late;  // stored after the training, of a time before it
    late.kind = "interaction";
    late.distinct_key = "late";
    late.time_us = kMonday;
    late.label = "light.imported=on";
    BOOST_REQUIRE(take(store->samples().insert(late)));
    look();
    const auto stored = take(store->drift().get(kModelName, version));
    const auto reference = learning::drift_window_from_json(stored->reference);
    const auto labels = reference.features.at("label").distribution.counts();
    BOOST_TEST(labels.size() == 7U);
    BOOST_TEST(reference.features.at("label").distribution.total() == kPerDay);
}

BOOST_AUTO_TEST_CASE(a_version_that_is_forgotten_takes_its_reference_along) {
    const auto version = learned();
    look();
    BOOST_TEST(take(store->drift().get(kModelName, version)).has_value());
    BOOST_TEST(take(versions->forget_all(kModelName)) == 1);
    BOOST_TEST(!take(store->drift().get(kModelName, version)).has_value());
    // Also when it goes while the reference is being collected.
    const auto next = activate();
    keeper->consider(manifest);
    BOOST_TEST(take(versions->forget_all(kModelName)) == 1);
    loop.restart();
    loop.run();
    BOOST_TEST(!take(store->drift().get(kModelName, next)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
