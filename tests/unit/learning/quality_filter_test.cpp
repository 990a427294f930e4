#include "learning/quality_filter.hpp"

#include <boost/test/unit_test.hpp>

using hearth::Sample;
using hearth::learning::model_objection;
using hearth::learning::QualityFilter;
using hearth::learning::QualityRules;

namespace {
Sample sample(const std::string& entity, hearth::TimeUs time = 0, double confidence = 1) {
    Sample out;
    out.features = {{"entity", entity}, {"state", "on"}, {"origin", "user"}};
    out.time_us = time;
    out.confidence = confidence;
    return out;
}
}  // namespace

BOOST_AUTO_TEST_SUITE(quality_filter)

BOOST_AUTO_TEST_CASE(reasons_are_given) {
    QualityRules rules;
    rules.excluded = {"light.guest_*"};
    QualityFilter filter(rules);
    BOOST_TEST(!filter.objection(sample("light.hall")).has_value());
    BOOST_TEST(filter.objection(sample("light.guest_room")).value() == "excluded");
    BOOST_TEST(filter.objection(sample("light.hall", 0, 0.49)).value() == "low_confidence");
    BOOST_TEST(!filter.objection(sample("light.hall", 0, 0.5)).has_value());
    rules.learning_enabled = false;
    filter.set_rules(rules);
    BOOST_TEST(filter.objection(sample("light.hall")).value() == "paused");
    BOOST_TEST(filter.pause() == "paused");
}

BOOST_AUTO_TEST_CASE(only_who_names_automations_is_told_what_they_did) {
    Sample automated = sample("light.hall");
    automated.features["origin"] = "automation";
    hearth::SampleFilter all, people, too;
    people.origins = {"user", "device"};
    too.origins = {"user", "device", "automation"};
    BOOST_TEST(model_objection(all, automated).value() == "origin");
    BOOST_TEST(model_objection(people, automated).value() == "origin");
    BOOST_TEST(!model_objection(too, automated).has_value());
    for (const auto& filter : {all, people, too})
        BOOST_TEST(!model_objection(filter, sample("light.hall")).has_value());
    BOOST_TEST(!hearth::learning::asks_for_automations(all));
    BOOST_TEST(hearth::learning::asks_for_automations(too));
}

BOOST_AUTO_TEST_CASE(a_pause_is_the_reason_only_where_nothing_else_is_wrong) {
    QualityRules rules;
    rules.excluded = {"light.guest_*"};
    QualityFilter filter(rules);
    BOOST_TEST(filter.pause() == "");
    filter.set_pause("guest");
    BOOST_TEST(filter.objection(sample("light.hall")).value() == "guest");
    BOOST_TEST(filter.objection(sample("light.guest_room")).value() == "excluded");
    BOOST_TEST(filter.objection(sample("light.hall", 0, 0.49)).value() == "low_confidence");
}

BOOST_AUTO_TEST_CASE(chatter_is_dropped_and_recovers) {
    QualityRules rules;
    rules.implausible_per_minute = 3;
    QualityFilter filter(rules);
    const auto at = [&](hearth::TimeUs second) {
        return filter.objection(sample("binary_sensor.bed", second * hearth::kMicrosPerSecond))
            .value_or("");
    };
    BOOST_TEST(at(0) == "");
    BOOST_TEST(at(1) == "");
    BOOST_TEST(at(2) == "");
    BOOST_TEST(at(3) == "implausible_rate");
    BOOST_TEST(!filter.objection(sample("light.other", 3)).has_value());  // only that entity
    BOOST_TEST(at(120) == "");
}

BOOST_AUTO_TEST_CASE(models_choose_origins_and_domains) {
    hearth::SampleFilter filter;
    BOOST_TEST(!model_objection(filter, sample("light.a")).has_value());
    filter.origins = {"device"};
    BOOST_TEST(model_objection(filter, sample("light.a")).value() == "origin");
    filter.origins = {"user"};
    filter.domains = {"cover"};
    BOOST_TEST(model_objection(filter, sample("light.a")).value() == "domain");
    BOOST_TEST(!model_objection(filter, sample("cover.a")).has_value());
    filter.min_confidence = 0.8;
    BOOST_TEST(model_objection(filter, sample("cover.a", 0, 0.6)).value() == "low_confidence");
}

BOOST_AUTO_TEST_SUITE_END()
