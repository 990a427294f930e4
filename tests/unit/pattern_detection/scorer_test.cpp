#include "pattern_detection/scorer/scorer.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>

#include "made_up_events.hpp"
#include "pattern_detection/explanation.hpp"
#include "pattern_detection/home_state.hpp"
#include "pattern_detection/scorer/lbfgs.hpp"
#include "pattern_detection/scorer/log_linear_fit.hpp"

namespace pattern = hearth::pattern;
using hearth::test::event_of;

namespace {

// A door, then nearly always the light; in the evening the fan instead.
pattern::HomeState made_up_home(int events, pattern::TrainingRows* rows = nullptr) {
    pattern::HomeState state(hearth::TimeZone::utc());
    for (const char* label : {"door=open", "light=on", "fan=on"}) state.add_candidate(label);
    for (int i = 0; i < events; ++i) {
        const hearth::TimeUs time = hearth::test::kMonday + i * 97 * hearth::kMicrosPerMinute;
        const bool evening = time / hearth::kMicrosPerHour % 24 >= 18;
        const auto event =
            event_of(i % 2 == 0 ? "door=open" : (evening ? "fan=on" : "light=on"), time);
        if (rows != nullptr && !state.history().empty())
            rows->add(*state.compute(), state.vocabulary().find_candidate(event.label).value(), 1);
        state.observe(event);
    }
    return state;
}

double mean_loss(const pattern::TrainingRows& rows, const std::vector<float>& mix) {
    double loss = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        std::vector<double> logit(static_cast<std::size_t>(rows.candidates()), 0);
        for (std::size_t y = 0; y < logit.size(); ++y)
            for (std::size_t e = 0; e < pattern::kExperts; ++e)
                logit[y] += mix[e * pattern::kMassBuckets + rows.bucket(row)[e]] *
                            rows.residual(row)[y * pattern::kExperts + e];
        double total = 0;
        for (const double l : logit) total += std::exp(l);
        loss += std::log(total) - logit[static_cast<std::size_t>(rows.target(row))];
    }
    return loss / static_cast<double>(rows.size());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scorer)

BOOST_AUTO_TEST_CASE(at_the_start_it_says_what_the_order_0_expert_says) {
    auto state = made_up_home(101);
    const pattern::ExpertOutputs& outputs = *state.compute();
    pattern::ScorerScratch scratch;
    std::vector<double> p;
    pattern::score(pattern::ScorerWeights::start(), outputs, scratch, p);
    BOOST_TEST(std::accumulate(p.begin(), p.end(), 0.0) == 1, boost::test_tools::tolerance(1e-9));
    for (int y = 0; y < outputs.candidates; ++y)
        BOOST_TEST(std::abs(std::log(p[static_cast<std::size_t>(y)]) -
                            static_cast<double>(outputs.log_p[outputs.at(0, y)])) < 1e-4);
}

BOOST_AUTO_TEST_CASE(the_hidden_layer_is_the_formula) {
    auto state = made_up_home(101);
    const pattern::ExpertOutputs& outputs = *state.compute();
    pattern::ScorerWeights weights = pattern::ScorerWeights::start();
    for (std::size_t i = 0; i < weights.hidden.size(); ++i)
        weights.hidden[i] = static_cast<float>(std::sin(static_cast<double>(i)) / 3);
    for (std::size_t h = 0; h < weights.output.size(); ++h)
        weights.output[h] = static_cast<float>(std::cos(static_cast<double>(h)) / 2);
    pattern::ScorerScratch scratch;
    std::vector<double> p, expected(3);
    pattern::score(weights, outputs, scratch, p);
    for (int y = 0; y < 3; ++y) {
        double logit = outputs.residual[outputs.at(0, y)];
        const float* first = weights.hidden.data();  // of the unit
        for (int h = 0; h < pattern::kScorerHidden; ++h, first += pattern::kScorerInputs) {
            double sum = 0;
            for (int e = 0; e < pattern::kExperts; ++e) {
                const float* row = first + e;
                const double relative = outputs.log_p[outputs.at(e, y)] + std::log(3.0);
                sum += row[0] * std::min(std::max(relative, -4.0), 6.0) / 2;
                sum += row[pattern::kExperts] * .7 * .5 * outputs.residual[outputs.at(e, y)];
                sum += row[2 * pattern::kExperts] *
                       (outputs.bucket[static_cast<std::size_t>(e)] / 8.0 - .5);
            }
            logit += weights.output[static_cast<std::size_t>(h)] * .5 * sum *
                     (1 + std::erf(sum / std::sqrt(2.0)));
        }
        expected[static_cast<std::size_t>(y)] = std::exp(logit);
    }
    const double total = expected[0] + expected[1] + expected[2];
    for (std::size_t y = 0; y < 3; ++y)
        BOOST_TEST(p[y] == expected[y] / total, boost::test_tools::tolerance(1e-4));
}

