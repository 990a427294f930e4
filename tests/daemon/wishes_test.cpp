// What people ask of the learning loop, through the real daemon: forget, pause, explain, plan.
#include "learning_home.hpp"

using namespace hearth;
using test::kModel;
using test::LearningHome;

namespace {

struct WishesHome : LearningHome {
    Json call(const std::string& command, const Json& arguments = Json::object()) {
        const auto answer = daemon.call(command, arguments);
        BOOST_REQUIRE_MESSAGE(answer.ok(), (answer.ok() ? "" : answer.error().text));
        return *answer;
    }
    // Waits for a decision of that kind and code.
    Json decision(const std::string& kind, const std::string& code) {
        for (int i = 0; i < 900; ++i) {
            for (const Json& one : call("decisions", {{"kind", kind}, {"limit", 50}}))
                if (one["code"] == code) return one;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        BOOST_FAIL("no decision " + kind + " " + code);
        return {};
    }
    Json samples() { return call("samples", {{"model", kModel}, {"limit", 1000}})["latest"]; }
    // The entity of the newest sample that can be predicted.
    std::string some_entity() {
        for (const Json& sample : samples())
            if (sample["target"] == true) {
                const std::string label = sample["label"];
                return label.substr(0, label.find('='));
            }
        BOOST_FAIL("no target sample");
        return {};
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(wishes)

BOOST_AUTO_TEST_CASE(a_forgotten_entity_is_gone_from_samples_versions_and_lineage,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    WishesHome home;
    home.live_until_samples(350);
    const Json first = home.wait_for_run(1);
    BOOST_TEST(first["trigger"] == "threshold");
    const std::string entity = home.some_entity();
    const auto unclear = home.daemon.call("forget", Json::object());
    BOOST_TEST((unclear.error().code == ErrorCode::kInvalid));

    home.call("forget", {{"entity", entity}});
    const Json forgotten = home.decision("forget", "forgotten");
    BOOST_TEST(forgotten["details"]["samples"]["interaction"].get<int>() > 0);
    BOOST_TEST(forgotten.dump().find(entity) == std::string::npos);  // not even in the log
    home.decision("forget", "unlearned");
    const Json anew = home.wait_for_run(2);
    BOOST_TEST(anew["trigger"] == "forget");
    BOOST_TEST(anew["kind"] == "full");
    // Proof by lineage: fewer rows than were there, under another hash, and none of them is of it.
    BOOST_TEST(anew["data_hash"] != first["data_hash"]);
    const Json quality = home.call("quality", {{"model", kModel}})["quality"];
    BOOST_TEST(quality.dump().find(entity + "=") == std::string::npos);
    for (const Json& model : home.call("models"))
        for (const Json& version : model["versions"])
            if (version["run"] == first["id"]) BOOST_TEST(version["state"] == "deleted");
    for (const Json& sample : home.samples())
        BOOST_TEST(!sample["label"].get<std::string>().starts_with(entity + "="));
}

BOOST_AUTO_TEST_CASE(a_pause_keeps_out_what_happens_meanwhile_also_over_a_restart,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    WishesHome home;
    home.live_until_samples(60);
    home.call("pause", {{"guest", true}, {"reason", "the grandparents"}});
    home.daemon.kill();
    BOOST_REQUIRE(home.daemon.start());
    BOOST_REQUIRE(home.daemon.wait_for(
        [](const Json& status) { return status["mqtt"]["connected"] == true; }));
    const auto before = home.samples_total();
    for (int i = 0; i < 400; ++i) {
        const auto event = home.home.next();
        BOOST_REQUIRE(event.has_value());
        const HaMessage message = plain_json_message(*event, "plain");
        home.publisher.publish(message.topic, message.payload);
    }
    BOOST_REQUIRE(home.publisher.flush());
    BOOST_REQUIRE(home.daemon.wait_until_quiet());
    BOOST_TEST(home.samples_total() == before);
    const Json quality = home.call("quality", {{"model", kModel}, {"dropped", 5}});
    BOOST_TEST(quality["dropped_rows"][0]["reason"] == "guest");
    BOOST_TEST(home.call("why", {{"model", kModel}})["filtered"]["guest"].get<int>() > 0);
    home.call("resume", {{"guest", true}});
    home.live_until_samples(before + 20);
    BOOST_TEST(home.samples_total() >= before + 20);
}

BOOST_AUTO_TEST_CASE(the_plan_of_a_young_home_differs_from_that_of_an_empty_one,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    WishesHome home;
    const std::string empty = home.call("plan", {{"model", kModel}})["markdown"];
    BOOST_TEST(empty.find("no sample yet") != std::string::npos);
    BOOST_TEST(empty.find("no run yet") != std::string::npos);
    home.live_until_samples(350);
    home.wait_for_run(1);
    const Json young = home.call("plan", {{"model", kModel}, {"cadence", "daily"}});
    const std::string text = young["markdown"];
    BOOST_TEST(text.find("no sample yet") == std::string::npos);
    BOOST_TEST(text.find("hearth rollback") != std::string::npos);
    BOOST_TEST(young["plan"]["cadence"] == "daily");
    const auto wrong = home.daemon.call("plan", {{"cadence", "hourly"}});
    BOOST_TEST((wrong.error().code == ErrorCode::kInvalid));
}

BOOST_AUTO_TEST_SUITE_END()
