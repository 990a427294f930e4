// Which version answers, with a program in the place of the worker that knows no weights.
#include "serving/model_server.hpp"

#include "../training/runs_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

// Answers as a worker whose plugin has new features does: the fallback serves, weights do not load.
constexpr const char* kNewerPlugin =
    R"sh(frame() { printf "\000\000\000\\$(printf %03o ${#1})%s" "$1" >&3; }
case "$(dd bs=65536 count=1 <&3 2>/dev/null | tr -d '\000')" in
*'"weights":null'*) frame '{"op":"ready","status":"ok","fallback":true}' ;;
*) frame '{"op":"ready","status":"bad_weights","error":"feature schema 1, not 2: train again"}' ;;
esac
exec dd bs=65536 <&3 >/dev/null 2>&1)sh";

struct ServerFixture : RunsFixture {
    ServerFixture() {
        model.manifest.serve = true;
        live_and_count(model.manifest.fallback_after + 1);
        serving::ServerSettings options;
        options.worker.worker_path = worker("newer", kNewerPlugin);
        options.folder = folder.path();
        options.time_zone = "UTC";
        server.emplace(*loop, clock, *store, *versions, model.manifest, std::move(options),
                       serving::ServerHandlers());
    }
    ~ServerFixture() { server->stop(); }
    std::optional<serving::ModelServer> server;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(model_server, ServerFixture)

BOOST_AUTO_TEST_CASE(a_version_with_the_features_of_an_older_plugin_makes_room_for_the_fallback) {
    const std::int64_t version = activate();
    server->reload();
    BOOST_TEST(wait_until([&] { return server->serving(); }));
    BOOST_TEST(!server->version().has_value());
    BOOST_TEST(!active().has_value());
    BOOST_TEST(state_of(version) == "damaged");
}

BOOST_AUTO_TEST_CASE(such_a_version_in_shadow_is_put_aside_too) {
    server->reload();
    BOOST_REQUIRE(wait_until([&] { return server->serving(); }));
    const std::int64_t version = shadow();
    server->reload();
    BOOST_TEST(wait_until([&] { return state_of(version) == "damaged"; }));
    BOOST_TEST(server->serving());
}

BOOST_AUTO_TEST_SUITE_END()
