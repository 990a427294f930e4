// The plugin in a worker process: memory, files, and the whole conversation.
#include <sys/stat.h>

#include <filesystem>

#include "core/sanitized.hpp"
#include "test_case.hpp"
#include "worker_process.hpp"

using namespace hearth;
using namespace hearth::conformance;

namespace {
constexpr std::int64_t kMegabyte = 1024 * 1024;
}

BOOST_AUTO_TEST_SUITE(process)

CONFORMANCE_CASE(stays_within_its_memory_and_writes_only_into_its_output) {
    const std::string dataset = bench.dataset(make_habits({150, 7, 0.1}));
    const std::string elsewhere = bench.new_folder();
    const Json request = bench.request(dataset);
    const std::string output = request["output"];
    ::chmod(elsewhere.c_str(), 0555);
    const auto before = tree_of(bench.folder());
    WorkerProcess worker(plugin.library, elsewhere);
    worker.send({{"op", "train"}, {"request", request}});
    const auto result = worker.wait_for("result");
    BOOST_REQUIRE(result);
    BOOST_REQUIRE_MESSAGE((*result)["status"] == "ok", result->dump());
    BOOST_TEST(worker.wait_exit() == 0);
    const auto peak = (*result)["peak_rss_bytes"].get<std::int64_t>();
    BOOST_TEST(peak > 20 * kMegabyte);
    if (!kSanitized)  // a sanitizer's own memory says nothing about the plugin
        BOOST_TEST(peak <= plugin.manifest.limits.memory_mb * kMegabyte,
                   "the worker took " << peak / kMegabyte << " MB");
    auto after = tree_of(bench.folder());
    std::erase_if(after, [&](const std::string& line) { return line.starts_with(output + "/"); });
    BOOST_TEST(before == after, boost::test_tools::per_element());
    ::chmod(elsewhere.c_str(), 0755);
}

CONFORMANCE_CASE(greets_serves_and_stops) {
    if (!plugin.manifest.serve) return;
    const auto rows = make_habits();
    WorkerProcess worker(plugin.library);
    const auto hello = worker.wait_for("hello");
    BOOST_REQUIRE(hello);
    BOOST_TEST((*hello)["plugin"] == plugin.manifest.name);
    BOOST_TEST((*hello)["version"] == plugin.manifest.version);
    BOOST_TEST((*hello)["abi"] == HEARTH_PLUGIN_ABI_VERSION);
    worker.send(
        {{"op", "serve"}, {"request", {{"weights", nullptr}, {"dataset", bench.dataset(rows)}}}});
    const auto ready = worker.wait_for("ready");
    BOOST_REQUIRE(ready);
    BOOST_TEST((*ready)["status"] == "ok");
    BOOST_TEST((*ready)["fallback"] == true);
    BOOST_TEST((*ready)["rows"].get<std::size_t>() == rows.size());
    worker.send({{"op", "observe"}, {"id", "a1"}, {"sample", rows[3]}, {"predict", {{"top", 2}}}});
    const auto first = worker.wait_for("prediction");
    BOOST_REQUIRE(first);
    BOOST_TEST((*first)["id"] == "a1");
    BOOST_TEST((*first)["status"] == "ok");
    BOOST_TEST((*first)["prediction"]["items"].size() == 2);
    worker.send({{"op", "predict"}, {"id", "a2"}, {"request", {{"top", 0}}}});
    const auto second = worker.wait_for("prediction");
    BOOST_REQUIRE(second);
    BOOST_TEST((*second)["status"] == "bad_input");
    worker.send({{"op", "stop"}});
    BOOST_TEST(worker.wait_exit() == 0);
}

CONFORMANCE_CASE(ends_when_the_daemon_is_gone_or_asks_by_signal) {
    {
        WorkerProcess orphan(plugin.library);
        BOOST_REQUIRE(orphan.wait_for("hello"));
        orphan.close_socket();
        BOOST_TEST(orphan.wait_exit() == 0);
    }
    WorkerProcess asked(plugin.library);
    BOOST_REQUIRE(asked.wait_for("hello"));
    asked.terminate();
    BOOST_TEST(asked.wait_exit() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
