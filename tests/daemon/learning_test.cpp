// A simulated home is learned by the real daemon with the real plugin: triggered, judged, served,
// restarted, rolled back. The home is simulated, so these are tests of the machinery and no figure
// of them says anything about a real home.
#include "learning_home.hpp"

using namespace hearth;
using test::kModel;
using test::LearningHome;

namespace {

void check_scores(const Json& run) {
    const Json scores = run["metrics"]["scores"];
    for (const char* who :
         {"model", "most_frequent", "markov1", "backoff2", "backoff4", "backoff_online"})
        for (const char* metric : {"top1", "top3", "mrr", "macro_f1", "log_loss", "ece",
                                   "macro_precision", "macro_recall", "weighted_f1"})
            BOOST_TEST(scores[who][metric].is_number(), who << " " << metric);
    BOOST_TEST(run["samples"]["holdout"].get<int>() >= 40);
    std::int64_t support = run["metrics"]["classes"]["model"]["other"]["support"];
    for (const Json& label : run["metrics"]["classes"]["model"]["labels"])
        support += label["support"].get<std::int64_t>();
    BOOST_TEST(support == run["samples"]["holdout"].get<std::int64_t>());
    for (const char* hash : {"data_hash", "config_hash", "code_hash"})
        BOOST_TEST(run[hash].get<std::string>().size() == 64u);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(learning)

BOOST_AUTO_TEST_CASE(a_home_is_learned_judged_and_served,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    LearningHome home;
    home.live_until_samples(250);
    BOOST_TEST(home.runs().empty());
    const auto why = home.daemon.call("why", {{"model", kModel}});
    BOOST_REQUIRE(why.ok());
    BOOST_TEST((*why)["missing"].get<int>() > 0);
    BOOST_TEST((*why)["blockers"][0]["code"] == "missing_samples");
    BOOST_TEST((*why)["filtered"]["automation"].get<int>() >
               0);  // its automations taught it nothing
    BOOST_TEST((*why)["filtered"]["measurement"].get<int>() > 0);

    home.live_until_samples(320);
    const Json first = home.wait_for_run(1);
    BOOST_TEST(first["trigger"] == "threshold");
    BOOST_TEST(first["kind"] == "full");
    check_scores(first);
    const bool accepted = first["decision"] == "accepted";
    BOOST_TEST(home.model()["active_version"].is_null() == !accepted, first["reason"]);

    // Whatever the safeguard said, the same data decides the same way in a dry run, and nothing
    // changes by it.
    const auto refused = home.daemon.call("train", {{"model", kModel}});
    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST((refused.error().code == ErrorCode::kRefused));
    const Json before = home.model()["active_version"];
    BOOST_REQUIRE(
        home.daemon.call("train", {{"model", kModel}, {"force", true}, {"dry_run", true}}).ok());
    const Json dry = home.wait_for_run(2);
    BOOST_TEST(dry["dry_run"] == true);
    BOOST_TEST(dry["trigger"] == "command");
    BOOST_TEST((dry["decision"] == "accepted" || dry["decision"] == "rejected"), dry.dump());
    BOOST_TEST(home.model()["active_version"] == before);

    // It answers, and says whether it is the fallback.
    BOOST_REQUIRE(home.daemon.wait_for(
        [](const Json& status) { return test::model_in(status)["serving"] == true; }));
    const auto prediction = home.daemon.call("predict", {{"model", kModel}, {"top", 3}});
    BOOST_REQUIRE(prediction.ok());
    BOOST_TEST((*prediction)["items"].size() == 3u);
    BOOST_TEST((*prediction)["fallback"] == before.is_null());
}

BOOST_AUTO_TEST_CASE(an_interrupted_training_goes_on_after_the_restart,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    LearningHome home;
    home.live_until_samples(250);
    BOOST_REQUIRE(home.daemon.call("train", {{"model", kModel}, {"force", true}}).ok());
    home.daemon.kill();
    BOOST_REQUIRE(home.daemon.start());
    const Json resumed = home.wait_for_run(2);
    const Json all = home.runs();
    BOOST_TEST(all[1]["state"] == "failed");
    BOOST_TEST(all[1]["reason"].get<std::string>().find("interrupted") != std::string::npos);
    BOOST_TEST(resumed["trigger"] == "command (resumed)");
    BOOST_TEST((resumed["decision"] == "accepted" || resumed["decision"] == "rejected"),
               resumed.dump());
}

BOOST_AUTO_TEST_CASE(a_version_survives_restarts_damage_and_rollback,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    LearningHome home;
    home.live_until_samples(900);
    for (std::size_t runs = home.runs().size();
         home.model()["active_version"].is_null() && runs < 8; ++runs) {
        home.live_until_samples(home.samples_total() + 300);
        home.wait_for_run(runs);
    }
    const Json version = home.model()["active_version"];
    BOOST_REQUIRE_MESSAGE(!version.is_null(), "no version was accepted: " << home.runs().dump());

    // What it learned from is known, and is looked for in what happens now.
    Json drift;
    for (int i = 0;
         i < 100 && (drift = *home.daemon.call("drift", {{"model", kModel}}))["assessed"].is_null();
         ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    BOOST_TEST(drift["version"] == version);
    BOOST_TEST(drift["features"].size() == 6U, drift.dump());
    BOOST_TEST((*home.daemon.call("why", {{"model", kModel}}))["drift"]["state"] == drift["state"]);

    home.daemon.kill();
    BOOST_REQUIRE(home.daemon.start());
    BOOST_TEST(home.model()["active_version"] == version);
    BOOST_REQUIRE(home.daemon.wait_for(
        [](const Json& status) { return test::model_in(status)["serving"] == true; }));
    BOOST_TEST((*home.daemon.call("predict", {{"model", kModel}}))["fallback"] == false);

    const auto nowhere = home.daemon.call("rollback", {{"model", kModel}, {"version", 99}});
    BOOST_TEST((nowhere.error().code == ErrorCode::kNotFound));

    // A damaged file is refused by its hash; the fallback answers and says so.
    home.daemon.terminate();
    const std::string file = home.daemon.data_folder() + "/models/" + kModel + "/" +
                             std::to_string(version.get<int>()) + ".safetensors";
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
    BOOST_REQUIRE(home.daemon.start());
    BOOST_REQUIRE(home.daemon.wait_for(
        [](const Json& status) { return test::model_in(status)["serving"] == true; }));
    BOOST_TEST(home.model()["active_version"] != version);
    const bool fallback = (*home.daemon.call("predict", {{"model", kModel}}))["fallback"];
    BOOST_TEST(fallback == home.model()["active_version"].is_null());
}

BOOST_AUTO_TEST_SUITE_END()
