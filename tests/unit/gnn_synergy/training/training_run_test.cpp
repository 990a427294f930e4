// A whole training at home, from rows to weights and scores.
#include "gnn_synergy/training/training_run.hpp"

#include <boost/test/unit_test.hpp>

#include "gnn_synergy/model/model_file.hpp"
#include "gnn_synergy/model/start_weights.hpp"
#include "gnn_synergy/options.hpp"
#include "gnn_synergy/serving/synergy_server.hpp"
#include "gnn_synergy/simulated/simulated_home.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::synergy;

namespace {

Result<FitFunctions> fit_source() { return FitFunctions{kFitInterface, fit_ranking}; }

Result<Prior> prior_source() {
    Prior prior;
    prior.model.counts.add(simulate_home(1, false).home);
    prior.model.normaliser = NormaliserSums(kPairFeatures).result();
    prior.model.members = {draw_network({kPairFeatures, 8, 0}, 1)};
    prior.model.home = neutral_home(2);
    return prior;
}

sdk::Row row(TimeUs time, const std::string& label, bool target, Json features) {
    sdk::Row out;
    out.time_us = time;
    out.label = label;
    out.target = target;
    out.features = std::move(features);
    return out;
}

// A home with automations and areas, and a sensor that a light follows, day after day.
sdk::Dataset dataset_of(const Home& home, int days) {
    sdk::Dataset out;
    out.kind = "interaction";
    out.time_zone = "UTC";
    for (const Entity& entity : home.entities)
        out.rows.push_back(row(1, entity.id, false,
                               {{"row", "entity"},
                                {"entity", entity.id},
                                {"area", entity.area < 0 ? "" : std::to_string(entity.area)}}));
    int number = 0;
    for (const Automation& automation : home.automations) {
        Json sides[2] = {Json::array(), Json::array()};
        for (const int x : automation.triggers)
            sides[0].push_back(home.entities[static_cast<std::size_t>(x)].id);
        for (const int y : automation.targets)
            sides[1].push_back(home.entities[static_cast<std::size_t>(y)].id);
        const std::string id = std::to_string(number++);
        out.rows.push_back(row(2, "automation." + id, false,
                               {{"row", "automation"},
                                {"automation", id},
                                {"triggers", sides[0]},
                                {"targets", sides[1]}}));
    }
    for (int day = 1; day <= days; ++day) {
        const TimeUs morning = day * kMicrosPerDay;
        out.rows.push_back(row(morning, "binary_sensor.stairs=on", false,
                               {{"entity", "binary_sensor.stairs"}, {"origin", "device"}}));
        out.rows.push_back(row(morning + 20 * kMicrosPerSecond, "light.stairs=on", true,
                               {{"entity", "light.stairs"}, {"origin", "user"}}));
        out.rows.push_back(row(morning + kMicrosPerDay / 3, "light.other=on", true,
                               {{"entity", "light.other"}, {"origin", "user"}}));
    }
    return out;
}

Result<sdk::TrainOutput> train(const sdk::Dataset& dataset, const std::string& folder) {
    sdk::TrainInput input{{},
                          dataset,
                          *sdk::split_dataset(dataset, {}),
                          *sdk::Options::read(Json(), TrainingOptions::declared()),
                          {},
                          "a run"};
    input.request.output = folder;
    input.request.seed = 5;
    return run_training(input, sdk::Host(), fit_source, prior_source);
}

Home home_with_automations() {
    for (std::uint64_t seed = 50;; ++seed) {
        Home home = simulate_home(seed, false).home;
        if (home.automations.size() >= 20 && pairs_of(home).size() >= 25) return home;
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(training_runs)

BOOST_AUTO_TEST_CASE(automations_are_hidden_and_events_foreseen) {
    const hearth::test::TemporaryFolder folder;
    const auto output = train(dataset_of(home_with_automations(), 60), folder.path());
    BOOST_REQUIRE_MESSAGE(output.ok(), (output.ok() ? "" : output.error().text));
    BOOST_TEST(output->more["judged"]["automation_pairs"].get<int>() > 3);
    BOOST_TEST(output->more["judged"]["following_pairs"].get<int>() >= 1);
    for (const char* who :
         {"model", "prior", "type_prior", "degree", "two_hop", "rules_sum", "co_activation"})
        BOOST_TEST(output->scores.contains(who), who);
    BOOST_TEST(from_tensor_file(output->weights).ok());
    BOOST_TEST(!output->constant);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_judged_says_that_nothing_was_asked) {
    const hearth::test::TemporaryFolder folder;
    const auto output = train(dataset_of(Home{}, 20), folder.path());
    BOOST_REQUIRE_MESSAGE(output.ok(), (output.ok() ? "" : output.error().text));
    BOOST_TEST(output->questions.value() == 0);
    BOOST_TEST(output->scores["model"].empty());
    BOOST_TEST(!output->constant);
}

BOOST_AUTO_TEST_CASE(a_home_that_says_nothing_is_no_data) {
    const hearth::test::TemporaryFolder folder;
    sdk::Dataset lone = dataset_of(Home{}, 0);
    for (int day = 1; day <= 20; ++day)
        lone.rows.push_back(row(day * kMicrosPerDay, "light.lone=on", true,
                                {{"entity", "light.lone"}, {"origin", "user"}}));
    const auto output = train(lone, folder.path());
    BOOST_REQUIRE(!output.ok());
    BOOST_TEST(output.error().text.find("nothing is known") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_follows_is_explained_with_its_count) {
    auto prior = prior_source();
    // Weights under which what follows counts, so that the reasons have something to say.
    prior->model.home.linear[kPairFeatures + static_cast<int>(ContextFeature::kFollows)] = 5;
    SynergyServer server(prior->model, false);
    server.replay(dataset_of(Home{}, 14));
    const Json explanation = server.explain(5);
    BOOST_REQUIRE(!explanation["synergies"].empty());
    bool found = false;
    for (const Json& synergy : explanation["synergies"]) {
        BOOST_TEST(synergy["score"].get<double>() <= .95);
        if (synergy["trigger"] != "binary_sensor.stairs" || synergy["target"] != "light.stairs")
            continue;
        BOOST_REQUIRE(!synergy["reasons"].empty());
        BOOST_TEST(synergy["reasons"][0]["feature"] == "follows");
        BOOST_TEST(synergy["reasons"][0]["count"] == 14);
        found = true;
    }
    BOOST_TEST(found);
}

// Entities that come later are known at once; a rejected pair is not proposed again.
BOOST_AUTO_TEST_CASE(a_home_may_change_while_it_is_served) {
    SynergyServer server(prior_source()->model, false);
    server.replay(dataset_of(Home{}, 14));
    const auto proposed = [&](const char* target) {
        const Json answer = server.predict(20);
        for (const Json& item : answer["items"])
            if (item["entity"] == target) return true;
        return false;
    };
    server.observe(row(30 * kMicrosPerDay, "light.new=on", true, {{"entity", "light.new"}}));
    server.observe(row(31 * kMicrosPerDay, "binary_sensor.stairs=on", false,
                       {{"entity", "binary_sensor.stairs"}}));
    BOOST_TEST(proposed("light.new"));
    BOOST_TEST(proposed("light.stairs"));
    server.observe(row(31 * kMicrosPerDay, "light.stairs", false,
                       {{"row", "verdict"},
                        {"trigger", "binary_sensor.stairs"},
                        {"target", "light.stairs"},
                        {"verdict", "rejected"}}));
    BOOST_TEST(!proposed("light.stairs"));
    BOOST_TEST(proposed("light.new"));
}

BOOST_AUTO_TEST_SUITE_END()
