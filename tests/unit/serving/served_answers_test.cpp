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

BOOST_AUTO_TEST_CASE(what_nothing_live_can_judge_is_neither_scored_nor_run_in_shadow) {
    manifest.live_judging = false;
    activate();
    shadow();
    serve();
    for (int i = 0; i < 3; ++i) happens("light.v1=on");
    BOOST_TEST(scores.empty());
    BOOST_TEST(pairs == 0);
    BOOST_TEST(!server->shadow_version().has_value());
}

// ---- a model that only explains -----------------------------------------------------------------

struct ExplainFixture : AnswersFixture {
    ExplainFixture() {
        manifest.serve = false;
        manifest.explain = true;
        settings.idle = std::chrono::seconds(3600);
    }
    void open() {
        server.emplace(loop, clock, *store, *versions, manifest, settings,
                       serving::ServerHandlers());
        server->reload();
    }
    Result<Json> explained() {
        std::optional<Result<Json>> out;
        server->explain(Json::object(), [&](Result<Json> reply) { out = std::move(reply); });
        run_until([&] { return out.has_value(); });
        return *out;
    }
};

BOOST_FIXTURE_TEST_CASE(its_worker_is_started_by_a_question_and_ends_when_nobody_asks,
                        ExplainFixture) {
    settings.idle = std::chrono::seconds(0);
    open();
    server->observe(live_for(1), clock.wall_us());
    BOOST_TEST(!server->busy());
    BOOST_TEST(!server->serving());
    BOOST_TEST(take(explained())["version"] == 0);
    run_until([&] { return !server->serving(); });
    BOOST_TEST(server->resident_bytes() == 0);
    activate();
    server->reload();  // nobody asks: nothing is loaded
    BOOST_TEST(!server->busy());
    BOOST_TEST(take(explained())["version"] == 1);
}

BOOST_FIXTURE_TEST_CASE(it_knows_what_happened_and_which_version_is_active, ExplainFixture) {
    activate();
    open();
    BOOST_TEST(take(explained())["observed"] == 0);
    server->observe(live_for(3), clock.wall_us());
    BOOST_TEST(take(explained())["observed"] == 3);
    activate();
    server->reload();
    BOOST_TEST(take(explained())["version"] == 2);
}

BOOST_FIXTURE_TEST_CASE(questions_that_come_while_it_starts_are_all_answered, ExplainFixture) {
    open();
    int answered = 0;
    for (int i = 0; i < 5; ++i)
        server->explain(Json::object(), [&](const Result<Json>& reply) { answered += reply.ok(); });
    run_until([&] { return answered == 5; });
    std::optional<Result<Json>> prediction;
    server->predict(3, [&](Result<Json> reply) { prediction = std::move(reply); });
    BOOST_REQUIRE(prediction.has_value());
    BOOST_TEST((code_of_failure(*prediction) == ErrorCode::kInvalid));
}

BOOST_FIXTURE_TEST_CASE(a_worker_that_does_not_start_is_said_to_who_asked, ExplainFixture) {
    settings.worker.plugin_library = "/nowhere.so";
    open();
    BOOST_TEST((code_of_failure(explained()) == ErrorCode::kUnavailable));
    manifest.fallback_after = 1000;
    open();
    BOOST_TEST((code_of_failure(explained()) == ErrorCode::kUnavailable));
}

// What a home has, in a test's hand.
struct ToldHome final : training::ContextSource {
    explicit ToldHome(asio::io_context& on) : loop(on) {}
    void read(const std::vector<std::string>&, OnRows on_rows) override {
        asio::post(loop, [on_rows = std::move(on_rows), now = rows] { on_rows(now); });
    }
    asio::io_context& loop;
    training::ContextRows rows;
};

BOOST_FIXTURE_TEST_CASE(what_the_home_has_now_is_told_before_each_answer, ExplainFixture) {
    const auto home = std::make_shared<ToldHome>(loop);
    home->rows = {{"entities", 1, "light.a", R"({"row":"entity"})"}};
    settings.context = home;
    manifest.samples.with = {"entities"};
    open();
    BOOST_TEST(take(explained())["observed"] == 0);
    home->rows.push_back({"entities", 2, "light.b", R"({"row":"entity"})"});
    home->rows[0].features = R"({"row":"entity","area":"Hall"})";
    BOOST_TEST(take(explained())["observed"] == 2);
    BOOST_TEST(take(explained())["observed"] == 2);
    home->rows.pop_back();  // no row says that something is gone: it begins anew
    BOOST_TEST(take(explained())["observed"] == 0);
}

BOOST_AUTO_TEST_SUITE_END()
