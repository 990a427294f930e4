#include "learning/retraining_plan.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <ostream>
#include <stdexcept>

#include "core/iso_time.hpp"

using namespace hearth;
using namespace hearth::learning;

namespace hearth::learning {
std::ostream& operator<<(std::ostream& out, TrendDirection it) { return out << to_string(it); }
std::ostream& operator<<(std::ostream& out, Urgency it) { return out << to_string(it); }
std::ostream& operator<<(std::ostream& out, CheckState it) { return out << static_cast<int>(it); }
}  // namespace hearth::learning

namespace {

constexpr TimeUs kNow = 1'741'521'600 * kMicrosPerSecond;  // 2025-03-09 12:00 UTC, a Sunday

Manifest policy() {
    Manifest out;
    out.name = "pattern";
    out.primary_metrics = {{"top1", Direction::kHigher, 0.01}};
    out.baselines = {{"most_frequent", "markov1"}, "markov1", {{"log_loss", Direction::kLower, 0}}};
    out.min_holdout = 40;
    out.full_every = 4;
    out.incremental = true;
    out.limits = {900, 600, 10};
    return out;
}

PlanFacts empty_facts() {
    PlanFacts out;
    out.now_us = kNow;
    out.policy = policy();
    out.samples.needed = 200;
    out.threshold = {200, 50};
    for (int week = 1; week <= 6; ++week)
        out.next_slots.push_back(kNow + week * 7 * kMicrosPerDay - 9 * 3'600 * kMicrosPerSecond);
    return out;
}

PlanFacts young_facts() {
    PlanFacts out = empty_facts();
    out.samples.total = 120;
    out.samples.accepted = out.samples.distinct = out.samples.fresh = 80;
    out.samples.dropped = {{"automation", 40}};
    out.samples.by_source = {{"live", 80}};
    out.samples.first_us = kNow - 8 * kMicrosPerDay;
    out.samples.last_us = kNow;
    out.samples.per_day = 10;
    return out;
}

PastRun run(RunKind kind, double seconds, const std::string& decision, double top1,
            double incumbent) {
    PastRun out;
    out.kind = kind;
    out.started_us = kNow - kMicrosPerDay;
    out.finished_us = out.started_us + static_cast<TimeUs>(seconds * kMicrosPerSecond);
    out.decision = decision;
    out.samples_holdout = 100;
    out.candidate = {{"top1", top1}, {"log_loss", 1.0}};
    out.incumbent = Scores{{"top1", incumbent}};
    out.baselines = {{"most_frequent", {{"log_loss", 2}}}, {"markov1", {{"log_loss", 1.5}}}};
    out.peak_rss_bytes = 300'000'000;
    return out;
}

QualityReport good_quality() {
    QualityReport out;
    out.rows = 3'000;
    out.labels = 24;
    out.top_label_share = 0.2;
    out.sources = {{"live", 3'000}};
    out.verdict.usable = true;
    return out;
}

PlanFacts rich_facts() {
    PlanFacts out = young_facts();
    out.samples.total = 4'000;
    out.samples.accepted = out.samples.distinct = 3'000;
    out.samples.fresh = 60;
    out.samples.first_us = kNow - 120 * kMicrosPerDay;
    out.samples.per_day = 25;
    out.active_version = 7;
    out.previous_version = 6;
    out.since_full = 1;
    out.runs = {run(RunKind::kIncremental, 12, "accepted", .60, .58),
                run(RunKind::kFull, 100, "accepted", .58, .57),
                run(RunKind::kIncremental, 14, "rejected", .50, .57),
                run(RunKind::kFull, 300, "accepted", .57, .55),
                run(RunKind::kFull, 120, "accepted", .55, .55)};
    out.live.metric = {"top1", Direction::kHigher, 0.01};
    for (const double value : {.60, .61, .60, .605})
        out.live.points.push_back({kNow, value, 200, value - .05, value + .05});
    out.drift = {DriftLevel::kStable, {{"hour", 0.04}}, ""};
    out.quality = good_quality();
    out.free_disk_bytes = 5'000'000'000;
    out.disk_needed_bytes = 50'000'000;
    out.free_memory_bytes = 900'000'000;
    for (CheckFacts* check : {&out.plugin_loads, &out.activation, &out.previous_verifies,
                              &out.broker, &out.notification})
        *check = {CheckState::kYes, "tried just now"};
    return out;
}

Plan plan_of(const PlanFacts& facts) { return make_plan(facts, {"pattern", Cadence::kWeekly, 0}); }

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string risk_codes(const Plan& plan) {
    std::string out;
    for (const auto& risk : plan.risks) out += (out.empty() ? "" : " ") + risk.code;
    return out;
}

const PlanCheck& check(const Plan& plan, const std::string& code) {
    for (const PlanCheck& each : plan.prerequisites)
        if (each.code == code) return each;
    throw std::runtime_error("no prerequisite " + code);
}

std::string kinds(const Plan& plan) {
    std::string out;
    for (const Cycle& cycle : plan.schedule.cycles)
        out += cycle.state == Cycle::State::kSkipped   ? '-'
               : cycle.state == Cycle::State::kUnknown ? '?'
               : cycle.kind == RunKind::kFull          ? 'F'
                                                       : 'i';
    return out;
}

void live(PlanFacts& facts, std::initializer_list<double> values, double half_interval) {
    facts.live.points.clear();
    for (const double value : values)
        facts.live.points.push_back(
            {kNow, value, 200, value - half_interval, value + half_interval});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(retraining_plan)

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
