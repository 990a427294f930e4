// A home in which somebody presses this button or that at the times at which others live, some
// buttons more often than others: nothing tells which one is next. (Lamps would not do: one that is
// off can only be switched on.) The daemon trains both habit models on it, with the real plugins,
// and lets neither of them answer.
#include <algorithm>
#include <random>

#include "core/iso_time.hpp"
#include "learning_home.hpp"

using namespace hearth;
using test::kModel;
using test::LearningHome;

namespace {

const std::string kSynergy = "gnn_synergy";
constexpr std::size_t kPresses = 1200, kButtons = 20;

struct ShuffledHome : LearningHome {
    ShuffledHome()
        : LearningHome({"plugin_folder=" HEARTH_BINARY_DIR "/plugins",
                        "models.gnn_synergy.threshold=100000",
                        "models.pattern_detection.threshold=100000"}) {}

    void live() {
        std::mt19937_64 dice(1);
        for (std::size_t i = 0; i < 3 * kPresses; ++i) {
            const auto event = home.next();
            BOOST_REQUIRE(event.has_value());
            if (i % 3 != 0) continue;
            const std::size_t button = std::min(dice() % kButtons, dice() % kButtons);
            HomeEvent press;
            press.entity_id = "input_button.scene_" + std::to_string(button);
            press.new_state = format_iso_time(event->changed_us);
            press.changed_us = press.updated_us = event->changed_us;
            press.context = {"press-" + std::to_string(i), "", "resident", true};
            const HaMessage message = plain_json_message(press, "plain");
            publisher.publish(message.topic, message.payload);
        }
        BOOST_REQUIRE(publisher.flush());
        daemon.wait_until_quiet();
    }

    Json train(const std::string& model) {
        const auto asked =
            daemon.call("train", {{"model", model}, {"full", true}, {"force", true}});
        BOOST_REQUIRE_MESSAGE(asked.ok(), (asked.ok() ? "" : asked.error().text));
        return wait_for_run(1, model);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(shuffled)

BOOST_AUTO_TEST_CASE(what_was_learned_from_a_home_without_habits_does_not_answer,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    ShuffledHome home;
    home.live();
    BOOST_TEST(home.samples_total() > 500);
    for (const std::string& model : {kModel, kSynergy}) {
        const Json run = home.train(model);
        BOOST_TEST(run["decision"] == "rejected", model << ": " << run.dump());
        BOOST_TEST_MESSAGE(model << ": " << run["reason"]);
        const auto status = home.daemon.call("status");
        BOOST_REQUIRE(status.ok());
        BOOST_TEST(test::model_in(*status, model)["active_version"].is_null());
    }
}

BOOST_AUTO_TEST_SUITE_END()
