#include <boost/test/unit_test.hpp>

#include "cli/drift_text.hpp"
#include "cli/evaluation_text.hpp"
#include "cli/json_text.hpp"
#include "cli/status_text.hpp"

using namespace hearth;
using namespace hearth::cli;

namespace {

const Style kNoColour(false);

const Json kModel = {{"name", "pattern_detection"},
                     {"state", "active"},
                     {"active_version", 1203},
                     {"score", 0.6412},
                     {"samples_new", 153},
                     {"threshold", 200},
                     {"reason", "it beats every baseline"}};

const Json kScores = {{"markov1", {{"top1", 0.25}, {"ece", 0.11}}},
                      {"model", {{"top1", 0.6}, {"mrr", 0.725}, {"ece", nullptr}}},
                      {"incumbent", {{"top1", 0.55}, {"mrr", 0.7}}},
                      {"most_frequent", Json::object()}};

}  // namespace

BOOST_AUTO_TEST_SUITE(status_output)

BOOST_AUTO_TEST_CASE(status_is_told_at_a_glance) {
    const Json status = {{"version", "0.1.0"},
                         {"uptime_s", 7805},
                         {"mqtt",
                          {{"connected", true},
                           {"broker", "tcp://127.0.0.1:1883"},
                           {"since", "2025-03-09T14:05:07.5+00:00"}}},
                         {"events",
                          {{"received", 19612},
                           {"stored", 2822},
                           {"duplicate", 12},
                           {"quarantined", 0},
                           {"queue", 3}}},
                         {"memory", {{"rss_bytes", 10905190}}},
                         {"database", {{"path", "/var/lib/hearth"}, {"bytes", 3355443}}},
                         {"models", Json::array({kModel})}};
    BOOST_TEST(
        status_text(status, kNoColour) ==
        "Hearth 0.1.0, up 2 h 10 min\n"
        "MQTT      connected to tcp://127.0.0.1:1883 since 2025-03-09 14:05:07 UTC\n"
        "Events    19,612 received, 2,822 stored, 12 duplicates, 0 quarantined, 3 waiting\n"
        "Memory    10.4 MB\n"
        "Database  /var/lib/hearth, 3.2 MB\n"
        "\n"
        "Model              State   Version   Score  Live  Fallback  New samples  Reason\n"
        "pattern_detection  active     1203  0.6412     -         -    153 / 200  it beats every "
        "baseline\n");
}

