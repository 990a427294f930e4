// What the plan says of data, trend and what to do.
#include "plan_samples.hpp"

using namespace hearth;
using namespace hearth::test;

BOOST_AUTO_TEST_SUITE(plan_outlook)

BOOST_AUTO_TEST_CASE(without_anything_it_says_that_it_does_not_know) {
    const Plan plan = plan_of(empty_facts());
    BOOST_TEST(plan.trend.direction == TrendDirection::kUnknown);
    BOOST_TEST(plan.schedule.stopped);
    BOOST_TEST(kinds(plan) == "------");
    BOOST_TEST(plan.estimates[0].text == "no run yet");
    BOOST_TEST(check(plan, "plugin").state == CheckState::kUnknown);
    BOOST_TEST(check(plan, "previous_version").state == CheckState::kNo);
    BOOST_TEST(check(plan, "holdout").state == CheckState::kNo);
    BOOST_TEST(plan.recommendation.urgency == Urgency::kMonitor);
    const std::string text = to_markdown(plan);
    for (const char* part : {"none, the fallback answers", "0 distinct samples, 200 are needed",
                             "rate is not known", "no sample yet", "no live score yet", "not known",
                             "no run yet", "The schedule stands still: there is too little data"})
        BOOST_TEST(contains(text, part), part << " in\n" << text);
}

BOOST_AUTO_TEST_CASE(a_young_home_is_told_when_there_will_be_enough) {
    const Plan plan = plan_of(young_facts());
    BOOST_TEST(plan.data.missing == 120);
    BOOST_TEST(*plan.data.days_until_enough == 12.0);
    BOOST_TEST(plan.schedule.stopped);
    BOOST_TEST(kinds(plan) == "------");
    BOOST_TEST(plan.schedule.cycles[0].text ==
               "will be skipped because about 146 distinct samples will be there and 200 are "
               "needed");
    BOOST_TEST(contains(plan.schedule.cycles[1].text, "expected about 2025-03-21"));
    for (const Cycle& cycle : plan.schedule.cycles) BOOST_TEST((cycle.kind == RunKind::kFull));
    BOOST_TEST(!plan.schedule.threshold_at_us);
    BOOST_TEST(contains(plan.data.text, "at 10.0 a day enough in about 12 days"));
}

BOOST_AUTO_TEST_CASE(the_trend_is_known_only_from_data) {
    struct Case {
        const char* name;
        std::vector<double> values;
        Direction direction;
        double half;
        TrendDirection trend;
        bool certain;
    };
    for (const Case& c : std::initializer_list<Case>{
             {"none", {}, Direction::kHigher, .05, TrendDirection::kUnknown, false},
             {"two", {.6, .3}, Direction::kHigher, .05, TrendDirection::kUnknown, false},
             {"level", {.6, .6, .595}, Direction::kHigher, .05, TrendDirection::kSteady, false},
             {"on the border",
              {.8, .8, .79},
              Direction::kHigher,
              .05,
              TrendDirection::kSteady,
              false},
             {"falls within chance",
              {.6, .6, .57},
              Direction::kHigher,
              .05,
              TrendDirection::kFalling,
              false},
             {"falls for sure",
              {.6, .6, .4},
              Direction::kHigher,
              .05,
              TrendDirection::kFalling,
              true},
             {"rises", {.6, .6, .7}, Direction::kHigher, .05, TrendDirection::kRising, true},
             {"a loss that rises is a fall",
              {.6, .6, .7},
              Direction::kLower,
              .05,
              TrendDirection::kFalling,
              true}}) {
        PlanFacts facts = rich_facts();
        facts.live.metric.direction = c.direction;
        facts.live.points.clear();
        for (const double value : c.values)
            facts.live.points.push_back({kNow, value, 200, value - c.half, value + c.half});
        const Plan plan = plan_of(facts);
        BOOST_TEST(plan.trend.direction == c.trend, c.name << ": " << plan.trend.text);
        BOOST_TEST(plan.trend.certain == c.certain, c.name);
    }
}

