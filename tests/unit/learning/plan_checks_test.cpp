// Risks, prerequisites and criteria of the plan.
#include "plan_samples.hpp"

using namespace hearth;
using namespace hearth::test;

BOOST_AUTO_TEST_SUITE(plan_checks)

BOOST_AUTO_TEST_CASE(only_risks_that_hold_are_listed_with_their_number) {
    struct Case {
        void (*change)(PlanFacts&);
        const char* codes;
        const char* number;
    };
    for (const Case& c : std::initializer_list<Case>{
             {[](PlanFacts& f) { f.samples.distinct = 300; }, "overfitting", "300"},
             {[](PlanFacts& f) { f.samples.last_us = kNow - 5 * kMicrosPerDay; }, "silent",
              "5 days"},
             {[](PlanFacts& f) {
                  f.samples.gaps = {{kNow - 50 * kMicrosPerDay, kNow - 20 * kMicrosPerDay}};
              },
              "gaps", "30 days of the 120 days"},
             {[](PlanFacts& f) { f.samples.dropped["automation"] = 9'000; }, "dropped", "9,000"},
             {[](PlanFacts& f) { f.quality->top_label_share = .9; }, "lopsided", "90 %"},
             {[](PlanFacts& f) { f.quality->sources["simulated"] = 2'000; }, "simulated", "66.7 %"},
             {[](PlanFacts& f) { f.runs[0].state = RunState::kFailed; }, "failures",
              "1 of the last 5 runs"},
             {[](PlanFacts& f) { f.runs[0].peak_rss_bytes = 590'000'000; }, "memory_limit",
              "590 MB of the 600 MB"},
             {[](PlanFacts& f) { f.runs[1].finished_us += 800 * kMicrosPerSecond; }, "time_limit",
              "15 min of the 15 min"},
             {[](PlanFacts& f) {
                  f.drift = {DriftLevel::kStrong, {{"hour", .31}, {"weekday", .1}}, ""};
              },
              "drift", "hour has moved by 0.31"},
             {[](PlanFacts& f) {
                  live(f, {.6, .6, .4}, .05);
              },
              "degradation", "0.400"},
             {[](PlanFacts& f) { f.free_disk_bytes = 1'000'000; }, "not_disk", "1 MB free"},
             {[](PlanFacts& f) { f.free_memory_bytes = 100'000'000; }, "not_memory", "600 MB"},
             {[](PlanFacts& f) {
                  f.broker = {CheckState::kNo, "away since noon"};
              },
              "not_broker", "away since noon"},
             {[](PlanFacts& f) { f.previous_version.reset(); }, "not_previous_version",
              "no previous version"}}) {
        PlanFacts facts = rich_facts();
        c.change(facts);
        const Plan plan = plan_of(facts);
        BOOST_TEST(risk_codes(plan) == c.codes);
        if (plan.risks.empty()) continue;
        BOOST_TEST(contains(plan.risks[0].text, c.number), plan.risks[0].text);
    }
}

BOOST_AUTO_TEST_CASE(criteria_are_the_models_own_and_judged_by_its_runs) {
    PlanFacts facts = rich_facts();
    facts.runs[3].baselines["markov1"]["log_loss"] = 0.9;  // lost to it
    facts.runs[4].incumbent.reset();                       // nothing to compare with
    facts.runs[0].samples_holdout = 39;
    const Plan plan = plan_of(facts);
    BOOST_REQUIRE(plan.criteria.size() == 3U);
    BOOST_TEST(plan.criteria[0].evidence == "met in 4 of 5 runs");
    BOOST_TEST(plan.criteria[1].evidence == "met in 4 of 5 runs");
    BOOST_TEST(plan.criteria[2].evidence == "met in 3 of 4 runs");
    BOOST_TEST(contains(plan.criteria[2].text, "0.010 worse"));
    BOOST_TEST(plan_of(young_facts()).criteria[1].evidence == "no run to compare with yet");
}

BOOST_AUTO_TEST_CASE(a_model_that_is_asked_questions_is_judged_by_their_number) {
    PlanFacts facts = rich_facts();
    const auto questions = [&](std::int64_t newest, std::int64_t before) {
        facts.runs[0].questions = newest;
        facts.runs[1].questions = before;
        return check(plan_of(facts), "holdout");
    };
    BOOST_TEST(questions(39, 4'000).state == CheckState::kNo);
    BOOST_TEST(questions(39, 4'000).evidence == "39 questions in the last run, 40 needed");
    BOOST_TEST(questions(40, 1).state == CheckState::kYes);
    const Plan plan = plan_of(facts);
    BOOST_TEST(plan.criteria[0].text == "at least 40 questions");
    BOOST_TEST(plan.criteria[0].evidence == "met in 4 of 5 runs");
    facts.runs[0].state = RunState::kFailed;
    BOOST_TEST(contains(check(plan_of(facts), "holdout").evidence, "1 question in the last run"));
}

BOOST_AUTO_TEST_CASE(the_hold_out_is_later_than_what_the_active_version_knows) {
    PlanFacts facts = rich_facts();
    facts.samples.unseen = 39;
    BOOST_TEST(check(plan_of(facts), "holdout").state == CheckState::kNo);
    BOOST_TEST(contains(check(plan_of(facts), "holdout").evidence, "about 39 rows (all that"));
    facts.samples.unseen = 40;
    BOOST_TEST(check(plan_of(facts), "holdout").state == CheckState::kYes);
    facts.samples.unseen = 2'000;
    BOOST_TEST(contains(check(plan_of(facts), "holdout").evidence, "about 600 rows"));
}

BOOST_AUTO_TEST_SUITE_END()
