// kill -9 at random moments while messages arrive at full speed: every event is there once, every
// sample counted once.
#include <boost/test/unit_test.hpp>
#include <map>
#include <random>
#include <thread>

#include "store/store.hpp"
#include "support/daemon.hpp"
#include "support/mosquitto.hpp"
#include "support/needs_mosquitto.hpp"
#include "support/state_publisher.hpp"

using namespace hearth;

namespace {

constexpr int kEvents = 8000;
constexpr int kKills = 10;
constexpr TimeUs kFirst = 1'760'000'000 * kMicrosPerSecond;

std::string entity_of(int i) { return "light.lamp_" + std::to_string(i % 40); }

void publish_all(int port) {
    test::StatePublisher publisher(port);
    for (int i = 0; i < kEvents; ++i)
        publisher.change(entity_of(i), i / 40 % 2 == 0 ? "on" : "off",
                         kFirst + i * 3 * kMicrosPerSecond);
    publisher.flush();
}

// How often each published change stands in the store, by its time.
std::map<TimeUs, int> stored_times(store::Store& store) {
    std::map<TimeUs, int> out;
    std::int64_t after = 0;
    for (;;) {
        const auto rows = store.events().read_after(after, 1000);
        BOOST_REQUIRE(rows.ok());
        if (rows->empty()) return out;
        for (const auto& row : *rows) ++out[row.change.changed_us];
        after = rows->back().event_id;
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(crash)

BOOST_AUTO_TEST_CASE(ten_kills_lose_nothing_and_count_nothing_twice,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    const test::Mosquitto broker;
    // A threshold that is never reached: no training comes in between.
    test::Daemon daemon(broker.uri(),
                        {"models.pattern_detection.threshold=2000", "learning.cool_down_s=86400"});
    BOOST_REQUIRE(daemon.start());
    BOOST_REQUIRE(
        daemon.wait_for([](const Json& status) { return status["mqtt"]["connected"] == true; }));

    std::thread publisher(publish_all, broker.port());
    std::mt19937 random(
        20'251);  // moments differ from run to run with the machine, not with the seed
    for (int i = 0; i < kKills; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 400));
        daemon.kill();
        BOOST_REQUIRE(daemon.start());
    }
    publisher.join();
    BOOST_REQUIRE(
        daemon.wait_for([](const Json& status) { return status["mqtt"]["connected"] == true; }));
    BOOST_TEST(daemon.wait_until_quiet());
    BOOST_TEST(daemon.terminate() == 0);

    SystemClock clock;
    auto store = store::Store::open(daemon.data_folder(), Durability::kNormal, clock);
    BOOST_REQUIRE(store.ok());
    const auto times = stored_times(**store);
    int missing = 0, doubled = 0;
    for (int i = 0; i < kEvents; ++i) {
        const auto found = times.find(kFirst + i * 3 * kMicrosPerSecond);
        missing += found == times.end();
        doubled += found != times.end() && found->second > 1;
    }
    for (const auto& [time, count] : times) {
        const TimeUs step = time - kFirst;
        const bool published = step >= 0 && step % (3 * kMicrosPerSecond) == 0 &&
                               step / (3 * kMicrosPerSecond) < kEvents;
        BOOST_TEST(published, "an event that nobody published, at " << format_iso_time(time));
    }
    BOOST_TEST(missing == 0);
    BOOST_TEST(doubled == 0);
    BOOST_TEST(times.size() == static_cast<std::size_t>(kEvents));
    BOOST_TEST((*store)->counters().get("events.stored") == kEvents);
    // Lamps with unknown context are samples of confidence 0.6: all of them count, each once.
    BOOST_TEST((*store)->samples().count("interaction") == kEvents);
    const auto model = (*store)->models().get("pattern_detection");
    BOOST_REQUIRE(model.ok());
    BOOST_REQUIRE(model->has_value());
    BOOST_TEST((*model)->samples_total == kEvents);
}

BOOST_AUTO_TEST_SUITE_END()
