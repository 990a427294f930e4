#include "pattern_detection/serving/next_action_server.hpp"

#include <boost/test/unit_test.hpp>

#include "made_up_home.hpp"
#include "pattern_detection/pattern_model.hpp"

namespace pattern = hearth::pattern;
namespace sdk = hearth::sdk;
using hearth::test::kMonday;
using hearth::test::made_up_home;
using hearth::test::row_of;

namespace {

sdk::PredictRequest asked(std::size_t top, std::optional<hearth::TimeUs> now_us = std::nullopt) {
    return {top, now_us, false};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(next_action_server)

BOOST_AUTO_TEST_CASE(without_weights_the_counts_answer_and_say_so) {
    pattern::NextActionServer server(hearth::TimeZone::utc(), std::nullopt);
    hearth::Json reply = server.predict(asked(5));
    BOOST_TEST(reply.at("items").empty());
    BOOST_TEST(reply.at("fallback").get<bool>());
    server.replay(made_up_home(200));
    reply = server.predict(asked(3));
    BOOST_TEST(reply.at("method").get<std::string>() == "backoff_online");
    BOOST_TEST(reply.at("rows").get<int>() == 200);
    BOOST_REQUIRE(reply.at("items").size() == 3u);
    double sum = 0;
    for (const auto& item : reply.at("items")) sum += item.at("probability").get<double>();
    BOOST_TEST(sum <= 1);
    BOOST_TEST(reply.at("items")[0].at("probability").get<double>() >=
               reply.at("items")[1].at("probability").get<double>());
}

BOOST_AUTO_TEST_CASE(with_weights_the_network_answers_once_there_is_history) {
    pattern::NextActionServer server(hearth::TimeZone::utc(), pattern::ScorerWeights::start());
    BOOST_TEST(server.uses_fallback());
    const auto home = made_up_home(59);
    server.replay(home);
    BOOST_TEST(server.uses_fallback());
    server.observe(row_of("light.hall=on", home.rows.back().time_us + 1));
    BOOST_TEST(!server.uses_fallback());
    BOOST_TEST(server.predict(asked(1)).at("method").get<std::string>() == "count_score_network");
}

BOOST_AUTO_TEST_CASE(a_new_device_can_be_predicted_after_it_was_seen) {
    pattern::NextActionServer server(hearth::TimeZone::utc(), pattern::ScorerWeights::start());
    const auto home = made_up_home(300);
    server.replay(home);
    const auto items = server.predict(asked(1000)).at("items").size();
    server.observe(row_of("cover.blind=open", home.rows.back().time_us + 1));
    const hearth::Json reply = server.predict(asked(1000));
    BOOST_REQUIRE(reply.at("items").size() == items + 1);
    double sum = 0, blind = 0;
    for (const auto& item : reply.at("items")) {
        sum += item.at("probability").get<double>();
        if (item.at("entity") == "cover.blind" && item.at("state") == "open")
            blind = item.at("probability").get<double>();
    }
    BOOST_TEST(blind > 0);
    BOOST_TEST(sum < 1);
    BOOST_TEST(sum > .98);
}

BOOST_AUTO_TEST_CASE(it_says_when_and_what_is_left_once_time_has_passed) {
    pattern::NextActionServer server(hearth::TimeZone::utc(), pattern::ScorerWeights::start());
    auto home = made_up_home(600);
    while (home.rows.back().label != "binary_sensor.door=on") home.rows.pop_back();
    server.replay(home);
    const auto probability = [](const hearth::Json& reply, const std::string& label) {
        for (const auto& item : reply.at("items"))
            if (item.at("label") == label) return item.at("probability").get<double>();
        return 0.0;
    };
    const hearth::TimeUs last = home.rows.back().time_us;
    const hearth::Json now = server.predict(asked(10));
    const hearth::Json& when = now.at("when");
    BOOST_TEST(when.at("elapsed_s").get<double>() == 0);
    double sum = 0;
    for (const auto& bucket : when.at("buckets")) sum += bucket.at("probability").get<double>();
    BOOST_TEST(sum == 1, boost::test_tools::tolerance(1e-9));
    // The light goes on twenty seconds after the door.
    BOOST_TEST(when.at("p50_s").get<double>() >= 20);
    BOOST_TEST(when.at("p50_s").get<double>() < 40);
    // Nothing for half an hour: it was missed, and the next thing is the door.
    const hearth::Json later = server.predict(asked(10, last + 1800 * hearth::kMicrosPerSecond));
    BOOST_TEST(later.at("when").at("p10_s").get<double>() >= 1800);
    BOOST_TEST(later.at("when").at("p10_s").get<double>() <
               later.at("when").at("p90_s").get<double>());
    BOOST_TEST(probability(later, "binary_sensor.door=on") >
               probability(now, "binary_sensor.door=on"));
    // A clock that was set back is no reason to take anything back.
    BOOST_TEST((server.predict(asked(10, last - 1)) == now));
    BOOST_TEST((server.predict(asked(10)) == now));
}

BOOST_AUTO_TEST_CASE(asking_changes_nothing) {
    pattern::NextActionServer server(hearth::TimeZone::utc(), pattern::ScorerWeights::start());
    server.replay(made_up_home(300));
    const hearth::Json first = server.predict(asked(5));
    BOOST_TEST((server.predict(asked(5)) == first));
}

BOOST_AUTO_TEST_CASE(a_model_that_was_not_opened_says_so) {
    pattern::PatternModel model;
    BOOST_TEST(!model.observe(row_of("light.hall=on", kMonday)).ok());
    BOOST_TEST(!model.predict({}).ok());
    sdk::OpenInput input{sdk::ServeRequest(), made_up_home(100),
                         *sdk::Options::read(nullptr, model.declared_options()), std::nullopt};
    const auto reply = model.open(std::move(input), sdk::Host());
    BOOST_REQUIRE(reply.ok());
    BOOST_TEST(reply->fallback);
    BOOST_TEST(reply->rows == 100u);
    BOOST_TEST(model.predict({}).ok());
}

BOOST_AUTO_TEST_SUITE_END()