BOOST_AUTO_TEST_CASE(a_model_that_nothing_live_can_judge_has_no_live_trend_and_no_shadow_to_come) {
    PlanFacts facts = rich_facts();
    const auto has = [](const Plan& plan, const std::string& code) {
        return std::any_of(plan.phases.begin(), plan.phases.end(),
                           [&](const PlanRemark& phase) { return phase.code == code; });
    };
    BOOST_TEST(has(plan_of(facts), "shadow"));
    BOOST_TEST(has(plan_of(facts), "watch"));
    facts.policy.serve = false;
    const Plan plan = plan_of(facts);
    BOOST_TEST(!has(plan, "shadow"));
    BOOST_TEST(!has(plan, "watch"));
    BOOST_TEST(has(plan, "safeguard"));
    BOOST_TEST(plan.trend.text == "this model is judged by its hold-out alone");
}

BOOST_AUTO_TEST_CASE(recommendations_only_ever_go_up) {
    Recommendation advice;
    advice.raise(Urgency::kRetrainSoon, "b");
    advice.raise(Urgency::kMonitor, "c");
    BOOST_TEST(advice.urgency == Urgency::kRetrainSoon);
    advice.raise(Urgency::kRetrainNow, "a");
    advice.raise(Urgency::kInvestigate, "between");
    BOOST_TEST(advice.urgency == Urgency::kRetrainNow);
    BOOST_TEST(advice.reasons == (std::vector<std::string>{"a", "b", "between", "c"}),
               boost::test_tools::per_element());

    using Change = void (*)(PlanFacts&);
    const std::vector<std::pair<Change, Urgency>> changes = {
        {[](PlanFacts& f) { f.drift.level = DriftLevel::kModerate; }, Urgency::kMonitor},
        {[](PlanFacts& f) {
             live(f, {.6, .6, .57}, .05);
         },
         Urgency::kInvestigate},
        {[](PlanFacts& f) {
             for (int i = 0; i < 3; ++i) f.runs[i].decision = "rejected";
         },
         Urgency::kInvestigate},
        {[](PlanFacts& f) {
             for (int i = 0; i < 3; ++i) f.runs[i].state = RunState::kFailed;
         },
         Urgency::kInvestigate},
        {[](PlanFacts& f) { f.samples.fresh = 200; }, Urgency::kRetrainSoon},
        {[](PlanFacts& f) { f.active_version.reset(); }, Urgency::kRetrainSoon},
        {[](PlanFacts& f) {
             live(f, {.6, .6, .4}, .05);
         },
         Urgency::kRetrainSoon},
        {[](PlanFacts& f) { f.drift.level = DriftLevel::kStrong; }, Urgency::kRetrainSoon},
        {[](PlanFacts& f) { f.live.fallback = .9; }, Urgency::kRetrainNow},
        {[](PlanFacts& f) {
             f.drift.level = DriftLevel::kStrong;
             live(f, {.6, .6, .4}, .05);
         },
         Urgency::kRetrainNow},
        // Above the day's mean, within what chance gives so few events.
        {[](PlanFacts& f) { f.live.fallback = .63; }, Urgency::kNone}};
    for (std::size_t i = 0; i < changes.size(); ++i) {
        PlanFacts facts = rich_facts();
        changes[i].first(facts);
        BOOST_TEST(plan_of(facts).recommendation.urgency == changes[i].second, "change " << i);
        // Whatever else is wrong: more trouble never lowers the advice. (Of two changes of the same
        // field the later one counts, so those pairs are left out.)
        for (const std::size_t more : {std::size_t{2}, std::size_t{4}}) {
            PlanFacts both = facts;
            changes[more].first(both);
            BOOST_TEST(plan_of(both).recommendation.urgency >= changes[i].second,
                       "changes " << i << " and " << more);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
