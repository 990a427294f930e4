// Serving: answers that add up, from the model or from its fallback, whatever comes in.
#include <cmath>
#include <cstdint>
#include <limits>

#include "test_case.hpp"

using namespace hearth;
using namespace hearth::conformance;

namespace {

Json row_with(TimeUs time, const std::string& label) {
    return {
        {"t", time}, {"y", label}, {"f", {{"entity", label}, {"state", ""}, {"origin", "user"}}}};
}

void check_prediction(const worker::Answer& answer, std::size_t top) {
    REQUIRE_STATUS(answer, HEARTH_OK);
    const Json& prediction = answer.reply;
    BOOST_TEST(prediction["kind"].is_string());
    BOOST_TEST(prediction["fallback"].is_boolean());
    BOOST_TEST(!prediction["method"].get<std::string>().empty());
    BOOST_TEST(!prediction["explanation"].get<std::string>().empty());
    BOOST_TEST(prediction["items"].size() <= top);
    double sum = 0, last = 1;
    for (const Json& item : prediction["items"]) {
        BOOST_TEST(!item["label"].get<std::string>().empty());
        const double probability =
            item["probability"].is_number() ? item["probability"].get<double>() : NAN;
        BOOST_TEST((probability >= 0 && probability <= last), "probability " << item.dump());
        last = probability;
        sum += probability;
    }
    BOOST_TEST(sum <= 1 + 1e-6);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(serving)

CONFORMANCE_CASE(answers_with_a_model) {
    if (!plugin.manifest.serve) return;
    const auto rows = make_habits();
    const std::string dataset = bench.dataset(rows);
    const Trained trained = bench.train(bench.request(dataset));
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    auto served = bench.serve(Bench::serve_request(trained, dataset));
    REQUIRE_STATUS(served.opened, HEARTH_OK);
    BOOST_TEST(served.opened.reply["rows"].get<std::size_t>() == rows.size());
    for (const std::size_t top : {1U, 3U, 50U})
        check_prediction(served.model.predict({{"top", top}}), top);
    BOOST_TEST(served.model.predict({{"top", 3}}).reply["items"].size() == 3);
    BOOST_TEST(served.model.predict({{"top", 3}}).reply["fallback"] == false);
}

CONFORMANCE_CASE(answers_without_a_model_and_says_so) {
    if (!plugin.manifest.serve) return;
    const std::string dataset = bench.dataset(make_habits());
    auto served =
        bench.serve({{"weights", nullptr}, {"dataset", dataset}, {"options", Json::object()}});
    REQUIRE_STATUS(served.opened, HEARTH_OK);
    BOOST_TEST(served.opened.reply["fallback"] == true);
    const auto answer = served.model.predict({{"top", 5}});
    check_prediction(answer, 5);
    BOOST_TEST(answer.reply["fallback"] == true);
    BOOST_TEST(!answer.reply["items"].empty());
}

CONFORMANCE_CASE(the_answer_beside_is_that_of_the_fallback) {
    if (!plugin.manifest.fallback_beside) return;
    const std::string dataset = bench.dataset(make_habits());
    const Trained trained = bench.train(bench.request(dataset));
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    auto served = bench.serve(Bench::serve_request(trained, dataset));
    auto fallback =
        bench.serve({{"weights", nullptr}, {"dataset", dataset}, {"options", Json::object()}});
    for (int i = 0; i < 5; ++i) {
        const auto both = served.model.predict({{"top", 20}, {"beside", true}});
        REQUIRE_STATUS(both, HEARTH_OK);
        const auto alone = fallback.model.predict({{"top", 20}, {"beside", true}});
        REQUIRE_STATUS(alone, HEARTH_OK);
        BOOST_TEST(!alone.reply.contains("beside"));
        BOOST_REQUIRE(both.reply.contains("beside"));
        const Json& items = both.reply["beside"]["items"];
        BOOST_TEST(both.reply["beside"]["method"] == alone.reply["method"]);
        BOOST_REQUIRE(items.size() == alone.reply["items"].size());
        for (std::size_t k = 0; k < items.size(); ++k) {
            BOOST_TEST(items[k]["label"] == alone.reply["items"][k]["label"]);
            BOOST_TEST(items[k]["probability"] == alone.reply["items"][k]["probability"]);
        }
        // It changes nothing about the answer itself.
        BOOST_TEST(served.model.predict({{"top", 20}}).reply["items"] == both.reply["items"]);
        BOOST_TEST(!served.model.predict({{"top", 20}}).reply.contains("beside"));
        const Json next = row_with(1'800'000'000 * kMicrosPerSecond + i * kMicrosPerDay / 9,
                                   make_habits().at(static_cast<std::size_t>(i))["y"]);
        CHECK_STATUS(served.model.observe(next), HEARTH_OK);
        CHECK_STATUS(fallback.model.observe(next), HEARTH_OK);
    }
}

CONFORMANCE_CASE(answers_without_any_history) {
    if (!plugin.manifest.serve) return;
    for (const std::string& dataset : {bench.dataset(std::vector<Json>{}), std::string()}) {
        Json request{{"weights", nullptr}, {"options", Json::object()}};
        if (!dataset.empty()) request["dataset"] = dataset;
        auto served = bench.serve(request);
        REQUIRE_STATUS(served.opened, HEARTH_OK);
        BOOST_TEST(served.opened.reply["rows"] == 0);
        check_prediction(served.model.predict({{"top", 5}}), 5);
        CHECK_STATUS(served.model.observe(make_habits().at(1)), HEARTH_OK);
        check_prediction(served.model.predict({{"top", 5}}), 5);
    }
}

CONFORMANCE_CASE(predicting_changes_nothing) {
    if (!plugin.manifest.serve) return;
    const std::string dataset = bench.dataset(make_habits());
    const Trained trained = bench.train(bench.request(dataset));
    auto served = bench.serve(Bench::serve_request(trained, dataset));
    const auto first = served.model.predict({{"top", 5}});
    for (int i = 0; i < 5; ++i) {
        const TimeUs later = 1'800'000'000 * kMicrosPerSecond + i * kMicrosPerDay / 7;
        check_prediction(served.model.predict({{"top", 5}, {"now_us", later}}), 5);
    }
    BOOST_TEST(served.model.predict({{"top", 5}}).reply == first.reply);
}

CONFORMANCE_CASE(unknown_entities_are_learned_not_feared) {
    if (!plugin.manifest.serve) return;
    const auto rows = make_habits();
    const std::string dataset = bench.dataset(rows);
    const Trained trained = bench.train(bench.request(dataset));
    auto served = bench.serve(Bench::serve_request(trained, dataset));
    REQUIRE_STATUS(served.opened, HEARTH_OK);
    TimeUs time = rows.back()["t"];
    for (int i = 0; i < 30; ++i)
        for (const char* label :
             {"light.new_lamp=on", "light.new_lamp=off", "no_dot", "=", "π.ß=é"}) {
            time += kMicrosPerMinute;
            CHECK_STATUS(served.model.observe(row_with(time, label)), HEARTH_OK);
        }
    check_prediction(served.model.predict({{"top", 10}}), 10);
    // Late and repeated rows happen.
    CHECK_STATUS(served.model.observe(rows.front()), HEARTH_OK);
    CHECK_STATUS(served.model.observe(rows.front()), HEARTH_OK);
    check_prediction(served.model.predict({{"top", 10}}), 10);
}

CONFORMANCE_CASE(a_refused_row_leaves_the_model_as_it_was) {
    if (!plugin.manifest.serve) return;
    const auto rows = make_habits();
    const std::string dataset = bench.dataset(rows);
    auto served = bench.serve({{"weights", nullptr}, {"dataset", dataset}});
    const auto before = served.model.predict({{"top", 5}});
    for (const Json& bad : {Json(), Json(5), Json::array(), Json::object(), Json{{"t", 5}},
                            Json{{"t", "x"}, {"y", "a"}}, row_with(rows.back()["t"], ""),
                            row_with(-5, "a"), row_with(rows.back()["t"], std::string(5000, 'x'))})
        CHECK_STATUS(served.model.observe(bad), HEARTH_BAD_INPUT);
    BOOST_TEST(served.model.predict({{"top", 5}}).reply == before.reply);
}

CONFORMANCE_CASE(requests_that_make_no_sense_are_refused) {
    if (!plugin.manifest.serve) return;
    auto served =
        bench.serve({{"weights", nullptr}, {"dataset", bench.dataset(make_habits({5, 7, 0.1}))}});
    REQUIRE_STATUS(served.opened, HEARTH_OK);
    for (const Json& bad : {Json(), Json(5), Json{{"top", 0}}, Json{{"top", -1}},
                            Json{{"top", "all"}}, Json{{"top", 1000000}}, Json{{"now_us", "now"}}})
        CHECK_STATUS(served.model.predict(bad), HEARTH_BAD_INPUT);
    check_prediction(served.model.predict(Json::object()), 5);
}

CONFORMANCE_CASE(nothing_is_answered_before_opening) {
    RecordingHost host;
    auto model = worker::PluginModel::create(*plugin.table, host.table());
    BOOST_REQUIRE(model);
    CHECK_STATUS(model->predict({{"top", 5}}), HEARTH_BAD_INPUT);
    CHECK_STATUS(model->observe(make_habits().at(1)), HEARTH_BAD_INPUT);
}

CONFORMANCE_CASE(explains_itself_if_it_says_so) {
    auto served = bench.serve({{"weights", nullptr}, {"dataset", bench.dataset(make_habits())}});
    REQUIRE_STATUS(served.opened, HEARTH_OK);
    const auto answer = served.model.explain({{"top", 5}});
    CHECK_STATUS(answer, plugin.manifest.explain ? HEARTH_OK : HEARTH_BAD_INPUT);
    if (plugin.manifest.explain) BOOST_TEST(!answer.reply.empty());
}

// What the agent asks every ten minutes; hostile requests end in an answer too.
CONFORMANCE_CASE(tells_anomalies_if_it_says_so) {
    if (!plugin.manifest.anomalies) return;
    BOOST_TEST(plugin.manifest.explain);
    const std::vector<Json> rows = make_habits();
    auto served = bench.serve({{"weights", nullptr}, {"dataset", bench.dataset(rows)}});
    REQUIRE_STATUS(served.opened, HEARTH_OK);
    const std::int64_t now = rows.back().at("t");
    const auto answer = served.model.explain({{"what", "anomalies"}, {"now_us", now}});
    REQUIRE_STATUS(answer, HEARTH_OK);
    BOOST_TEST(answer.reply.at("anomalies").is_array());
    for (const Json& one : answer.reply.at("anomalies"))
        for (const char* key : {"id", "kind", "label", "entity", "time", "text"})
            BOOST_TEST(!one.at(key).get<std::string>().empty());
    const auto again = served.model.explain({{"what", "anomalies"}, {"now_us", now}});
    BOOST_TEST(again.reply == answer.reply);
    for (const Json& time : {Json(), Json("now"), Json(-1), Json(1e30),
                             Json(std::numeric_limits<std::int64_t>::max())})
        CHECK_STATUS(served.model.explain({{"what", "anomalies"}, {"now_us", time}}),
                     HEARTH_BAD_INPUT);
}

BOOST_AUTO_TEST_SUITE_END()
