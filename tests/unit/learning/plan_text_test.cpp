// The whole plan as Markdown and as JSON.
#include "core/iso_time.hpp"
#include "plan_samples.hpp"

using namespace hearth;
using namespace hearth::test;

BOOST_AUTO_TEST_SUITE(plan_text)

BOOST_AUTO_TEST_CASE(a_rich_home_gets_a_whole_plan) {
    const Plan plan = plan_of(rich_facts());
    BOOST_TEST(!plan.schedule.stopped);
    BOOST_TEST(kinds(plan) == "iiFiii");  // one incremental since the last full one
    BOOST_TEST(plan.schedule.title == "Next 6 cycles, 2025-03-16 to 2025-04-20 (35 days)");
    BOOST_TEST(plan.schedule.cycles[0].window_days == 30);
    BOOST_TEST(plan.schedule.cycles[2].window_days == 90);
    BOOST_TEST(*plan.schedule.cycles[0].expected_new == 226);
    BOOST_TEST(*plan.schedule.cycles[1].expected_new == 175);
    BOOST_TEST(plan.recommendation.urgency == Urgency::kNone);
    BOOST_TEST(risk_codes(plan) == "");
    for (const PlanCheck& each : plan.prerequisites)
        BOOST_TEST(each.state == CheckState::kYes, each.code << ": " << each.evidence);
    const std::string text = to_markdown(plan);
    for (const char* part :
         {"active version: 7", "Nothing to do.", "last 5 runs: 4 accepted, 1 rejected",
          "peak memory 300 MB", "None that can be seen", "met in 4 of 5 runs",
          "`hearth rollback pattern`", "`hearth train pattern --full`", "`hearth cancel pattern`",
          "`hearth doctor`", "`hearth runs --json`", "`hearth status`"})
        BOOST_TEST(contains(text, part), part << " in\n" << text);
    BOOST_TEST(text != to_markdown(plan_of(young_facts())));
}

BOOST_AUTO_TEST_CASE(times_are_those_of_the_home) {
    PlanFacts facts = rich_facts();
    facts.zone = *TimeZone::find("Europe/Berlin");
    const std::string text = to_markdown(plan_of(facts));
    BOOST_TEST(contains(text, "made: 2025-03-09 13:00 (Europe/Berlin)"));
    BOOST_TEST(contains(text, "| 2025-03-16 04:00 |"));
    BOOST_TEST(contains(text, "| 2025-03-30 05:00 |"));  // summer time has begun
}

BOOST_AUTO_TEST_CASE(the_json_holds_every_field) {
    const Json rich = to_json(plan_of(rich_facts())), empty = to_json(plan_of(empty_facts()));
    for (const char* key :
         {"generated_at", "plan_version", "model", "version", "cadence", "min_replay_size", "data",
          "validation_trend", "drift", "recommendation", "duration", "resources", "schedule",
          "prerequisites", "success_criteria", "risks", "phases", "emergency"}) {
        BOOST_TEST(rich.contains(key), key);
        BOOST_TEST(empty.contains(key), key);
    }
    BOOST_TEST(rich.at("generated_at") == format_iso_time(kNow));
    BOOST_TEST(rich.at("version") == 7);
    BOOST_TEST(empty.at("version").is_null());
    BOOST_TEST(empty.at("data").at("first").is_null());
    BOOST_TEST(empty.at("schedule").at("stopped") == true);
    BOOST_TEST(empty.at("prerequisites").at(3).at("ok").is_null());
    BOOST_TEST(rich.at("prerequisites").at(3).at("ok") == true);
    BOOST_TEST(empty.at("validation_trend").at("direction") == "unknown");
}

BOOST_AUTO_TEST_CASE(text_from_outside_cannot_break_the_table) {
    PlanFacts facts = rich_facts();
    facts.broker = {CheckState::kNo, "a | b\n# heading <script>"};
    const std::string text = to_markdown(plan_of(facts));
    BOOST_TEST(contains(text, "a \\| b # heading \\<script>"));
    BOOST_TEST(!contains(text, "\n# heading"));
}

BOOST_AUTO_TEST_SUITE_END()
