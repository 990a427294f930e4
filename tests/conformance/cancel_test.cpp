// Stopping a training, and going on with one that was interrupted.
#include <chrono>
#include <filesystem>
#include <thread>

#include "test_case.hpp"
#include "worker_process.hpp"

using namespace hearth;
using namespace hearth::conformance;

namespace {

// Enough rows that the training takes a while.
std::vector<Json> many_rows() { return make_habits({150, 7, 0.1}); }

bool has_checkpoint(const std::string& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename();
        if (name.starts_with("checkpoint") && name.ends_with(".safetensors")) return true;
    }
    return false;
}

bool wait_for_checkpoint(const std::string& folder) {
    for (int i = 0; i < 6000; ++i) {
        if (has_checkpoint(folder)) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stopping)

CONFORMANCE_CASE(a_cancelled_training_stops_at_once_and_leaves_no_weights) {
    const std::string dataset = bench.dataset(many_rows());
    RecordingHost patient;
    const Trained whole = bench.train(bench.request(dataset), patient);
    REQUIRE_STATUS(whole.answer, HEARTH_OK);
    BOOST_TEST(patient.questions >= 10);
    for (const std::size_t at :
         {std::size_t{1}, patient.questions / 2, patient.questions * 9 / 10}) {
        BOOST_TEST_CONTEXT("cancelled at question " << at << " of " << patient.questions) {
            RecordingHost host;
            host.cancel_at_question = at;
            const Trained trained = bench.train(bench.request(dataset), host);
            const auto stopped = std::chrono::steady_clock::now();
            CHECK_STATUS(trained.answer, HEARTH_CANCELLED);
            BOOST_TEST(!trained.has_weights());
            BOOST_TEST((stopped - host.cancelled_at < std::chrono::seconds(2)));
        }
    }
}

CONFORMANCE_CASE(progress_is_told_and_never_goes_back) {
    RecordingHost host;
    const Trained trained = bench.train(bench.request(bench.dataset(make_habits())), host);
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    BOOST_TEST(!host.progress.empty());
    double last = 0;
    bool has_fit = false;
    for (const Json& progress : host.progress) {
        const std::string phase = progress["phase"];
        BOOST_TEST((phase == "featurize" || phase == "fit" || phase == "evaluate"));
        if (phase != "fit") continue;
        has_fit = true;
        const double fraction = progress["fraction"];
        BOOST_TEST((fraction >= last && fraction <= 1),
                   "fraction " << fraction << " after " << last);
        last = fraction;
    }
    BOOST_TEST(has_fit);
}

CONFORMANCE_CASE(a_worker_obeys_cancel) {
    WorkerProcess worker(plugin.library);
    BOOST_REQUIRE(worker.wait_for("hello"));
    Json request = bench.request(bench.dataset(many_rows()));
    request["checkpoint_every_s"] = 0;  // makes every batch slow
    worker.send({{"op", "train"}, {"request", request}});
    BOOST_REQUIRE(wait_for_checkpoint(request["output"]));
    worker.send({{"op", "cancel"}});
    const auto asked = std::chrono::steady_clock::now();
    const auto result = worker.wait_for("result");
    BOOST_REQUIRE(result);
    BOOST_TEST((std::chrono::steady_clock::now() - asked < std::chrono::seconds(2)));
    BOOST_TEST((*result)["status"] == "cancelled");
    BOOST_TEST(
        !std::filesystem::exists(request["output"].get<std::string>() + "/weights.safetensors"));
    BOOST_TEST(worker.wait_exit() == 0);
}

CONFORMANCE_CASE(a_killed_training_goes_on_and_ends_with_the_same_bytes) {
    const std::string dataset = bench.dataset(many_rows());
    Json request = bench.request(dataset);
    std::string expected;
    {
        WorkerProcess undisturbed(plugin.library);
        undisturbed.send({{"op", "train"}, {"request", request}});
        const auto result = undisturbed.wait_for("result");
        BOOST_REQUIRE(result);
        BOOST_REQUIRE_MESSAGE((*result)["status"] == "ok", result->dump());
        expected = (*result)["result"]["weights"]["sha256"];
    }
    request["output"] = bench.new_folder();
    request["checkpoint_every_s"] = 0;
    {
        WorkerProcess victim(plugin.library);
        victim.send({{"op", "train"}, {"request", request}});
        BOOST_REQUIRE(wait_for_checkpoint(request["output"]));
        victim.kill();
        BOOST_TEST(victim.wait_exit() == 128 + 9);
    }
    BOOST_REQUIRE(has_checkpoint(request["output"]));
    request["checkpoint_every_s"] = 10;
    WorkerProcess heir(plugin.library);
    heir.send({{"op", "train"}, {"request", request}});
    const auto result = heir.wait_for("result");
    BOOST_REQUIRE(result);
    BOOST_REQUIRE_MESSAGE((*result)["status"] == "ok", result->dump());
    bool resumed = false;
    for (const Json& message : heir.passed)
        resumed = resumed || message.value("text", "").find("resumed") != std::string::npos;
    BOOST_TEST(resumed, "no log line says that the training was resumed");
    BOOST_TEST((*result)["result"]["weights"]["sha256"] == expected);
    BOOST_TEST(!has_checkpoint(request["output"]));
}

BOOST_AUTO_TEST_SUITE_END()
