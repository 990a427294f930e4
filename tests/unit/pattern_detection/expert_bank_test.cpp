// Check values of the method's description, taken from the log of a real home.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "made_up_events.hpp"
#include "pattern_detection/experts/expert_bank.hpp"
#include "shared_logs.hpp"

namespace pattern = hearth::pattern;

BOOST_AUTO_TEST_SUITE(expert_bank)

BOOST_AUTO_TEST_CASE(the_experts_say_what_the_description_says) {
    const auto events = hearth::test::read_activity_log("kasteren-a", false);
    if (!events) {
        BOOST_TEST_MESSAGE("SKIPPED: no folder " << hearth::test::shared_data_folder()
                                                 << "/kasteren-a");
        return;
    }
    pattern::Vocabulary vocabulary;
    for (const auto& event : *events) vocabulary.add_candidate(event.label);
    pattern::History history(hearth::TimeZone::utc());
    pattern::ExpertBank bank;
    pattern::ExpertOutputs outputs;
    constexpr std::size_t kRow = 600;
    for (std::size_t i = 0; i <= kRow; ++i) {
        history.push((*events)[i], vocabulary.add_symbol((*events)[i].label));
        bank.prepare(history, vocabulary);
        if (i == kRow) break;
        bank.update(*vocabulary.find_candidate((*events)[i + 1].label));
    }
    bank.compute(outputs);
    const int target = *vocabulary.find_candidate((*events)[kRow + 1].label);
    BOOST_TEST(target == 2);
    struct Expected {
        const char* name;
        double log_p;
        int bucket;
    };
    const Expected expected[] = {
        {"o0", -1.6353, 7},   {"o1", -1.4340, 7},   {"o2", -2.0020, 6},  {"o3", -2.0020, 0},
        {"sk13", -1.2642, 4}, {"set3", -1.4340, 0}, {"h8", -1.0141, 7},  {"h24o1", -1.2370, 5},
        {"g1", -1.2196, 3},   {"g2", -1.9786, 5},   {"act", -2.0407, 1}, {"sf1", -1.5527, 6},
        {"run", -2.0020, 6},  {"dc0", -1.2516, 5},  {"dc1", -1.6123, 3}, {"mtf", -1.0467, 7},
        {"lag", -1.1325, 7},  {"lagt", -1.3144, 7}, {"kt", -1.4567, 7},  {"kt1", -1.5294, 5}};
    for (const Expected& e : expected) {
        const int expert = bank.find(e.name).value();
        BOOST_TEST_CONTEXT(e.name) {
            BOOST_TEST(std::abs(outputs.log_p[outputs.at(expert, target)] - e.log_p) < 0.00006,
                       "log p is " << outputs.log_p[outputs.at(expert, target)] << ", expected "
                                   << e.log_p);
            BOOST_TEST(static_cast<int>(outputs.bucket[static_cast<std::size_t>(expert)]) ==
                       e.bucket);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_expert_gives_a_distribution_while_the_vocabulary_grows) {
    pattern::Vocabulary vocabulary;
    pattern::History history(hearth::TimeZone::utc());
    pattern::ExpertBank bank;
    pattern::ExpertOutputs outputs;
    std::uint64_t random = 1;
    for (int i = 0; i < 400; ++i) {
        random = random * 6364136223846793005ULL + 1442695040888963407ULL;
        // New labels join as time goes by, and every fifth event is context only.
        const auto number = (random >> 40) % static_cast<std::uint64_t>(2 + i / 20);
        const bool target = i % 5 != 0;
        const auto event =
            hearth::test::event_of((target ? "t" : "c") + std::to_string(number),
                                   hearth::test::kMonday + i * 7 * hearth::kMicrosPerMinute);
        if (vocabulary.candidates() > 0) {
            bank.prepare(history, vocabulary);
            bank.compute(outputs);
            BOOST_REQUIRE(outputs.candidates == vocabulary.candidates());
            for (int e = 0; e < pattern::kExperts; ++e) {
                double sum = 0;
                for (int y = 0; y < outputs.candidates; ++y)
                    sum += std::exp(static_cast<double>(outputs.log_p[outputs.at(e, y)]));
                BOOST_TEST_REQUIRE(std::abs(sum - 1) < 1e-4, bank.name(e) << " sums to " << sum);
                const int parent = bank.parent(e);
                const float difference = parent < 0 ? outputs.log_p[outputs.at(e, 0)]
                                                    : outputs.log_p[outputs.at(e, 0)] -
                                                          outputs.log_p[outputs.at(parent, 0)];
                BOOST_TEST_REQUIRE(outputs.residual[outputs.at(e, 0)] == difference);
            }
        }
        if (target) {
            const int candidate = vocabulary.add_candidate(event.label).value();
            bank.prepare(history, vocabulary);
            bank.update(candidate);
        }
        history.push(event, vocabulary.add_symbol(event.label));
    }
}

BOOST_AUTO_TEST_CASE(support_is_a_real_count) {
    pattern::Vocabulary vocabulary;
    pattern::History history(hearth::TimeZone::utc());
    pattern::ExpertBank bank;
    for (int i = 0; i < 21; ++i) {
        const auto event =
            hearth::test::event_of(i % 2 == 0 ? "door" : (i == 5 ? "fan" : "light"),
                                   hearth::test::kMonday + i * hearth::kMicrosPerMinute);
        const int candidate = vocabulary.add_candidate(event.label).value();
        bank.prepare(history, vocabulary);
        if (!history.empty()) bank.update(candidate);
        history.push(event, vocabulary.add_symbol(event.label));
    }
    bank.prepare(history, vocabulary);
    const int light = vocabulary.find_candidate("light").value();
    const auto after_door = bank.support(bank.find("o1").value(), light);
    BOOST_TEST(after_door.times == 9);
    BOOST_TEST(after_door.of == 10);
    BOOST_TEST(bank.support(bank.find("mtf").value(), light).of == 0);
    BOOST_TEST(!bank.find("no such expert").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
