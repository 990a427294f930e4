// When the next trainings come, of which kind, and how long they take.
#include <cmath>

#include "plan_samples.hpp"

using namespace hearth;
using namespace hearth::test;

BOOST_AUTO_TEST_SUITE(plan_schedule)

BOOST_AUTO_TEST_CASE(durations_are_medians_of_the_same_kind_of_run) {
    PlanFacts facts = rich_facts();
    Plan plan = plan_of(facts);
    BOOST_TEST(*plan.estimates[0].median == 120.0);
    BOOST_TEST(*plan.estimates[1].median == 13.0);
    BOOST_TEST(plan.estimates[0].text == "2 min, median of 3 runs (100 s to 5 min)");
    BOOST_TEST(*plan.schedule.cycles[0].seconds == 13.0);
    facts.runs[1].state = RunState::kFailed;  // how long a failure took says nothing
    facts.runs[0].finished_us = 0;
    plan = plan_of(facts);
    BOOST_TEST(*plan.estimates[0].median == 210.0);
    BOOST_TEST(*plan.estimates[1].median == 14.0);
}

BOOST_AUTO_TEST_CASE(cycles_without_enough_new_data_are_skipped_and_use_nothing_up) {
    struct Case {
        const char* name;
        std::optional<double> per_day;
        std::int64_t fresh;
        std::optional<int> since_full;
        const char* kinds;
    };
    for (const Case& c :
         std::initializer_list<Case>{{"plenty", 25, 60, 3, "FiiiFi"},
                                     {"plenty, after a full one", 25, 60, 0, "iiiFii"},
                                     {"no full one yet", 25, 60, std::nullopt, "FiiiFi"},
                                     {"every second week", 4, 0, 0, "-i-i-i"},
                                     {"the full one waits too", 4, 0, 3, "-F-i-i"},
                                     {"nothing comes in", 0, 10, 0, "------"},
                                     {"one is there, nothing comes in", 0, 60, 0, "i-----"},
                                     {"rate not known", std::nullopt, 60, 0, "i?????"},
                                     {"no rate", std::nan(""), 60, 0, "i?????"},
                                     {"rate not known, too few", std::nullopt, 10, 0, "??????"}}) {
        PlanFacts facts = rich_facts();
        facts.samples.per_day = c.per_day;
        facts.samples.fresh = c.fresh;
        facts.since_full = c.since_full;
        BOOST_TEST(kinds(plan_of(facts)) == c.kinds, c.name);
    }
    PlanFacts facts = rich_facts();
    facts.samples.per_day = 4;
    facts.samples.fresh = 0;
    BOOST_TEST(plan_of(facts).schedule.cycles[0].text ==
               "will be skipped because about 27 new samples will be there and 50 are needed");
}

BOOST_AUTO_TEST_CASE(a_model_that_cannot_go_on_learning_is_always_fitted_anew) {
    PlanFacts facts = rich_facts();
    facts.policy.incremental = false;
    BOOST_TEST(kinds(plan_of(facts)) == "FFFFFF");
    facts = rich_facts();
    facts.active_version.reset();
    BOOST_TEST(kinds(plan_of(facts)) == "FiiiFi");
}

BOOST_AUTO_TEST_CASE(what_stops_the_schedule_is_said) {
    struct Case {
        const char* name;
        void (*change)(PlanFacts&);
        const char* text;
    };
    for (const Case& c : std::initializer_list<Case>{
             {"learning off", [](PlanFacts& f) { f.learning_enabled = false; }, "switched off"},
             {"model off", [](PlanFacts& f) { f.model_enabled = false; }, "models.pattern.enabled"},
             {"quality",
              [](PlanFacts& f) {
                  f.quality->verdict = {false, {{"one_label", "all have one label"}}, {}};
              },
              "the quality report refuses the data: all have one label"},
             {"too little", [](PlanFacts& f) { f.samples.distinct = 199; },
              "199 distinct samples"}}) {
        PlanFacts facts = rich_facts();
        c.change(facts);
        const Plan plan = plan_of(facts);
        BOOST_TEST(plan.schedule.stopped, c.name);
        BOOST_TEST(kinds(plan) == "------", c.name);
        BOOST_TEST(contains(plan.schedule.text, c.text), plan.schedule.text);
        BOOST_TEST(contains(to_markdown(plan), "skipped"), c.name);
    }
    BOOST_TEST(make_plan(rich_facts(), {"pattern", Cadence::kWeekly, 100'000}).schedule.stopped);
}

BOOST_AUTO_TEST_CASE(windows_and_words_of_the_cadence) {
    BOOST_TEST(window_days(Cadence::kDaily, RunKind::kIncremental) == 7);
    BOOST_TEST(window_days(Cadence::kWeekly, RunKind::kIncremental) == 30);
    BOOST_TEST(window_days(Cadence::kMonthly, RunKind::kIncremental) == 90);
    BOOST_TEST(window_days(Cadence::kMonthly, RunKind::kFull) == 180);
    for (const Cadence cadence : {Cadence::kDaily, Cadence::kWeekly, Cadence::kMonthly})
        BOOST_TEST((cadence_from_string(to_string(cadence)) == cadence));
    BOOST_TEST(!cadence_from_string("hourly"));
}

BOOST_AUTO_TEST_CASE(trainings_by_number_are_foreseen) {
    PlanFacts facts = rich_facts();
    BOOST_TEST(*plan_of(facts).schedule.threshold_at_us ==
               kNow + static_cast<TimeUs>(5.6 * kMicrosPerDay));
    facts.samples.fresh = 250;
    BOOST_TEST(contains(plan_of(facts).schedule.text, "is due: 250 of 200"));
    facts.samples.fresh = 60;
    facts.samples.per_day.reset();
    BOOST_TEST(!plan_of(facts).schedule.threshold_at_us);
    facts.next_slots.clear();
    BOOST_TEST(plan_of(facts).schedule.title == "No scheduled cycle");
    BOOST_TEST(contains(plan_of(facts).schedule.text, "No time of day is scheduled."));
}

BOOST_AUTO_TEST_SUITE_END()
