// What the manifest says is what the plugin does.
#include <algorithm>

#include "test_case.hpp"

using namespace hearth;
using namespace hearth::conformance;

namespace {

// Small enough that a training takes a moment.
std::vector<Json> few_rows() { return make_habits({12, 7, 0.1}); }

Json value_beyond(const HyperParameter& parameter) {
    switch (parameter.type) {
        case HyperParameter::Type::kInteger:
        case HyperParameter::Type::kReal:
            return parameter.maximum ? Json(*parameter.maximum * 2 + 1) : Json("no number");
        case HyperParameter::Type::kBoolean: return "perhaps";
        case HyperParameter::Type::kChoice: return "none of the choices";
    }
    return nullptr;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(manifest)

BOOST_AUTO_TEST_CASE(there_is_a_plugin_to_test) { BOOST_REQUIRE(!all_plugins().empty()); }

CONFORMANCE_CASE(names_the_library_that_it_describes) {
    BOOST_TEST(plugin.manifest.name == plugin.table->name);
    BOOST_TEST(plugin.manifest.version == plugin.table->version);
    BOOST_TEST(plugin.manifest.abi_version == static_cast<int>(plugin.table->abi_version));
    BOOST_TEST(plugin.manifest.limits.memory_mb > 0);
}

CONFORMANCE_CASE(declares_options_whose_defaults_are_accepted) {
    Json request = bench.request(bench.dataset(few_rows()));
    for (const HyperParameter& parameter : plugin.manifest.hyper_parameters)
        request["options"][parameter.name] = parameter.default_value;
    const Trained trained = bench.train(request);
    CHECK_STATUS(trained.answer, HEARTH_OK);
}

CONFORMANCE_CASE(declares_options_whose_bounds_hold) {
    const std::string dataset = bench.dataset(few_rows());
    for (const HyperParameter& parameter : plugin.manifest.hyper_parameters) {
        BOOST_TEST_CONTEXT("option " << parameter.name) {
            Json request = bench.request(dataset);
            request["options"][parameter.name] = value_beyond(parameter);
            const Trained trained = bench.train(request);
            CHECK_STATUS(trained.answer, HEARTH_BAD_INPUT);
            BOOST_TEST(trained.answer.error.find(parameter.name) != std::string::npos);
            BOOST_TEST(!trained.has_weights());
        }
    }
}

CONFORMANCE_CASE(refuses_an_option_that_is_not_declared) {
    Json request = bench.request(bench.dataset(few_rows()));
    request["options"]["turbo_mode"] = 11;
    const Trained trained = bench.train(request);
    CHECK_STATUS(trained.answer, HEARTH_BAD_INPUT);
    BOOST_TEST(trained.answer.error.find("turbo_mode") != std::string::npos);
    BOOST_TEST(!trained.has_weights());
}

CONFORMANCE_CASE(learns_only_from_its_kind_of_samples) {
    const auto rows = few_rows();
    const Trained trained =
        bench.train(bench.request(bench.dataset(header_for(rows, "another_kind"), rows)));
    CHECK_STATUS(trained.answer, HEARTH_BAD_INPUT);
}

CONFORMANCE_CASE(reports_everything_that_a_result_must_have) {
    const auto rows = make_habits();
    const Trained trained = bench.train(bench.request(bench.dataset(rows)));
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    const Json& result = trained.answer.reply;
    const std::size_t targets = count_targets(rows);
    BOOST_TEST(result["rows"]["train"].get<std::size_t>() == targets * 4 / 5);
    BOOST_TEST(result["rows"]["holdout"].get<std::size_t>() == targets - targets * 4 / 5);
    BOOST_TEST(result["weights"]["sha256"] == trained.sha256());
    BOOST_TEST(result["feature_schema"].is_number_integer());
    BOOST_TEST(result["seconds"].get<double>() > 0);
    BOOST_TEST(result["seed"] == 42);
    BOOST_TEST(result["smoke"]["finite"] == true);
    BOOST_TEST(result["smoke"]["constant"] == false);
    BOOST_TEST(!result["loss_curve"].empty());
    BOOST_REQUIRE(result["scores"].contains("model"));
    for (const MetricPolicy& metric : plugin.manifest.primary_metrics)
        BOOST_TEST(result["scores"]["model"].contains(metric.name));
    for (const std::string& baseline : plugin.manifest.baselines.names)
        BOOST_TEST(result["scores"].contains(baseline), "no scores of baseline " << baseline);
    BOOST_TEST(!result["intervals"].empty());
}

CONFORMANCE_CASE(says_through_which_time_it_was_trained) {
    const auto rows = make_habits();
    const Trained trained = bench.train(bench.request(bench.dataset(rows)));
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    std::size_t left = count_targets(rows) * 4 / 5;
    TimeUs newest = 0;
    for (const Json& row : rows)
        if (left > 0 && row["target"] == true) {
            newest = row["t"];
            --left;
        }
    BOOST_TEST(trained.answer.reply["trained_through_us"].get<TimeUs>() == newest);
}

BOOST_AUTO_TEST_SUITE_END()