BOOST_AUTO_TEST_CASE(a_score_says_of_which_metric_it_is_and_no_live_score_is_none) {
    Json relations = kModel;
    relations["name"] = "relations";
    relations["score_metric"] = "auc";
    relations["live"] = nullptr;
    const std::string both = models_text(Json::array({kModel, relations}), kNoColour);
    BOOST_TEST(both.find("0.6412 auc     -         -") != std::string::npos, both);
    relations["score"] = nullptr;
    BOOST_TEST(models_text(Json::array({relations}), kNoColour).find("auc") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(live_scores_stand_side_by_side_on_the_same_events) {
    Json model = kModel;
    model["live"] = {
        {"events", 90},
        {"mrr", 0.7},
        {"same_events",
         {{"events", 80}, {"active", {{"mrr", 0.61}}}, {"fallback", {{"mrr", 0.52}}}}}};
    const std::string both = models_text(Json::array({model}), kNoColour);
    BOOST_TEST(both.find("0.6412  0.6100    0.5200") != std::string::npos, both);
    // Never scored together: each only where it answers.
    model["live"]["same_events"] = nullptr;
    const std::string alone = models_text(Json::array({model}), kNoColour);
    BOOST_TEST(alone.find("0.6412  0.7000         -") != std::string::npos, alone);
    model["active_version"] = nullptr;
    const std::string fallback = models_text(Json::array({model}), kNoColour);
    BOOST_TEST(fallback.find("0.6412     -    0.7000") != std::string::npos, fallback);
}

BOOST_AUTO_TEST_CASE(a_pinned_version_is_shown_beside_the_active_one) {
    const auto version_of = [](const Json& pinned) {
        Json model = kModel;
        model["pinned_version"] = pinned;
        const std::string text = models_text(Json::array({model}), kNoColour);
        const auto at = text.rfind("1203");
        return text.substr(at, text.find("  0.6412") - at);
    };
    BOOST_TEST(version_of(Json()) == "1203");
    BOOST_TEST(version_of(1203) == "1203 (pinned)");
    BOOST_TEST(version_of(7) == "1203 (7 pinned)");
}

BOOST_AUTO_TEST_CASE(a_simulated_home_and_trouble_are_said) {
    const std::string text = status_text(
        {{"simulated", true},
         {"trouble", "messages cannot be stored"},
         {"mqtt", {{"connected", false}, {"broker", "tcp://b:1883"}, {"last_error", "refused"}}}},
        kNoColour);
    BOOST_TEST(text.find("simulated home") != std::string::npos);
    BOOST_TEST(text.find("NOT connected to tcp://b:1883: refused\n") != std::string::npos);
    BOOST_TEST(text.find("Trouble   messages cannot be stored\n") != std::string::npos);
    BOOST_TEST(text.find("No models") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_the_broker_forbids_stands_out) {
    const std::string text = status_text({{"mqtt",
                                           {{"connected", true},
                                            {"broker", "tcp://b:1883"},
                                            {"last_error", "the broker refuses ha/events"},
                                            {"trouble", "its status does not come back"}}}},
                                         kNoColour);
    BOOST_TEST(text.find("connected to tcp://b:1883: the broker refuses ha/events\n") !=
               std::string::npos);
    BOOST_TEST(text.find("Broker    its status does not come back\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(feedback_is_counted_where_there_is_some) {
    const auto shown = [](const Json& feedback) {
        return samples_text({{"model", "m"}, {"feedback", feedback}}, kNoColour);
    };
    BOOST_TEST(shown({{"undone", 3}, {"up", 1}}).find("Feedback     3 undone, 1 up\n") !=
               std::string::npos);
    for (const Json& none : {Json(), Json::object(), Json(3), Json{{"up", "x"}}})
        BOOST_TEST(shown(none).find("Feedback") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(odd_shapes_do_not_harm) {
    for (const Json& odd : {Json(), Json(1), Json("x"), Json::array(), Json::object(),
                            Json{{"models", 1}, {"mqtt", "x"}, {"events", Json::array()}},
                            Json{{"scores", {{"model", 1}}}, {"classes", {{"model", "x"}}}},
                            Json{{"classes", {{"model", {{"labels", {1, "x"}}, {"other", 7}}}}}}}) {
        BOOST_TEST(!status_text(odd, kNoColour).empty());
        BOOST_TEST(!why_text(odd, kNoColour).empty());
        BOOST_TEST(!drift_text(odd, kNoColour).empty());
        BOOST_TEST(!runs_text(odd, kNoColour).empty());
        BOOST_TEST(!samples_text(odd, kNoColour).empty());
        BOOST_TEST(!prediction_text(odd, kNoColour).empty());
        BOOST_TEST(!verdict_text(odd, kNoColour).empty());
        BOOST_TEST(!evaluation_text(odd, true, kNoColour).empty());
        BOOST_TEST(!json_text(odd, kNoColour).empty());
    }
}

BOOST_AUTO_TEST_CASE(why_names_what_stands_in_the_way) {
    const Json why = {
        {"model", "pattern_detection"},
        {"state", "waiting"},
        {"samples_new", 153},
        {"threshold", 200},
        {"missing", 47},
        {"filtered", {{"automation", 134}, {"same_state", 1070}}},
        {"filtered_words", {{"automation", "an automation did it"}}},
        {"last_decision", "it does not beat simple counting"},
        {"drift", {{"state", "stable"}, {"text", "6 features compared, none has changed."}}},
        {"blockers", Json::array({{{"code", "cool_down"}, {"text", "the last run was just now"}},
                                  {{"code", "missing_samples"}, {"text", "47 are missing"}}})},
        {"next", {{"trigger", "time"}, {"at", "2025-03-09T14:05:07+00:00"}}}};
    BOOST_TEST(why_text(why, kNoColour) ==
               "pattern_detection: waiting\n"
               "New samples  153 / 200, 47 missing\n"
               "Not training because\n"
               "  ✗ the last run was just now (cool_down)\n"
               "  ✗ 47 are missing (missing_samples)\n"
               "Last said of it  it does not beat simple counting\n"
               "Drift        6 features compared, none has changed.\n"
               "Changes that became no sample\n"
               "    134  an automation did it\n"
               "  1,070  same state\n"
               "Next  by time at 2025-03-09 14:05:07 UTC\n");
    const std::string ready = why_text({{"model", "m"}, {"blockers", Json::array()}}, kNoColour);
    BOOST_TEST(ready.find("Nothing stands in the way") != std::string::npos);
    BOOST_TEST(ready.find("Approval") == std::string::npos);
    const std::string waits = why_text(
        {{"model", "m"}, {"approval", {{"text", "version 7 waits"}, {"summary", "top1 0.8"}}}},
        kNoColour);
    BOOST_TEST(waits.find("Approval     version 7 waits\n             top1 0.8\n") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(runs_are_a_table) {
    const Json runs = Json::array({{{"id", "01B"},
                                    {"model", "pattern_detection"},
                                    {"trigger", "threshold"},
                                    {"kind", "incremental"},
                                    {"state", "running"},
                                    {"started", "2025-03-09T14:05:07+00:00"},
                                    {"seconds", 0.0},
                                    {"samples", {{"train", 0}, {"holdout", 0}, {"replay", 0}}},
                                    {"decision", ""},
                                    {"reason", ""}},
                                   {{"id", "01A"},
                                    {"model", "pattern_detection"},
                                    {"trigger", "command"},
                                    {"kind", "full"},
                                    {"state", "finished"},
                                    {"started", "2025-03-08T14:05:07+00:00"},
                                    {"seconds", 3.91},
                                    {"samples", {{"train", 1600}, {"holdout", 400}, {"replay", 0}}},
                                    {"decision", "accepted"},
                                    {"reason", "the first model"}}});
    BOOST_TEST(
        runs_text(runs, kNoColour) ==
        "Started (UTC)        Model              Kind         Trigger     Time  Train  Hold-out  "
        "Replay  Decision  Run  Reason\n"
        "2025-03-09 14:05:07  pattern_detection  incremental  threshold  0.0 s      0         0  "
        "     0  running   01B\n"
        "2025-03-08 14:05:07  pattern_detection  full         command    3.9 s  1,600       400  "
        "     0  accepted  01A  the first model\n");
    BOOST_TEST(runs_text(Json::array(), kNoColour) == "No runs yet.\n");
}

BOOST_AUTO_TEST_CASE(a_verdict_has_the_scores_side_by_side) {
    const Json run = {{"decision", "accepted"},
                      {"reason", "better by 0.05"},
                      {"version", 4},
                      {"metrics", {{"scores", kScores}, {"rows", {{"holdout", 40}}}}}};
    BOOST_TEST(verdict_text(run, kNoColour) ==
               "accepted: better by 0.05\n"
               "Version 4 is active.\n"
               "Scores on the same 40 hold-out rows:\n"
               "               top1     mrr     ece\n"
               "  candidate  0.6000  0.7250       -\n"
               "  incumbent  0.5500  0.7000       -\n"
               "  markov1    0.2500       -  0.1100\n");
    Json dry = run;
    dry["dry_run"] = true;
    BOOST_TEST(verdict_text(dry, kNoColour).find("dry run") != std::string::npos);
    Json asked = run;
    asked["metrics"]["rows"]["questions"] = 15;
    BOOST_TEST(verdict_text(asked, kNoColour).find("Scores on the same 15 questions:\n") !=
               std::string::npos);
    BOOST_TEST(verdict_text(dry, kNoColour).find("is active") == std::string::npos);
    BOOST_TEST(verdict_text({{"decision", "failed"}, {"reason", "killed"}}, kNoColour) ==
               "failed: killed\n");
}

BOOST_AUTO_TEST_CASE(predictions_say_when_they_are_only_a_fallback) {
    const Json prediction = {
        {"model", "pattern_detection"},
        {"time", "2025-03-09T14:05:07.25+00:00"},
        {"fallback", true},
        {"method", "backoff2"},
        {"latency_us", 2100},
        {"items", Json::array({{{"label", "light.kitchen=on"}, {"probability", 0.634}},
                               {{"label", "light.\x1b[2Jhall=on"}, {"probability", 0.1}}})}};
    BOOST_TEST(prediction_text(prediction, kNoColour) ==
               "pattern_detection after 2025-03-09 14:05:07 UTC, fallback (backoff2), 2.1000 ms\n"
               "  Next               Probability\n"
               "  light.kitchen=on          63 %\n"
               "  light.?[2Jhall=on         10 %\n");
}

BOOST_AUTO_TEST_CASE(any_json_becomes_text) {
    const Json value = {{"model", "m"},
                        {"count", 12345},
                        {"tags", Json::array({"a", "b"})},
                        {"none", Json::array()},
                        {"inner", {{"some_key", true}}},
                        {"rows", Json::array({{{"label", "x"}, {"n", 1}}, {{"n", 10}}})}};
    BOOST_TEST(json_text(value, kNoColour) ==
               "count  12,345\n"
               "model  m\n"
               "none   none\n"
               "tags   a, b\n"
               "inner\n"
               "  some key  yes\n"
               "rows\n"
               "  label   n\n"
               "  x       1\n"
               "         10\n");
}

BOOST_AUTO_TEST_SUITE_END()
