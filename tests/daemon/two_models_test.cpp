// Two models of different metrics in one daemon: the real one that predicts, and one that only says
// what belongs together (the scripted plugin of the scenarios, as a plugin of other metrics). Each
// has its own counters, threshold and runs; neither is taken for the other.
#include <filesystem>
#include <fstream>

#include "learning_home.hpp"

using namespace hearth;
using namespace std::chrono_literals;
using test::kModel;
using test::LearningHome;
using test::model_in;

namespace {

namespace fs = std::filesystem;

constexpr const char* kRelations = "relations";

constexpr const char* kManifest = R"(
name: relations
version: 1.0.0
abi_version: 1
description: what belongs together
library: librelations.so
samples: { kind: interaction, origins: [user, device, unknown, automation], with: [entities, automations, suggestions] }
threshold: { base: 120, minimum: 50, maximum: 500 }
metrics:
  primary:
    - { name: mrr, direction: higher }
    - { name: auc, direction: higher }
baselines: { names: [type_prior], fallback: type_prior, beat_on: [ { name: auc, direction: higher } ] }
min_holdout: 5
capabilities: [explain]
limits: { train_seconds: 60, memory_mb: 200, niceness: 1 }
)";

constexpr const char* kScript = R"({
"scores": {"model": {"mrr": 0.61, "auc": 0.92}, "type_prior": {"mrr": 0.3, "auc": 0.7}},
"explain": {"synergies": [{"trigger": "binary_sensor.nowhere", "target": "light.nowhere", "score": 0.9,
  "fallback": false, "reasons": []}]}})";

// The installed plugin and the other one, side by side.
struct Plugins {
    Plugins() {
        fs::create_directory_symlink(HEARTH_BINARY_DIR "/plugins/pattern_detection",
                                     folder.file("pattern_detection"));
        fs::create_directories(folder.file(kRelations));
        fs::copy_file(HEARTH_SCRIPTED_PLUGINS "/librelations.so",
                      folder.file("relations/librelations.so"));
        std::ofstream(folder.file("relations/manifest.yaml")) << kManifest;
    }
    test::TemporaryFolder folder;
};

struct TwoModels : Plugins, LearningHome {
    TwoModels() : LearningHome({"plugin_folder=" + folder.path(), "training.max_parallel=2"}) {
        std::ofstream(daemon.data_folder() + "/script.json") << kScript;
    }
    Json relations() { return model_in(call("status"), kRelations); }
    Json call(const std::string& command, const Json& arguments = Json::object()) {
        const auto answer = daemon.call(command, arguments);
        BOOST_REQUIRE_MESSAGE(answer.ok(),
                              command << ": " << (answer.ok() ? "" : answer.error().text));
        return *answer;
    }
    // It may be looking already, since a model has learned anew.
    Json look() {
        auto look = daemon.call("suggest");
        for (int i = 0; i < 600 && !look.ok() && look.error().code == ErrorCode::kConflict; ++i) {
            std::this_thread::sleep_for(100ms);
            look = daemon.call("suggest");
        }
        BOOST_REQUIRE_MESSAGE(look.ok(), (look.ok() ? "" : look.error().text));
        return *look;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(two_models)

BOOST_AUTO_TEST_CASE(they_are_trained_judged_and_asked_side_by_side,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    TwoModels home;
    home.live_until_samples(320);
    const Json own = home.wait_for_run(1, kRelations);
    const Json other = home.wait_for_run(1);
    BOOST_TEST(own["decision"] == "accepted", own.dump());
    BOOST_TEST(own["metrics"]["scores"]["model"]["auc"] == 0.92);
    BOOST_TEST(own["lineage"]["context"]["entities"].get<int>() > 5, own["lineage"].dump());
    BOOST_TEST(other["metrics"]["scores"]["model"]["top1"].is_number());

    const Json relations = home.relations(), model = home.model();
    BOOST_TEST(relations["score"] == 0.61);
    BOOST_TEST(relations["score_metric"] == "mrr");
    BOOST_TEST(model["score_metric"] == "top1");
    BOOST_TEST(relations["live"].is_null());
    BOOST_TEST(relations["watch"].is_null());
    BOOST_TEST(relations["active_version"].is_number());
    BOOST_TEST(relations["threshold"] != model["threshold"]);
    // What automations did is context to the one that asks for it, and counts for neither.
    BOOST_TEST(relations["samples_total"] == model["samples_total"]);
    BOOST_TEST(home.call("why", {{"model", kRelations}})["filtered"]["automation"].get<int>() > 0);

    // Only one of them predicts, and the other is asked what belongs together.
    BOOST_REQUIRE(home.daemon.wait_for(
        [](const Json& status) { return model_in(status)["serving"] == true; }));
    BOOST_TEST(home.call("predict")["model"] == kModel);
    const Json explained = home.call("explain", {{"model", kRelations}});
    BOOST_TEST(explained["synergies"].size() == 1U);
    bool has_entity = false;
    for (const Json& row : explained["context"]) has_entity |= row["row"] == "entity";
    BOOST_TEST(has_entity);
    BOOST_TEST(home.relations()["serving"] == true);
    BOOST_TEST(home.call("explain", {{"model", kModel}}).contains("habits"));
    const Json look = home.look();
    BOOST_TEST(look["synergies"] == 1);
    BOOST_TEST(look["made"].empty());  // neither is there

    const Json version = home.relations()["active_version"];
    home.daemon.kill();
    BOOST_REQUIRE(home.daemon.start());
    BOOST_TEST(home.relations()["active_version"] == version);
    BOOST_TEST(home.call("explain", {{"model", kRelations}}).contains("synergies"));
}

BOOST_AUTO_TEST_SUITE_END()
