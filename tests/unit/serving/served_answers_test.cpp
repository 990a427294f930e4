// A model server with real workers and a model in plain C whose versions answer with their number.
#include "serving/model_server.hpp"

#include "unit/training/loop_fixture.hpp"

using namespace hearth;
using namespace hearth::test;
using namespace std::chrono_literals;

namespace {

struct Scored {
    LiveScore own;
    std::optional<LiveScore> fallback;
};

struct AnswersFixture : LoopFixture {
    AnswersFixture() {
        manifest.serve = true;
        manifest.fallback_after = 1;
        manifest.fallback_beside = true;
        settings.worker.worker_path = HEARTH_BINARY_DIR "/bin/hearth-worker";
        settings.worker.plugin_library = HEARTH_SERVING_TEST_PLUGIN;
        settings.worker.trust_any_owner = true;
        settings.folder = folder.path();
        settings.time_zone = "UTC";
        live_for(1);
    }
    ~AnswersFixture() {
        server.reset();
        loop.restart();
        loop.run_for(10ms);
    }
    template <class Done>
    void run_until(Done done) {
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        while (!done()) {
            BOOST_REQUIRE(std::chrono::steady_clock::now() < deadline);
            loop.restart();
            loop.run_for(2ms);
        }
    }
    void serve(bool with_shadow = false) {
        server.emplace(loop, clock, *store, *versions, manifest, settings,
                       serving::ServerHandlers{
                           [this](const Sample& after, TimeUs, Json prediction) {
                               prediction["after"] = after.id;
                               predictions.push_back(std::move(prediction));
                           },
                           [this](const LiveScore& own, const std::optional<LiveScore>& fallback) {
                               scores.push_back({own, fallback});
                           },
                           [this](const LiveScore&, const LiveScore&) { ++pairs; }});
        server->reload();
        run_until([&] {
            return server->serving() && (!with_shadow || server->shadow_version().has_value());
        });
    }
    // Something happens, and is answered.
    std::int64_t happens(const std::string& label) {
        const std::size_t before = predictions.size();
        const auto samples = live_for(1, label);
        server->observe(samples, clock.wall_us());
        run_until([&] { return predictions.size() > before; });
        return samples.front().id;
    }

    asio::io_context loop;
    Manifest manifest = loop_manifest();
    serving::ServerSettings settings;
    std::optional<serving::ModelServer> server;
    Json predictions = Json::array();
    std::vector<Scored> scores;
    int pairs = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(served_answers, AnswersFixture)

BOOST_AUTO_TEST_CASE(an_answer_names_its_version_and_the_fallback_is_scored_beside_it) {
    activate();
    serve();
    happens("light.any=on");
    BOOST_TEST(predictions[0]["version"] == 1);
    BOOST_TEST(predictions[0]["items"][0]["label"] == "light.v1=on");
    BOOST_TEST(!predictions[0].contains("beside"));
    BOOST_TEST(!predictions[0].contains("canary"));
    const auto first = happens("light.v1=on");
    happens("light.v0=on");
    BOOST_REQUIRE(scores.size() == 2U);
    BOOST_REQUIRE((scores[0].fallback && scores[1].fallback));
    BOOST_TEST(scores[0].own.version == 1);
    BOOST_TEST(scores[0].fallback->version == 0);
    BOOST_TEST(scores[0].own.sample_id == first);
    BOOST_TEST(scores[0].fallback->sample_id == first);
    BOOST_TEST((scores[0].own.top1 == 1 && scores[0].fallback->top1 == 0));
    BOOST_TEST((scores[1].own.top1 == 0 && scores[1].fallback->top1 == 1));
}

BOOST_AUTO_TEST_CASE(without_a_version_nothing_is_beside_the_fallback) {
    serve();
    happens("light.any=on");
    happens("light.v0=on");
    BOOST_TEST(predictions[0]["version"].is_null());
    BOOST_REQUIRE(scores.size() == 1U);
    BOOST_TEST((scores[0].own.version == 0 && scores[0].own.top1 == 1));
    BOOST_TEST(!scores[0].fallback.has_value());
}

BOOST_AUTO_TEST_CASE(a_plugin_that_cannot_tell_both_is_not_asked) {
    manifest.fallback_beside = false;
    activate();
    serve();
    happens("light.any=on");
    happens("light.v1=on");
    BOOST_REQUIRE(scores.size() == 1U);
    BOOST_TEST(!scores[0].fallback.has_value());
}

BOOST_AUTO_TEST_CASE(by_default_nobody_sees_the_version_in_shadow) {
    activate();
    shadow();
    serve(true);
    for (int i = 0; i < 30; ++i) happens("light.v1=on");
    for (const Json& prediction : predictions) {
        BOOST_TEST(prediction["version"] == 1);
        BOOST_TEST(!prediction.contains("canary"));
    }
    run_until([&] { return pairs == 29; });
}

BOOST_AUTO_TEST_CASE(a_canary_answers_its_share_and_both_are_scored_on_everything) {
    settings.canary_fraction = .5;
    activate();
    shadow();
    serve(true);
    int canaries = 0;
    for (int i = 0; i < 60; ++i) happens("light.v1=on");
    for (const Json& prediction : predictions) {
        const bool canary = serving::is_canary(2, prediction["after"], .5);
        BOOST_TEST(prediction["version"] == (canary ? 2 : 1));
        BOOST_TEST(prediction.value("canary", false) == canary);
        canaries += canary ? 1 : 0;
    }
    BOOST_TEST((canaries > 15 && canaries < 45));
    run_until([&] { return pairs == 59; });
    BOOST_TEST(scores.size() == 59U);
    for (const Scored& score : scores) BOOST_TEST((score.own.version == 1 && score.fallback));
}

BOOST_AUTO_TEST_CASE(a_canary_that_fails_is_stood_in_for) {
    settings.canary_fraction = .5;
    activate();
    shadow();
    serve(true);
    int stood_in = 0;
    for (int i = 0; i < 20; ++i) stood_in += serving::is_canary(2, happens("light.deaf=on"), .5);
    for (const Json& prediction : predictions) BOOST_TEST(prediction["version"] == 1);
    BOOST_TEST(stood_in > 3);
}

BOOST_AUTO_TEST_SUITE_END()
