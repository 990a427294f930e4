// What the models find strange is read with suspicion and told once.
#include "anomalies/anomaly_watch.hpp"

#include <boost/test/unit_test.hpp>

#include "support/manual_clock.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::anomalies;
using namespace hearth::test;

namespace {

Json strange(const std::string& id, const char* kind = "missed",
             const char* time = "2024-10-04T21:30:00Z") {
    return {{"id", id},
            {"kind", kind},
            {"time", time},
            {"label", "lock.door=locked"},
            {"entity", "lock.door"},
            {"text", "lock.door locked by 23:30 on 27 of 28 days; not today"}};
}

struct WatchFixture {
    WatchFixture() {
        clock.jump_to(kMicrosPerDay * 20'000);  // midnight
        store = take(store::Store::open(folder.path(), Durability::kNormal, clock));
        start();
    }
    void start() {
        AnomalyWatch::Handlers handlers;
        handlers.models = [this] {
            std::map<std::string, AskModel> out;
            if (has_model)
                out["habits"] = [this](const Json& request,
                                       const std::function<void(Result<Json>)>& on_reply) {
                    requests.push_back(request);
                    if (silent) return;
                    on_reply(failing ? Result<Json>(Error{ErrorCode::kUnavailable, "it starts"})
                                     : Result<Json>(Json{{"anomalies", list}}));
                };
            return out;
        };
        handlers.on_new = [this](const Anomaly& one) { told.push_back(one.id); };
        handlers.on_changed = [this] { ++changes; };
        watch.emplace(clock, *store, TimeZone::utc(), rules, std::move(handlers));
    }
    void pass(TimeUs span) {
        clock.advance(span);
        watch->tick();
    }
    Result<std::vector<Anomaly>> look() {
        std::optional<Result<std::vector<Anomaly>>> out;
        watch->look([&](Result<std::vector<Anomaly>> found) { out = std::move(found); });
        BOOST_REQUIRE(out.has_value());
        return *out;
    }

    TemporaryFolder folder;
    ManualClock clock;
    std::unique_ptr<store::Store> store;
    WatchRules rules;
    Json list = Json::array();
    bool has_model = true, silent = false, failing = false;
    std::vector<Json> requests;
    std::vector<std::string> told;
    int changes = 0;
    std::optional<AnomalyWatch> watch;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(anomaly_watch, WatchFixture)

BOOST_AUTO_TEST_CASE(models_are_asked_every_ten_minutes) {
    pass(kMicrosPerMinute);
    BOOST_REQUIRE(requests.size() == 1U);
    BOOST_TEST(requests[0]["what"] == "anomalies");
    BOOST_TEST(requests[0]["now_us"] == clock.wall_us());
    for (int i = 0; i < 9; ++i) pass(kMicrosPerMinute);
    BOOST_TEST(requests.size() == 1U);
    pass(kMicrosPerMinute);
    BOOST_TEST(requests.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_thing_is_told_once_over_a_restart_too) {
    list = Json::array({strange("missed:lock.door:1")});
    pass(kMicrosPerMinute);
    BOOST_REQUIRE(told.size() == 1U);
    BOOST_TEST(changes == 1);
    BOOST_REQUIRE(watch->current().size() == 1U);
    pass(11 * kMicrosPerMinute);
    start();
    pass(11 * kMicrosPerMinute);
    BOOST_TEST(requests.size() == 3U);
    BOOST_TEST(told.size() == 1U);
    // What stood before the restart was published before it; the list is new to this process.
    BOOST_TEST(changes == 2);
    list = Json::array();
    pass(11 * kMicrosPerMinute);
    BOOST_TEST(changes == 3);
    BOOST_TEST(watch->current().empty());
    // The names of entities are not kept because of it.
    const auto stored = take(store->meta().get("anomalies.told"));
    BOOST_REQUIRE(stored.has_value());
    BOOST_TEST(stored->find("lock") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(more_than_the_set_number_a_day_are_listed_only) {
    rules.most_a_day = 2;
    start();
    list = Json::array({strange("a"), strange("b"), strange("c")});
    pass(kMicrosPerMinute);
    BOOST_TEST(told.size() == 2U);
    BOOST_TEST(watch->current().size() == 3U);
    // Nor are they told the next day, when others may be.
    list.push_back(strange("d"));
    pass(24 * 60 * kMicrosPerMinute);
    BOOST_REQUIRE(told.size() == 3U);
    BOOST_TEST(told[2] == "d");
}

BOOST_AUTO_TEST_CASE(the_same_id_twice_is_one) {
    list = Json::array({strange("a"), strange("a", "unusual")});
    BOOST_TEST(take(look()).size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_earliest_stands_first) {
    list = Json::array({strange("late"), strange("early", "unusual", "2024-10-04T03:00:00Z")});
    const auto found = take(look());
    BOOST_REQUIRE(found.size() == 2U);
    BOOST_TEST(found[0].id == "early");
}

BOOST_AUTO_TEST_CASE(what_a_plugin_says_is_checked) {
    BOOST_TEST(read_anomaly("m", strange("a")).ok());
    BOOST_TEST(!read_anomaly("m", Json::array()).ok());
    const std::vector<std::pair<const char*, Json>> broken = {
        {"id", ""},     {"id", 7},    {"kind", "other"}, {"label", Json()},
        {"entity", ""}, {"time", 12}, {"time", "x"},     {"text", std::string(501, 'x')}};
    for (const auto& [key, value] : broken) {
        Json one = strange("a");
        one[key] = value;
        const auto read = read_anomaly("m", one);
        BOOST_TEST(!read.ok(), key << " " << value.dump());
        if (!read)
            BOOST_TEST(read.error().text ==
                       std::string("an anomaly's '") + key + "' is missing or wrong");
    }
    list = Json::array({7, strange("good")});
    BOOST_TEST(take(look()).size() == 1U);
    list = Json::array();
    for (int i = 0; i < 80; ++i) list.push_back(strange("n" + std::to_string(i)));
    BOOST_TEST(take(look()).size() == 50U);
    list = "nonsense";
    BOOST_TEST(take(look()).empty());
}

BOOST_AUTO_TEST_CASE(refusals_say_why) {
    silent = true;
    int ended = 0;
    for (int i = 0; i < 2; ++i)  // who asks meanwhile gets the same
        watch->look(
            [&](const Result<std::vector<Anomaly>>& found) { ended += found.ok() ? 1 : 100; });
    BOOST_TEST(ended == 0);
    // A model that never answers does not end the watch.
    silent = false;
    pass(2 * kMicrosPerMinute);
    BOOST_TEST(ended == 2);
    BOOST_TEST(look().ok());
    has_model = false;
    BOOST_TEST(look().error().text == "no model can tell what is strange");
    rules.enabled = false;
    start();
    BOOST_TEST(look().error().text == "anomalies are switched off (anomalies.enabled)");
    const std::size_t before = requests.size();
    pass(11 * kMicrosPerMinute);
    BOOST_TEST(requests.size() == before);
}

BOOST_AUTO_TEST_CASE(what_is_forgotten_is_not_shown_on) {
    list = Json::array({strange("a")});
    pass(kMicrosPerMinute);
    BOOST_TEST(watch->current().size() == 1U);
    list = Json::array();
    watch->forget();
    BOOST_TEST(watch->current().empty());
    BOOST_TEST(changes == 2);
    pass(kMicrosPerMinute);  // it looks again at once
    BOOST_TEST(requests.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_model_that_fails_tells_nothing) {
    failing = true;
    list = Json::array({strange("a")});
    BOOST_TEST(take(look()).empty());
    BOOST_TEST(told.empty());
}

BOOST_AUTO_TEST_SUITE_END()
