#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>

#include "made_up_events.hpp"
#include "pattern_detection/baselines/baseline_set.hpp"
#include "shared_logs.hpp"

namespace pattern = hearth::pattern;

namespace {

// Share of the last 20 % of a log whose truth is the first, and among the first three.
struct Hits {
    double top1 = 0, top3 = 0;
};

Hits hits_of(const std::vector<pattern::Event>& events, std::size_t order, bool online) {
    pattern::Vocabulary vocabulary;
    pattern::History history(hearth::TimeZone::utc());
    pattern::Backoff baseline(order);
    const auto split =
        static_cast<std::size_t>(std::floor(.8 * static_cast<double>(events.size())));
    std::vector<double> probability;
    std::array<int, 2> hits{};
    std::vector<std::size_t> ties;
    for (std::size_t i = 0; i < events.size(); ++i) {
        baseline.prepare(history, vocabulary);
        if (i == split) ties = baseline.tie_order();
        if (i >= split) {
            baseline.predict(probability);
            if (const auto truth = vocabulary.find_candidate(events[i].label)) {
                const auto t = static_cast<std::size_t>(*truth);
                if (online) ties = baseline.tie_order();
                std::size_t rank = 1;
                // Labels that came after the order was frozen stand last in it.
                const auto place = [&](std::size_t y) { return y < ties.size() ? ties[y] : y; };
                for (std::size_t y = 0; y < probability.size(); ++y)
                    rank += probability[y] > probability[t] ||
                            (probability[y] == probability[t] && place(y) < place(t));
                hits[0] += rank <= 1;
                hits[1] += rank <= 3;
            }
        }
        const auto candidate = vocabulary.add_candidate(events[i].label);
        baseline.prepare(history, vocabulary);
        if (online || i < split) baseline.update(*candidate);
        history.push(events[i], vocabulary.add_symbol(events[i].label));
    }
    const auto rows = static_cast<double>(events.size() - split);
    return {hits[0] / rows, hits[1] / rows};
}

struct Published {
    const char* home;
    bool drop_repeats;
    Hits frequent, markov1, order2, order4, order4_online;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(backoff)

BOOST_AUTO_TEST_CASE(published_figures_are_reproduced) {
    const Published table[] = {
        {"kasteren-a", false, {.256, .468}, {.455, .772}, {.468, .785}, {.480, .752}, {.472, .752}},
        {"kasteren-a", true, {.302, .528}, {.478, .793}, {.447, .767}, {.459, .774}, {.459, .767}},
        {"kasteren-b", true, {.246, .370}, {.249, .473}, {.396, .624}, {.373, .621}, {.388, .636}},
        {"tapia-s1", false, {.079, .169}, {.207, .405}, {.187, .396}, {.178, .384}, {.205, .389}},
        {"tapia-s1", true, {.052, .176}, {.190, .388}, {.196, .411}, {.178, .400}, {.201, .397}},
        {"ordonez-a", false, {.195, .463}, {.512, .768}, {.573, .817}, {.512, .768}, {.537, .829}},
        {"ordonez-a", true, {.208, .481}, {.533, .792}, {.558, .831}, {.494, .818}, {.546, .857}}};
    for (const Published& row : table) {
        const auto events = hearth::test::read_activity_log(row.home, row.drop_repeats);
        if (!events) {
            BOOST_TEST_MESSAGE("SKIPPED: no folder " << hearth::test::shared_data_folder() << "/"
                                                     << row.home);
            continue;
        }
        const auto check = [&](const char* name, const Hits& expected, std::size_t order,
                               bool online) {
            const Hits hits = hits_of(*events, order, online);
            BOOST_TEST_CONTEXT(row.home << (row.drop_repeats ? " (repeats dropped) " : " ")
                                        << name) {
                BOOST_TEST(std::abs(hits.top1 - expected.top1) <= .001,
                           "top-1 " << hits.top1 << ", published " << expected.top1);
                BOOST_TEST(std::abs(hits.top3 - expected.top3) <= .001,
                           "top-3 " << hits.top3 << ", published " << expected.top3);
            }
        };
        check("most frequent", row.frequent, 0, false);
        check("Markov-1", row.markov1, 1, false);
        check("order 2", row.order2, 2, false);
        check("order 4", row.order4, 4, false);
        check("order 4, online", row.order4_online, 4, true);
    }
}

BOOST_AUTO_TEST_CASE(probabilities_follow_witten_and_bell) {
    pattern::Vocabulary vocabulary;
    pattern::History history(hearth::TimeZone::utc());
    pattern::Backoff baseline(1);
    // a b a b a c a: after a came b twice and c once.
    for (const char* label : {"a", "b", "a", "b", "a", "c", "a"}) {
        const int candidate = vocabulary.add_candidate(label).value();
        baseline.prepare(history, vocabulary);
        baseline.update(candidate);
        history.push(hearth::test::event_of(label, hearth::test::kMonday),
                     vocabulary.add_symbol(label));
    }
    baseline.prepare(history, vocabulary);
    std::vector<double> p;
    const double unseen = baseline.predict(p);
    // Length 1: N = 3, D = 2, lambda = .6. Length 0: N = 7, D = 3, lambda = .7. Rest: .4 * .3 / 4.
    BOOST_TEST(p[1] == .6 * 2 / 3 + .4 * .7 * 2 / 7 + .03, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(p[0] == .4 * .7 * 4 / 7 + .03, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(unseen == .03, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(std::accumulate(p.begin(), p.end(), unseen) == 1,
               boost::test_tools::tolerance(1e-12));
    BOOST_TEST((baseline.tie_order() == std::vector<std::size_t>{0, 1, 2}));
}

BOOST_AUTO_TEST_CASE(frozen_baselines_stop_counting_and_the_online_one_goes_on) {
    pattern::Vocabulary vocabulary;
    pattern::History history(hearth::TimeZone::utc());
    pattern::BaselineSet baselines;
    const auto learn = [&](const char* label) {
        const int candidate = vocabulary.add_candidate(label).value();
        baselines.prepare(history, vocabulary);
        baselines.update(candidate);
        history.push(hearth::test::event_of(label, hearth::test::kMonday),
                     vocabulary.add_symbol(label));
    };
    for (int i = 0; i < 10; ++i) learn(i % 2 == 0 ? "a" : "b");
    baselines.prepare(history, vocabulary);
    std::vector<double> before, after;
    const auto changed = [&] { return std::abs(before[0] - after[0]) > 1e-9; };
    for (std::size_t b = 0; b < pattern::BaselineSet::kCount; ++b) {
        pattern::BaselineSet copy = baselines;
        baselines.predict(b, before);
        copy.freeze();
        copy.update(1);
        copy.predict(b, after);
        BOOST_TEST(changed() == (std::string(copy.name(b)) == "backoff_online"), copy.name(b));
    }
}

BOOST_AUTO_TEST_SUITE_END()
