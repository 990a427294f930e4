#include "worker/worker.hpp"

#include <boost/test/unit_test.hpp>
#include <memory>
#include <thread>

#include "sockets.hpp"
#include "worker/plugin_host.hpp"
#include "worker/plugin_library.hpp"

using namespace hearth;
using namespace hearth::worker;
using namespace hearth::worker::test;

namespace {

// A worker with the plugin "echo" on a thread, and the daemon's end of its socket.
class Running {
public:
    Running() {
        auto opened = Channel::open(daemon.worker_fd());
        BOOST_REQUIRE(opened.ok());
        thread_ = std::thread([channel = std::make_shared<Channel>(std::move(*opened))] {
            const auto plugin = load_plugin(test_plugin("echo"), true);
            PluginHost host(*channel);
            auto model = PluginModel::create(**plugin, host.table());
            Worker(*channel, *model).run();
        });
    }
    ~Running() { finish(); }
    void finish() {
        daemon.hang_up();
        if (thread_.joinable()) thread_.join();
    }
    Json ask(const Json& message) {
        daemon.send(message);
        auto out = daemon.next();
        BOOST_REQUIRE(out.has_value());
        return *out;
    }

    Daemon daemon;

private:
    std::thread thread_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(worker)

BOOST_AUTO_TEST_CASE(a_training_ends_with_its_result) {
    Running worker;
    const Json result = worker.ask({{"op", "train"}, {"request", {{"seed", 5}}}});
    BOOST_TEST(result["op"] == "result");
    BOOST_TEST(result["status"] == "ok");
    BOOST_TEST(result["error"] == "");
    BOOST_TEST(result["result"]["seed"] == 5);
    BOOST_TEST(result["peak_rss_bytes"].get<std::int64_t>() > 1'000'000);
    BOOST_TEST(!worker.daemon.next());
}

BOOST_AUTO_TEST_CASE(an_evaluation_gives_one_result) {
    Running worker;
    const Json result = worker.ask({{"op", "evaluate"}, {"request", {{"scores", 1}}}});
    BOOST_TEST(result["op"] == "result");
    BOOST_TEST(result["status"] == "ok");
    BOOST_TEST(result["result"]["scores"] == 1);
    worker.finish();
}

BOOST_AUTO_TEST_CASE(a_plugin_built_before_evaluate_was_added_is_not_asked_for_it) {
    const auto plugin = load_plugin(test_plugin("echo"), true);
    BOOST_REQUIRE(plugin.ok());
    hearth_plugin older = **plugin;
    older.size = offsetof(hearth_plugin, evaluate);
    auto model = PluginModel::create(older, nullptr);
    BOOST_REQUIRE(model.ok());
    const Answer answer = model->evaluate({{"scores", 1}});
    BOOST_TEST(answer.status == HEARTH_BAD_INPUT);
    BOOST_TEST(model->train({{"scores", 1}}).status == HEARTH_OK);
}

BOOST_AUTO_TEST_CASE(a_failed_training_says_why) {
    Running worker;
    const Json result = worker.ask({{"op", "train"}, {"request", {{"do", "fail"}}}});
    BOOST_TEST(result["status"] == "failed");
    BOOST_TEST(result["error"] == "it was told to fail");
    BOOST_TEST(!result.contains("result"));
}

BOOST_AUTO_TEST_CASE(a_reply_that_is_no_json_is_a_failure) {
    Running worker;
    const Json result = worker.ask({{"op", "train"}, {"request", {{"do", "bad"}}}});
    BOOST_TEST(result["status"] == "failed");
    BOOST_TEST(!result["error"].get<std::string>().empty());
}

BOOST_AUTO_TEST_CASE(a_reply_beyond_the_first_buffer_is_fetched) {
    Running worker;
    const Json result = worker.ask({{"op", "train"}, {"request", {{"do", "large"}}}});
    BOOST_TEST(result["status"] == "ok");
    BOOST_TEST(result["result"].get<std::string>().size() == 299'998U);
}

BOOST_AUTO_TEST_CASE(a_training_can_be_cancelled) {
    for (const char* op : {"cancel", "stop"}) {
        Running worker;
        worker.daemon.send({{"op", "train"}, {"request", {{"do", "wait"}}}});
        const Json result = worker.ask({{"op", op}});
        BOOST_TEST(result["op"] == "result");
        BOOST_TEST(result["status"] == "cancelled");
    }
}

BOOST_AUTO_TEST_CASE(a_training_ends_when_the_daemon_is_gone) {
    Running worker;
    worker.daemon.send({{"op", "train"}, {"request", {{"do", "wait"}}}});
    worker.finish();  // would wait 20 s if it were not noticed
}

BOOST_AUTO_TEST_CASE(progress_is_thinned_out_and_log_lines_pass) {
    Running worker;
    Json message = worker.ask({{"op", "train"}, {"request", {{"do", "talk"}}}});
    BOOST_TEST(message["op"] == "log");
    BOOST_TEST(message["level"] == "warning");
    BOOST_TEST(message["text"] == "a word");
    int progress = 0;
    std::string last_phase;
    for (;;) {
        const auto next = worker.daemon.next();
        BOOST_REQUIRE(next.has_value());
        if ((*next)["op"] == "result") break;
        BOOST_TEST((*next)["op"] == "progress");
        last_phase = (*next)["phase"];
        ++progress;
    }
    BOOST_TEST(progress >= 2);
    BOOST_TEST(progress < 20);
    BOOST_TEST(last_phase == "evaluate");
}

BOOST_AUTO_TEST_CASE(serving_answers_each_question_with_its_id) {
    Running worker;
    const Json ready =
        worker.ask({{"op", "serve"}, {"request", {{"fallback", true}, {"rows", 12}}}});
    BOOST_TEST(ready["op"] == "ready");
    BOOST_TEST(ready["status"] == "ok");
    BOOST_TEST(ready["fallback"] == true);
    BOOST_TEST(ready["rows"] == 12);
    const Json first = worker.ask({{"op", "predict"}, {"id", "q1"}, {"request", {{"top", 5}}}});
    BOOST_TEST(first["op"] == "prediction");
    BOOST_TEST(first["id"] == "q1");
    BOOST_TEST(first["prediction"]["top"] == 5);
    const Json second = worker.ask(
        {{"op", "observe"}, {"id", "q2"}, {"sample", {{"t", 1}}}, {"predict", {{"top", 2}}}});
    BOOST_TEST(second["id"] == "q2");
    BOOST_TEST(second["prediction"]["top"] == 2);
    const Json third = worker.ask(
        {{"op", "observe"}, {"id", "q3"}, {"sample", {{"do", "fail"}}}, {"predict", {{"top", 2}}}});
    BOOST_TEST(third["status"] == "bad_input");
    BOOST_TEST(third["error"] == "a row it does not like");
    BOOST_TEST(!third.contains("prediction"));
    const Json refused = worker.ask({{"op", "observe"}, {"sample", {{"do", "fail"}}}});
    BOOST_TEST(refused["op"] == "log");
    const Json explanation = worker.ask({{"op", "explain"}, {"id", "q4"}});
    BOOST_TEST(explanation["op"] == "explanation");
    BOOST_TEST(explanation["status"] == "bad_input");
    worker.daemon.send({{"op", "stop"}});
    BOOST_TEST(!worker.daemon.next());
}

BOOST_AUTO_TEST_CASE(strange_messages_are_survived) {
    Running worker;
    for (const Json& strange :
         {Json(), Json(5), Json::array(), Json::object(), Json{{"op", 5}}, Json{{"op", "dance"}}}) {
        const Json answer = worker.ask(strange);
        BOOST_TEST(answer["op"] == "log");
        BOOST_TEST(answer["level"] == "warning");
    }
    BOOST_TEST(worker.ask({{"op", "predict"}, {"id", 7}})["status"] == "ok");
}

BOOST_AUTO_TEST_SUITE_END()
