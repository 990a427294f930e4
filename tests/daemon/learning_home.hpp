// A simulated home on a real broker with the real daemon and plugin.
#pragma once

#include <boost/test/unit_test.hpp>
#include <thread>

#include "recording/ha_messages.hpp"
#include "simulation/home.hpp"
#include "support/daemon.hpp"
#include "support/mosquitto.hpp"
#include "support/needs_mosquitto.hpp"
#include "support/test_publisher.hpp"

namespace hearth::test {

using namespace std::chrono_literals;

inline const std::string kModel = "pattern_detection";

// Other models may stand beside it in the list.
inline Json model_in(const Json& status, const std::string& name = kModel) {
    for (const Json& model : status["models"])
        if (model["name"] == name) return model;
    return {};
}

inline std::vector<std::string> and_more(std::vector<std::string> settings,
                                         const std::vector<std::string>& more) {
    settings.insert(settings.end(), more.begin(), more.end());
    return settings;
}

struct LearningHome {
    // more: settings over those that every such home has.
    explicit LearningHome(const std::vector<std::string>& more = {})
        : daemon{broker.uri(),
                 and_more({"home.simulated=true", "home.time_zone=Europe/Berlin",
                           "learning.cool_down_s=0", "models.pattern_detection.threshold=300"},
                          more)} {
        BOOST_REQUIRE(daemon.start());
        BOOST_REQUIRE(daemon.wait_for(
            [](const Json& status) { return status["mqtt"]["connected"] == true; }));
    }

    Mosquitto broker;
    Daemon daemon;
    SimulatedHome home{11, {3, {2026, 1, 5}, TimeZone::find("Europe/Berlin").value()}};
    TestPublisher publisher{"127.0.0.1", broker.port(), "simulated-home"};

    // Lets the home live until it has given so many new samples (or its weeks are over).
    void live_until_samples(std::int64_t total) {
        while (samples_total() < total) {
            for (int i = 0; i < 200; ++i) {
                const auto event = home.next();
                if (!event) return;
                const HaMessage message = plain_json_message(*event, "plain");
                publisher.publish(message.topic, message.payload);
            }
            BOOST_REQUIRE(publisher.flush());
            BOOST_REQUIRE(
                daemon.wait_for([](const Json& status) { return status["events"]["queue"] == 0; }));
        }
    }

    std::int64_t samples_total() { return model()["samples_total"]; }
    Json model() {
        const auto status = daemon.call("status");
        BOOST_REQUIRE(status.ok());
        return model_in(*status);
    }
    Json runs(const std::string& of = kModel) {
        const auto runs = daemon.call("runs", {{"model", of}});
        BOOST_REQUIRE(runs.ok());
        return *runs;
    }
    // Until so many runs have ended; the newest.
    Json wait_for_run(std::size_t count, const std::string& of = kModel) {
        for (int i = 0; i < 1800; ++i) {
            const Json all = runs(of);
            if (all.size() >= count && all[0]["decision"] != "") return all[0];
            std::this_thread::sleep_for(100ms);
        }
        BOOST_FAIL("no run ended in time");
        return {};
    }
};

}  // namespace hearth::test
