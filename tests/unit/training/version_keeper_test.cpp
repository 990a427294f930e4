// What is kept of an accepted candidate.
#include "loop_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct VersionFixture : LoopFixture {
    // Keeps a candidate with that worker result (its weights are added) and reads it back.
    ModelVersion kept(Json result) {
        const std::string job = folder.file("job");
        std::filesystem::create_directories(job);
        std::ofstream(job + "/weights.safetensors") << "weights";
        result["weights"] = {{"file", "weights.safetensors"},
                             {"sha256", take(sha256_of_file(job + "/weights.safetensors"))}};
        Run run;
        run.id = "run1";
        run.model = kModelName;
        const ModelVersion made = take(versions->keep_candidate(run, result, job, 7));
        const auto stored = take(store->versions().get(kModelName, made.version));
        BOOST_REQUIRE(stored.has_value());
        return *stored;
    }
    Json scores = {{"model", {{"top1", .6}}}, {"incumbent", {{"top1", .5}}}};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(version_keeper, VersionFixture)

BOOST_AUTO_TEST_CASE(a_version_has_the_scores_and_its_own_tables_of_labels) {
    const Json own = {{"labels", {{{"label", "light.a=on"}, {"support", 12}}}}};
    const Json other = {{"labels", {{{"label", "light.b=on"}, {"support", 3}}}}};
    const ModelVersion version =
        kept({{"scores", scores}, {"classes", {{"model", own}, {"incumbent", other}}}});
    BOOST_TEST(version.metrics["model"]["top1"] == .6);
    BOOST_TEST(version.metrics["classes"] == own);
}

BOOST_AUTO_TEST_CASE(a_result_without_tables_of_labels_is_kept_without) {
    for (const Json& result :
         {Json{{"scores", scores}}, Json{{"scores", scores}, {"classes", 7}},
          Json{{"scores", scores}, {"classes", {{"incumbent", Json::object()}}}}}) {
        const ModelVersion version = kept(result);
        BOOST_TEST(version.metrics["model"]["top1"] == .6);
        BOOST_TEST(!version.metrics.contains("classes"));
    }
}

BOOST_AUTO_TEST_CASE(a_rollback_to_a_deleted_one_says_that_it_is_gone) {
    const std::int64_t old = activate();
    activate();
    must(store->versions().mark(kModelName, old, "deleted"));
    const auto back = versions->rollback(kModelName, old);
    BOOST_REQUIRE(!back.ok());
    BOOST_TEST((back.error().code == ErrorCode::kConflict));
    BOOST_TEST(back.error().text.find("version 1 of habits was deleted") == 0U, back.error().text);
}

BOOST_AUTO_TEST_SUITE_END()
