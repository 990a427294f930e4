#include "learning/quality_report.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

#include "core/iso_time.hpp"
#include "learning/distinct_counter.hpp"
#include "learning/quality_report_builder.hpp"

using namespace hearth;
using namespace hearth::learning;

namespace {

constexpr TimeUs kStart = 1'740'960'000 * kMicrosPerSecond;  // 2025-03-03, a Monday

Sample interaction(const std::string& entity, const std::string& state, TimeUs time) {
    Sample out;
    out.kind = "interaction";
    out.label = entity + "=" + state;
    out.features = {{"entity", entity}, {"state", state}, {"origin", "user"}};
    out.time_us = time;
    out.distinct_key = out.label + std::to_string(time);
    return out;
}

QualityReport report_of(const std::vector<Sample>& samples, const QualityNeeds& needs) {
    QualityReportBuilder builder;
    for (const Sample& sample : samples) builder.add(sample);
    return builder.report(needs);
}

std::string codes(const std::vector<QualityRemark>& remarks) {
    std::string out;
    for (const auto& remark : remarks) out += (out.empty() ? "" : " ") + remark.code;
    return out;
}

// A household: every entity has two or three states and its own hours of the day; people do things
// in bursts, every day a little otherwise.
std::vector<Sample> household(int entities, int events, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> around(0, 40);
    std::vector<Sample> out;
    std::vector<bool> on(static_cast<std::size_t>(entities));
    for (int day = 0; static_cast<int>(out.size()) < events; ++day) {
        std::vector<std::pair<TimeUs, int>> plan;
        for (int entity = 0; entity < entities; ++entity)
            for (const int minute : {420 + 30 * (entity % 5), 1'080 + 40 * (entity % 6)})
                if (random() % 10 < 7)
                    plan.emplace_back(
                        static_cast<TimeUs>((minute + around(random)) * kMicrosPerMinute), entity);
        std::sort(plan.begin(), plan.end());
        for (const auto& [time, entity] : plan) {
            const auto at = static_cast<std::size_t>(entity);
            on[at] = !on[at];
            out.push_back(interaction("light.lamp_" + std::to_string(entity), on[at] ? "on" : "off",
                                      kStart + day * kMicrosPerDay + time));
        }
    }
    out.resize(static_cast<std::size_t>(events));
    return out;
}

// Pairs as a collector wrote them: 4 pairs over 6 entities, random confidence, nothing else.
std::vector<Sample> four_pairs(int rows, TimeUs step) {
    std::mt19937 random(5);
    std::vector<Sample> out;
    for (int i = 0; i < rows; ++i) {
        const auto which = std::to_string(random() % 4);
        Sample sample;
        sample.kind = "pair";
        sample.features = {{"a", "light.a" + which}, {"b", "switch.b"}};
        sample.label = "pair " + which;
        sample.time_us = kStart + i * step;
        sample.confidence = 0.6 + 0.3 * static_cast<double>(random() % 100) / 100;
        sample.distinct_key = std::to_string(i);
        out.push_back(sample);
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(quality_report)

BOOST_AUTO_TEST_CASE(real_looking_homes_are_never_refused) {
    struct Case {
        const char* name;
        int entities, events;
        std::int64_t min_rows;
    };
    for (const Case& c : std::initializer_list<Case>{{"twelve entities", 12, 3'000, 200},
                                                     {"one lamp", 1, 200, 60},
                                                     {"two lamps", 2, 443, 100},
                                                     {"three lamps, young", 3, 60, 60},
                                                     {"forty entities", 40, 20'000, 200}})
        for (unsigned seed = 1; seed <= 20; ++seed) {
            const auto report = report_of(household(c.entities, c.events, seed), {c.min_rows});
            BOOST_TEST(report.verdict.usable,
                       c.name << ", seed " << seed << ": " << codes(report.verdict.reasons));
            BOOST_TEST(report.labels == 2 * c.entities, c.name);
            BOOST_TEST(report.entities == c.entities, c.name);
            BOOST_TEST(report.duplicate_rate == 0.0, c.name);
        }
}

BOOST_AUTO_TEST_CASE(four_pairs_repeated_443_times_are_refused_with_the_sentence) {
    struct Case {
        const char* name;
        bool sequence;
        TimeUs step;
        const char* codes;
    };
    for (const Case& c : std::initializer_list<Case>{
             {"pairs, over weeks", false, 3'600 * kMicrosPerSecond, "few_pairs"},
             {"pairs, at once", false, 0, "few_pairs"},
             {"sequence, a second apart", true, kMicrosPerSecond, "few_pairs"},
             {"sequence, at once", true, 0, "few_rows few_pairs one_time"}}) {
        const auto report = report_of(four_pairs(443, c.step), {100, c.sequence});
        BOOST_TEST(!report.verdict.usable, c.name);
        BOOST_TEST(codes(report.verdict.reasons) == c.codes, c.name);
        BOOST_TEST(report.distinct_pairs == 4, c.name);
        BOOST_TEST(report.distinct_keys == 443, c.name);
    }
    const auto report = report_of(four_pairs(443, kMicrosPerSecond), {100, false});
    BOOST_TEST(report.verdict.reasons.at(0).text ==
               "443 rows are only 4 distinct pairs of features and label, each repeated 111 times "
               "on average: they teach nothing beyond these 4");
    BOOST_TEST(report.duplicate_rate == 1 - 4.0 / 443, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(few_rows_that_stand_alone_are_not_called_repetitions) {
    BOOST_TEST(codes(report_of(four_pairs(60, kMicrosPerMinute), {0, false}).verdict.reasons) ==
               "");
    BOOST_TEST(codes(report_of(four_pairs(80, kMicrosPerMinute), {0, false}).verdict.reasons) ==
               "few_pairs");
}

BOOST_AUTO_TEST_CASE(degenerate_rows_are_refused) {
    const auto good = household(6, 300, 1);
    const auto changed = [&](auto change) {
        auto rows = good;
        for (std::size_t i = 0; i < rows.size(); ++i) change(rows[i], i);
        return rows;
    };
    struct Case {
        const char* name;
        std::vector<Sample> rows;
        QualityNeeds needs;
        const char* reasons;
        const char* notes;
    };
    const auto simulated =
        changed([](Sample& s, std::size_t) { s.source = SampleSource::kSimulated; });
    const auto one_label = changed([](Sample& s, std::size_t) { s.label = "same"; });
    const Case cases[] = {
        {"good", good, {100}, "", ""},
        {"exactly enough", good, {300}, "", ""},
        {"one too few", good, {301}, "few_rows", ""},
        {"none", {}, {100}, "no_rows", ""},
        {"one label", one_label, {100}, "one_label", ""},
        {"one label is fine", one_label, {100, true, false}, "", ""},
        {"empty features",
         changed([](Sample& s, std::size_t) { s.features = Json::object(); }),
         {100},
         "empty_features",
         ""},
        {"null features",
         changed([](Sample& s, std::size_t) {
             s.features = {{"a", nullptr}, {"b", ""}};
         }),
         {100},
         "empty_features",
         ""},
        {"features that are no object",
         changed([](Sample& s, std::size_t) { s.features = 7; }),
         {100},
         "empty_features",
         ""},
        {"half of the features empty",
         changed([](Sample& s, std::size_t) { s.features["name"] = ""; }),
         {100},
         "",
         ""},
        {"no labels",
         changed([](Sample& s, std::size_t) { s.label = ""; }),
         {100},
         "no_labels",
         ""},
        {"context only",
         changed([](Sample& s, std::size_t) { s.target = false; }),
         {100},
         "no_targets",
         ""},
        {"simulated rows, real home", simulated, {100}, "all_simulated", ""},
        {"simulated home", simulated, {100, true, true, true}, "", "simulated_home"},
        {"some simulated",
         changed([](Sample& s, std::size_t i) {
             if (i > 0) s.source = SampleSource::kSimulated;
         }),
         {100},
         "",
         ""},
        {"lopsided",
         changed([](Sample& s, std::size_t i) { s.label = i % 20 ? "a" : "b"; }),
         {100},
         "",
         "lopsided"},
    };
    for (const Case& c : cases) {
        const auto report = report_of(c.rows, c.needs);
        BOOST_TEST(codes(report.verdict.reasons) == c.reasons, c.name);
        BOOST_TEST(codes(report.verdict.notes) == c.notes, c.name);
        BOOST_TEST(report.verdict.usable == report.verdict.reasons.empty(), c.name);
    }
}

BOOST_AUTO_TEST_CASE(the_same_row_twice_counts_once_towards_what_is_needed) {
    auto rows = household(4, 90, 3);
    const auto again = rows;
    rows.insert(rows.end(), again.begin(), again.end());
    const auto report = report_of(rows, {100});
    BOOST_TEST(report.duplicate_rate == 0.5);
    BOOST_TEST(report.distinct_keys == 90);
    BOOST_TEST(report.verdict.reasons.at(0).text ==
               "90 rows after leaving out repetitions; at least 100 are needed");
}

BOOST_AUTO_TEST_CASE(gaps_and_span_do_not_depend_on_the_order) {
    std::vector<Sample> rows;
    for (const double day : {0.0, 0.9, 1.9, 2.95, 7.0, 7.1})
        rows.push_back(
            interaction("light.a", "on", kStart + static_cast<TimeUs>(day * kMicrosPerDay)));
    for (int round = 0; round < 2; ++round) {
        const auto report = report_of(rows, {});
        BOOST_TEST(report.gap_count == 2);
        BOOST_TEST(report.days == 7.1, boost::test_tools::tolerance(1e-9));
        BOOST_TEST(report.gap_days == 1.05 + 4.05, boost::test_tools::tolerance(1e-9));
        BOOST_TEST(report.gaps.at(0).to_us == kStart + 7 * kMicrosPerDay);
        std::reverse(rows.begin(), rows.end());
    }
}

BOOST_AUTO_TEST_CASE(times_before_1970_count_like_others) {
    const auto report = report_of({interaction("light.a", "on", -3 * kMicrosPerDay),
                                   interaction("light.a", "off", -kMicrosPerDay / 2)},
                                  {});
    BOOST_TEST(report.first_us == -3 * kMicrosPerDay);
    BOOST_TEST(report.gap_count == 1);
}

BOOST_AUTO_TEST_CASE(label_balance) {
    std::vector<Sample> rows;
    for (int i = 0; i < 100; ++i) rows.push_back(interaction("light.a", i % 2 ? "on" : "off", i));
    BOOST_TEST(report_of(rows, {}).label_entropy == 1.0, boost::test_tools::tolerance(1e-9));
    for (int i = 0; i < 100; ++i) rows.push_back(interaction("light.a", "on", 100 + i));
    const auto report = report_of(rows, {});
    BOOST_TEST(report.top_label_share == 0.75);
    BOOST_TEST(report.label_entropy == 0.8112781, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(report.top_labels.at(0).label == "light.a=on");
}

BOOST_AUTO_TEST_CASE(more_labels_than_there_is_room_for) {
    QualityReportBuilder builder;
    for (int i = 0; i < 70'000; ++i) {
        Sample sample =
            interaction("light.a", "text " + std::to_string(i), kStart + i * kMicrosPerMinute);
        builder.add(sample);
    }
    const auto report = builder.report({100, false});
    BOOST_TEST(!report.exact);
    BOOST_TEST(codes(report.verdict.notes) == "estimated");
    BOOST_TEST(static_cast<double>(report.labels) == 70'000, boost::test_tools::tolerance(0.02));
    BOOST_TEST(report.label_entropy > 0.99);
    BOOST_TEST(report.verdict.usable);
}

BOOST_AUTO_TEST_CASE(shares_and_dropped_rows_are_told) {
    auto rows = household(3, 100, 2);
    for (std::size_t i = 0; i < 25; ++i) rows[i].source = SampleSource::kImported;
    rows[0].features.erase("origin");
    QualityReportBuilder builder;
    for (const Sample& row : rows) builder.add(row);
    builder.add_dropped({{"automation", 150}, {"made_up", 1}});
    builder.add_dropped({{"automation", 10}});
    const auto report = builder.report({50});
    BOOST_TEST(report.sources.at("imported") == 25);
    BOOST_TEST(report.origins.at("not given") == 1);
    BOOST_TEST(report.dropped_rows == 161);
    BOOST_TEST(codes(report.verdict.notes) == "mostly_dropped");
    const Json json = to_json(report);
    BOOST_TEST(json.at("dropped").at("automation") == 160);
    BOOST_TEST(json.at("usable") == true);
    BOOST_TEST(json.at("first") == format_iso_time(report.first_us));
    const std::string text = to_text(report, TimeZone::utc());
    for (const char* part : {"160", "an automation, script or scene did it", "made_up",
                             "imported 25 %, live 75 %", "usable", "2025-03-03"})
        BOOST_TEST(text.find(part) != std::string::npos, part << " in\n" << text);
}

BOOST_AUTO_TEST_CASE(the_text_keeps_to_80_columns) {
    auto rows = four_pairs(443, 0);
    for (auto& row : rows) row.label = "\x1b[31m" + std::string(300, 'x');
    for (const auto& report : {report_of(rows, {1'000}), report_of({}, {100}),
                               report_of(household(12, 3'000, 1), {100})}) {
        std::istringstream text(to_text(report, TimeZone::utc()));
        std::string line;
        while (std::getline(text, line)) {
            BOOST_TEST(line.size() <= 80U, line);
            BOOST_TEST(line.find('\x1b') == std::string::npos);
        }
    }
    BOOST_TEST(to_json(report_of({}, {})).at("first").is_null());
}

BOOST_AUTO_TEST_CASE(distinct_counts_are_exact_then_close) {
    DistinctCounter counter(1'000);
    for (int i = 0; i < 3'000; ++i) counter.add(content_hash(std::to_string(i % 1'000)));
    BOOST_TEST(counter.exact());
    BOOST_TEST(counter.count() == 1'000);
    for (int i = 0; i < 100'000; ++i) counter.add(content_hash(std::to_string(i)));
    BOOST_TEST(!counter.exact());
    BOOST_TEST(static_cast<double>(counter.count()) == 100'000, boost::test_tools::tolerance(0.15));
    BOOST_TEST(content_hash("c", content_hash("ab")) != content_hash("bc", content_hash("a")));
}

// Logs of real homes lie beside the repository on some machines.
BOOST_AUTO_TEST_CASE(real_homes_pass_where_their_logs_are_present) {
    const char* const chosen = std::getenv("HEARTH_SHARED_DATA");
    const std::string folder = chosen ? chosen : HEARTH_SOURCE_DIR "/../shared/data";
    for (const char* home : {"kasteren-a", "kasteren-b", "ordonez-a", "tapia-s1"}) {
        std::ifstream file(folder + "/" + home + "/events.csv");
        if (!file) {
            BOOST_TEST_MESSAGE("skipped: " << folder << "/" << home << "/events.csv is absent");
            continue;
        }
        QualityReportBuilder builder;
        std::string line;
        std::getline(file, line);
        while (std::getline(file, line)) {
            std::istringstream cells(line);
            std::string start, end, sensor;
            std::getline(cells, start, ',');
            std::getline(cells, end, ',');
            std::getline(cells, sensor, ',');
            if (const auto time = parse_local_time(start))
                builder.add(interaction("binary_sensor.s" + sensor, "on", *time));
        }
        const auto report = builder.report({100});
        BOOST_TEST_MESSAGE(home << "\n" << to_text(report, TimeZone::utc()));
        BOOST_TEST(report.rows > 300, home);
        BOOST_TEST(report.verdict.usable, home << ": " << codes(report.verdict.reasons));
    }
}

BOOST_AUTO_TEST_SUITE_END()