BOOST_AUTO_TEST_CASE(lbfgs_finds_the_minimum_of_a_crooked_bowl) {
    const pattern::Objective bowl = [](const std::vector<double>& x, std::vector<double>& g) {
        const double a = x[0] - 3, b = x[1] + 1 + .5 * x[0];
        g[0] = 200 * a + b;
        g[1] = 2 * b;
        return 100 * a * a + b * b;
    };
    const auto x = pattern::minimize_lbfgs(bowl, {0, 0}, {}, [] { return false; });
    BOOST_TEST(x[0] == 3, boost::test_tools::tolerance(1e-4));
    BOOST_TEST(x[1] == -2.5, boost::test_tools::tolerance(1e-4));
    const auto stopped = pattern::minimize_lbfgs(bowl, {7, 7}, {}, [] { return true; });
    BOOST_TEST(stopped[0] == 7);
}

BOOST_AUTO_TEST_CASE(the_linear_mixer_learns_which_experts_to_trust) {
    pattern::TrainingRows rows(3);
    made_up_home(600, &rows);
    std::vector<std::size_t> all(rows.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    const std::vector<float> prior = pattern::ScorerWeights::start().mix;
    const auto fit = [&](const std::vector<float>& start, double l2) {
        return pattern::fit_log_linear({{{rows, all}}, {prior, {}}, {start, {}}, l2, 1},
                                       [] { return false; })
            .mix;
    };
    const auto mix = fit(prior, 30);
    BOOST_TEST(mean_loss(rows, mix) < .2 * mean_loss(rows, prior));
    // The start of the search does not change the result.
    const auto again = fit(std::vector<float>(pattern::kExperts * pattern::kMassBuckets, .3F), 30);
    for (std::size_t i = 0; i < mix.size(); ++i) BOOST_TEST(std::abs(mix[i] - again[i]) < .005F);
    // A strong hold keeps it at the prior.
    const auto held = fit(prior, 1e9);
    for (std::size_t i = 0; i < mix.size(); ++i) BOOST_TEST(std::abs(held[i] - prior[i]) < .001F);
}

BOOST_AUTO_TEST_CASE(the_unseen_keep_a_share_that_shrinks) {
    pattern::HomeState state(hearth::TimeZone::utc());
    BOOST_TEST(state.compute() == nullptr);
    BOOST_TEST(state.unseen_probability() == .5);
    state.observe(event_of("a", 0));
    state.observe(event_of("a", 1));
    state.observe(event_of("b", 2));
    BOOST_TEST(state.unseen_probability() == 1.5 / 4);
    BOOST_TEST(made_up_home(500).unseen_probability() < .01);
}

BOOST_AUTO_TEST_CASE(without_learning_only_the_history_goes_on) {
    auto state = made_up_home(101);
    state.observe(event_of("new=on", hearth::test::kMonday + 9999 * hearth::kMicrosPerMinute),
                  false);
    BOOST_TEST(state.vocabulary().candidates() == 3);
    BOOST_TEST(state.learned() == 101u);
    BOOST_TEST(state.history().moment().recent[0] ==
               state.vocabulary().find_symbol("new=on").value());
}

BOOST_AUTO_TEST_CASE(context_events_are_never_predicted) {
    auto state = made_up_home(101);
    auto event = event_of("motion=on", hearth::test::kMonday + 9999 * hearth::kMicrosPerMinute);
    event.target = false;
    state.observe(event);
    BOOST_TEST(state.compute()->candidates == 3);
    BOOST_TEST(state.learned() == 101u);
}

BOOST_AUTO_TEST_CASE(the_explanation_names_real_counts) {
    pattern::HomeState state(hearth::TimeZone::utc());
    hearth::TimeUs time = hearth::test::kMonday;
    for (int i = 0; i < 16; ++i) {
        state.observe(event_of("door=open", time += 25 * hearth::kMicrosPerHour));
        state.observe(event_of(i % 8 == 3 ? "fan=on" : "light=on", time += 1'000'000));
    }
    state.observe(event_of("door=open", time + 25 * hearth::kMicrosPerHour));
    state.compute();
    const int light = state.vocabulary().find_candidate("light=on").value();
    const std::string words = pattern::explain_candidate(state, light);
    BOOST_TEST(words.find("light on came next ") != std::string::npos, words);
    BOOST_TEST(words.find("after ") != std::string::npos, words);
    BOOST_TEST(pattern::words_of_label("light.hall=on") == "light.hall on");
    pattern::HomeState fresh(hearth::TimeZone::utc());
    fresh.add_candidate("x=on");
    fresh.compute();
    BOOST_TEST(pattern::explain_candidate(fresh, 0) == "x on has not been the next action so far");
}

BOOST_AUTO_TEST_SUITE_END()
