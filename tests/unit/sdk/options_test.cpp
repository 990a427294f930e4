#include "sdk/options.hpp"

#include <boost/test/unit_test.hpp>

#include "sdk/requests.hpp"

using namespace hearth;
using namespace hearth::sdk;

namespace {

std::vector<OptionSpec> declared() {
    return {OptionSpec::integer("epochs", 8, 1, 100), OptionSpec::real("rate", 0.003, 0, 1),
            OptionSpec::boolean("online", true),
            OptionSpec::choice("size", "small", {"small", "large"})};
}

Json train_request() { return {{"dataset", "/a/d.jsonl"}, {"output", "/a/out"}, {"seed", 7}}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(what_is_not_given_gets_its_default) {
    const auto values = Options::read(Json{{"rate", 1}, {"size", "large"}}, declared());
    BOOST_REQUIRE(values.ok());
    BOOST_TEST(values->integer("epochs") == 8);
    BOOST_TEST(values->real("rate") == 1.0);
    BOOST_TEST(values->boolean("online"));
    BOOST_TEST(values->choice("size") == "large");
    BOOST_TEST(Options::read(nullptr, declared()).ok());
    BOOST_TEST(Options::read(Json::object(), {}).ok());
}

BOOST_AUTO_TEST_CASE(everything_else_is_refused_by_name) {
    for (const auto& [name, value] : std::vector<std::pair<std::string, Json>>{{"unknown", 1},
                                                                               {"epochs", 0},
                                                                               {"epochs", 101},
                                                                               {"epochs", 1.5},
                                                                               {"epochs", "8"},
                                                                               {"epochs", nullptr},
                                                                               {"rate", -0.1},
                                                                               {"rate", true},
                                                                               {"online", 1},
                                                                               {"size", "medium"},
                                                                               {"size", 1}}) {
        const auto values = Options::read(Json{{name, value}}, declared());
        BOOST_REQUIRE(!values.ok());
        BOOST_TEST(values.error().text.find("'" + name + "'") != std::string::npos);
    }
    BOOST_TEST(!Options::read(Json::array(), declared()).ok());
    BOOST_TEST(!Options::read("fast", declared()).ok());
}

BOOST_AUTO_TEST_CASE(a_training_request_has_defaults) {
    const auto request = parse_train_request(train_request());
    BOOST_REQUIRE(request.ok());
    BOOST_TEST(request->seed == 7);
    BOOST_TEST(!request->incremental);
    BOOST_TEST(!request->incumbent);
    BOOST_TEST(request->online);
    BOOST_TEST(request->split.holdout_fraction == 0.2);
    BOOST_TEST(!request->split.holdout_after_us);
}

BOOST_AUTO_TEST_CASE(a_training_request_is_read_in_full) {
    Json json = train_request();
    json.update(
        {{"kind", "incremental"},
         {"split", {{"holdout_fraction", 0.3}, {"holdout_after_us", 99}, {"min_holdout", 5}}},
         {"incumbent", {{"weights", "/w"}, {"sha256", std::string(64, 'a')}}},
         {"warm_start", true},
         {"replay_rows", 10},
         {"online", false},
         {"checkpoint_every_s", 0},
         {"max_seconds", 5},
         {"options", {{"epochs", 2}}}});
    const auto request = parse_train_request(json);
    BOOST_REQUIRE(request.ok());
    BOOST_TEST(request->incremental);
    BOOST_TEST(request->split.holdout_fraction == 0.3);
    BOOST_TEST(*request->split.holdout_after_us == 99);
    BOOST_TEST(request->split.min_holdout == 5);
    BOOST_TEST(request->incumbent->path == "/w");
    BOOST_TEST(request->warm_start);
    BOOST_TEST(request->replay_rows == 10);
    BOOST_TEST(!request->online);
    BOOST_TEST(request->max_seconds == 5);
    BOOST_TEST(request->options["epochs"] == 2);
}

BOOST_AUTO_TEST_CASE(a_prediction_request_is_bounded) {
    BOOST_TEST(parse_predict_request(Json::object())->top == 5);
    BOOST_TEST(*parse_predict_request(Json{{"now_us", 12}})->now_us == 12);
    for (const Json& bad : {Json(1), Json{{"top", 0}}, Json{{"top", 1001}}, Json{{"now_us", 1.5}}})
        BOOST_TEST(!parse_predict_request(bad).ok());
}

BOOST_AUTO_TEST_SUITE_END()
