#include "learning/cron.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <vector>

#include "core/iso_time.hpp"
#include "support/must.hpp"
#include "times.hpp"

using hearth::kMicrosPerDay;
using hearth::TimeUs;
using hearth::TimeZone;
using hearth::learning::CronExpression;
using hearth::test::at;
using hearth::test::take;

namespace {

// The next `times` after `from`.
std::vector<TimeUs> turns(const char* expression, const char* zone, const char* from,
                          std::size_t times) {
    const auto cron = take(CronExpression::parse(expression));
    const auto place = take(TimeZone::find(zone));
    std::vector<TimeUs> out;
    TimeUs time = at(from);
    while (out.size() < times) {
        const auto next = cron.next_after(time, place);
        BOOST_REQUIRE(next);
        BOOST_REQUIRE(*next > time);
        out.push_back(time = *next);
    }
    return out;
}

struct Case {
    const char* expression;
    const char* zone;
    const char* after;
    std::vector<const char*> expected;
};

void check(const std::vector<Case>& cases) {
    for (const Case& c : cases) {
        const auto found = turns(c.expression, c.zone, c.after, c.expected.size());
        for (std::size_t i = 0; i < found.size(); ++i)
            BOOST_TEST(found[i] == at(c.expected[i]),
                       c.expression << " in " << c.zone << " after " << c.after << ", turn " << i
                                    << ": " << hearth::format_iso_time(found[i]) << " and not "
                                    << c.expected[i]);
    }
}

constexpr const char* kBerlin = "Europe/Berlin";
constexpr const char* kNewYork = "America/New_York";
constexpr const char* kLordHowe = "Australia/Lord_Howe";

}  // namespace

BOOST_AUTO_TEST_SUITE(cron)

BOOST_AUTO_TEST_CASE(ordinary_days) {
    check({
        {"0 3 * * *", "UTC", "2025-01-31T03:00Z", {"2025-02-01T03:00Z", "2025-02-02T03:00Z"}},
        {"0 3 * * *", "UTC", "2025-01-31T02:59:59.999999Z", {"2025-01-31T03:00Z"}},
        {"0 3 * * *", "UTC", "2025-01-31T03:00:00.000001Z", {"2025-02-01T03:00Z"}},
        {"* * * * *", "UTC", "2024-12-31T23:59Z", {"2025-01-01T00:00Z", "2025-01-01T00:01Z"}},
        {"5/15 * * * *",
         "UTC",
         "2025-01-01T00:00Z",
         {"2025-01-01T00:05Z", "2025-01-01T00:20Z", "2025-01-01T00:35Z", "2025-01-01T00:50Z",
          "2025-01-01T01:05Z"}},
        {"10-50/20,3 4 * * *",
         "UTC",
         "2025-01-01T00:00Z",
         {"2025-01-01T04:03Z", "2025-01-01T04:10Z", "2025-01-01T04:30Z", "2025-01-01T04:50Z",
          "2025-01-02T04:03Z"}},
        {"0 3 * * 0",
         kBerlin,
         "2025-01-01T00:00Z",
         {"2025-01-05T03:00+01:00", "2025-01-12T03:00+01:00"}},
        {"0 3 * * 7", kBerlin, "2025-01-01T00:00Z", {"2025-01-05T03:00+01:00"}},
        {"0 3 * * SUN", kBerlin, "2025-01-01T00:00Z", {"2025-01-05T03:00+01:00"}},
        {"0 0 * * fri-mon",
         "UTC",
         "2025-01-01T00:00Z",
         {"2025-01-03T00:00Z", "2025-01-04T00:00Z", "2025-01-05T00:00Z", "2025-01-06T00:00Z",
          "2025-01-10T00:00Z"}},
        {"0 0 * * 5-7", "UTC", "2025-01-04T12:00Z", {"2025-01-05T00:00Z", "2025-01-10T00:00Z"}},
        {"0 0 * * 7-2",
         "UTC",
         "2025-01-04T12:00Z",
         {"2025-01-05T00:00Z", "2025-01-06T00:00Z", "2025-01-07T00:00Z", "2025-01-12T00:00Z"}},
        {"0 0 * * 7/3",
         "UTC",
         "2025-01-04T12:00Z",
         {"2025-01-05T00:00Z", "2025-01-08T00:00Z", "2025-01-11T00:00Z", "2025-01-12T00:00Z"}},
        {"0 2 1 * *",
         kNewYork,
         "2025-01-15T00:00Z",
         {"2025-02-01T02:00-05:00", "2025-03-01T02:00-05:00", "2025-04-01T02:00-04:00"}},
        {"0 0 31 * *", "UTC", "2025-01-31T00:00Z", {"2025-03-31T00:00Z", "2025-05-31T00:00Z"}},
        {"0 12 1 jan,Jul *",
         "UTC",
         "2025-01-02T00:00Z",
         {"2025-07-01T12:00Z", "2026-01-01T12:00Z"}},
    });
}

BOOST_AUTO_TEST_CASE(day_of_month_and_day_of_week) {
    check({
        // Both given: either is enough.
        {"0 0 13 * 5",
         "UTC",
         "2025-06-01T00:00Z",
         {"2025-06-06T00:00Z", "2025-06-13T00:00Z", "2025-06-20T00:00Z", "2025-06-27T00:00Z",
          "2025-07-04T00:00Z", "2025-07-11T00:00Z", "2025-07-13T00:00Z"}},
        // One of them begins with '*': both have to match.
        {"0 0 */10 * 5", "UTC", "2025-06-01T00:00Z", {"2025-07-11T00:00Z"}},
        {"0 0 13 * */5", "UTC", "2025-06-01T00:00Z", {"2025-06-13T00:00Z", "2025-07-13T00:00Z"}},
    });
}

BOOST_AUTO_TEST_CASE(leap_years) {
    check({
        {"0 0 29 2 *", "UTC", "2024-02-29T00:00Z", {"2028-02-29T00:00Z", "2032-02-29T00:00Z"}},
        {"0 0 29 2 *", "UTC", "2096-03-01T00:00Z", {"2104-02-29T00:00Z"}},
        {"0 0 29 feb */7", "UTC", "2088-03-01T00:00Z", {"2128-02-29T00:00Z"}},
        {"30 1 28,29 2 *",
         kBerlin,
         "2024-02-28T12:00Z",
         {"2024-02-29T01:30+01:00", "2025-02-28T01:30+01:00"}},
    });
}

// Berlin: 2025-03-30 02:00 to 03:00. New York: 2025-03-09 02:00 to 03:00. Lord Howe: 2025-10-05
// 02:00 to 02:30, with +10:30 before and +11:00 after. Apia had no 30 December 2011. Sao Paulo had
// no midnight on 2018-11-04.
BOOST_AUTO_TEST_CASE(what_the_spring_gap_skips_happens_once_at_the_change) {
    check({
        {"30 2 * * *",
         kBerlin,
         "2025-03-29T12:00Z",
         {"2025-03-30T03:00+02:00", "2025-03-31T02:30+02:00"}},
        {"30 2 * * *",
         kNewYork,
         "2025-03-08T12:00Z",
         {"2025-03-09T03:00-04:00", "2025-03-10T02:30-04:00"}},
        {"0,20,40 2 * * *",
         kBerlin,
         "2025-03-29T12:00Z",
         {"2025-03-30T03:00+02:00", "2025-03-31T02:00+02:00"}},
        {"0 2,3 * * *",
         kBerlin,
         "2025-03-29T12:00Z",
         {"2025-03-30T03:00+02:00", "2025-03-31T02:00+02:00"}},
        {"*/5 2 * * *",
         kBerlin,
         "2025-03-29T12:00Z",
         {"2025-03-30T03:00+02:00", "2025-03-31T02:00+02:00"}},
        {"0 3 * * *",
         kBerlin,
         "2025-03-29T12:00Z",
         {"2025-03-30T03:00+02:00", "2025-03-31T03:00+02:00"}},
        {"59 1 * * *",
         kBerlin,
         "2025-03-29T12:00Z",
         {"2025-03-30T01:59+01:00", "2025-03-31T01:59+02:00"}},
        {"15 2 * * *",
         kLordHowe,
         "2025-10-04T12:00Z",
         {"2025-10-05T02:30+11:00", "2025-10-06T02:15+11:00"}},
        {"45 2 * * *",
         kLordHowe,
         "2025-10-04T12:00Z",
         {"2025-10-05T02:45+11:00", "2025-10-06T02:45+11:00"}},
        {"0 12 * * *",
         "Pacific/Apia",
         "2011-12-29T20:00Z",
         {"2011-12-29T12:00-10:00", "2011-12-31T00:00+14:00", "2011-12-31T12:00+14:00"}},
        {"0 0 * * *",
         "America/Sao_Paulo",
         "2018-11-03T12:00Z",
         {"2018-11-04T01:00-02:00", "2018-11-05T00:00-02:00"}},
    });
}

BOOST_AUTO_TEST_CASE(the_moment_of_the_change_is_not_repeated) {
    const auto cron = take(CronExpression::parse("30 2 * * *"));
    const auto berlin = take(TimeZone::find(kBerlin));
    const TimeUs change = at("2025-03-30T01:00Z");
    BOOST_TEST(cron.next_after(change - 1, berlin).value() == change);
    BOOST_TEST(cron.next_after(change, berlin).value() == at("2025-03-31T00:30Z"));
}

// Berlin: 2025-10-26 03:00 back to 02:00. New York: 2025-11-02 02:00 to 01:00. Lord Howe:
// 2025-04-06 02:00 to 01:30.
BOOST_AUTO_TEST_CASE(what_the_autumn_overlap_shows_twice_happens_once) {
    check({
        {"30 2 * * *",
         kBerlin,
         "2025-10-25T12:00Z",
         {"2025-10-26T02:30+02:00", "2025-10-27T02:30+01:00"}},
        {"30 2 * * *", kBerlin, "2025-10-26T02:15+01:00", {"2025-10-27T02:30+01:00"}},
        {"30 1 * * *",
         kNewYork,
         "2025-11-01T12:00Z",
         {"2025-11-02T01:30-04:00", "2025-11-03T01:30-05:00"}},
        {"10,50 2 * * *",
         kBerlin,
         "2025-10-25T12:00Z",
         {"2025-10-26T02:10+02:00", "2025-10-26T02:50+02:00", "2025-10-27T02:10+01:00"}},
        {"0 2,3 * * *",
         kBerlin,
         "2025-10-25T12:00Z",
         {"2025-10-26T02:00+02:00", "2025-10-26T03:00+01:00", "2025-10-27T02:00+01:00"}},
        {"45 1 * * *",
         kLordHowe,
         "2025-04-05T12:00Z",
         {"2025-04-06T01:45+11:00", "2025-04-07T01:45+10:30"}},
        {"15 1 * * *",
         kLordHowe,
         "2025-04-05T12:00Z",
         {"2025-04-06T01:15+11:00", "2025-04-07T01:15+10:30"}},
    });
}

BOOST_AUTO_TEST_CASE(wildcards_go_on_in_real_time) {
    check({
        {"*/30 * * * *",
         kBerlin,
         "2025-03-30T01:15+01:00",
         {"2025-03-30T01:30+01:00", "2025-03-30T03:00+02:00", "2025-03-30T03:30+02:00"}},
        {"30 * * * *",
         kBerlin,
         "2025-03-30T01:15+01:00",
         {"2025-03-30T01:30+01:00", "2025-03-30T03:30+02:00"}},
        {"30 0-23 * * *", kBerlin, "2025-03-30T01:45+01:00", {"2025-03-30T03:30+02:00"}},
        {"*/30 * * * *",
         kBerlin,
         "2025-10-26T02:15+02:00",
         {"2025-10-26T02:30+02:00", "2025-10-26T02:00+01:00", "2025-10-26T02:30+01:00",
          "2025-10-26T03:00+01:00"}},
        {"30 * * * *",
         kNewYork,
         "2025-11-02T01:00-04:00",
         {"2025-11-02T01:30-04:00", "2025-11-02T01:30-05:00", "2025-11-02T02:30-05:00"}},
        {"*/30 2 * * *",
         kBerlin,
         "2025-10-26T01:00+02:00",
         {"2025-10-26T02:00+02:00", "2025-10-26T02:30+02:00", "2025-10-26T02:00+01:00",
          "2025-10-26T02:30+01:00", "2025-10-27T02:00+01:00"}},
        {"*/15 * * * *",
         kLordHowe,
         "2025-04-06T01:40+11:00",
         {"2025-04-06T01:45+11:00", "2025-04-06T01:30+10:30", "2025-04-06T01:45+10:30",
          "2025-04-06T02:00+10:30"}},
        {"*/15 * * * *",
         kLordHowe,
         "2025-10-05T01:40+10:30",
         {"2025-10-05T01:45+10:30", "2025-10-05T02:30+11:00", "2025-10-05T02:45+11:00"}},
    });
}

// Against the plain definition: a walk over a whole year that asks the clock at every step.
BOOST_AUTO_TEST_CASE(real_time_agrees_with_a_walk_over_the_year) {
    constexpr TimeUs kStep = 10 * 60 * hearth::kMicrosPerSecond;
    for (const char* zone : {kBerlin, kNewYork, kLordHowe, "UTC"}) {
        const auto place = take(TimeZone::find(zone));
        const auto cron = take(CronExpression::parse("*/20 * * * sun,wed"));
        std::vector<TimeUs> expected, found;
        const TimeUs end = at("2026-01-01T00:00Z");
        for (TimeUs time = at("2025-01-01T00:10Z"); time < end; time += kStep) {
            const auto local = place.local(time);
            const bool right_day = local.weekday == 6 || local.weekday == 2;
            if (right_day && (time + local.offset_us) % (2 * kStep) == 0) expected.push_back(time);
        }
        for (auto time = cron.next_after(at("2025-01-01T00:00Z"), place); time && *time < end;
             time = cron.next_after(*time, place))
            found.push_back(*time);
        BOOST_TEST(found == expected, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(shortcuts) {
    check({
        {"@hourly", "UTC", "2025-01-01T00:00Z", {"2025-01-01T01:00Z"}},
        {"@daily", "UTC", "2025-01-01T00:00Z", {"2025-01-02T00:00Z"}},
        {"@midnight", "UTC", "2025-01-01T00:00Z", {"2025-01-02T00:00Z"}},
        {"@Weekly", "UTC", "2025-01-01T00:00Z", {"2025-01-05T00:00Z"}},
        {"@monthly", "UTC", "2025-01-01T00:00Z", {"2025-02-01T00:00Z"}},
        {"@yearly", "UTC", "2025-01-01T00:00Z", {"2026-01-01T00:00Z"}},
        {" @annually ", "UTC", "2025-01-01T00:00Z", {"2026-01-01T00:00Z"}},
    });
}

BOOST_AUTO_TEST_CASE(errors_name_the_field_and_what_is_allowed) {
    struct Bad {
        std::string expression;
        const char* says;
        const char* says_too;
    };
    for (const Bad& c : std::vector<Bad>{
             {"", "five fields", "has 0"},
             {"0 3 * *", "five fields", "has 4"},
             {"0 3 * * * *", "five fields", "has 6"},
             {"60 3 * * *", "minute: '60' is not a value", "0 to 59"},
             {"-1 3 * * *", "minute", "0 to 59"},
             {"0 24 * * *", "hour: '24' is not a value", "0 to 23"},
             {"0 3 0 * *", "day-of-month: '0' is not a value", "1 to 31"},
             {"0 3 32 * *", "day-of-month: '32'", "1 to 31"},
             {"0 3 * 13 *", "month: '13'", "jan to dec"},
             {"0 3 * january *", "month: 'january'", "jan to dec"},
             {"0 3 * * 8", "day-of-week: '8'", "sun to sat"},
             {"0 3 * * mon-", "day-of-week: ''", "sun to sat"},
             {"0 3 * * monday", "day-of-week: 'monday'", "sun to sat"},
             {"mon 3 * * *", "minute: 'mon'", "0 to 59"},
             {"1,,2 3 * * *", "minute: ''", "lists"},
             {"1, 3 * * *", "minute: ''", "lists"},
             {"*/0 * * * *", "minute: '*/0' needs a step from 1 to 59", "ranges"},
             {"*/60 * * * *", "minute: '*/60' needs a step", "steps"},
             {"*/ * * * *", "minute: '*/' needs a step", "steps"},
             {"*/-2 * * * *", "minute: '*/-2' needs a step", "steps"},
             {"1-5-9 * * * *", "minute: '5-9' is not a value", "0 to 59"},
             {"0 22-2 * * *", "hour: '22-2' runs backwards", "22-23,0-2"},
             {"0 0 1 nov-feb *", "month: 'nov-feb' runs backwards", "11-12,1-2"},
             {"99999999999999999999 * * * *", "minute", "0 to 59"},
             {"0 3 ? * *", "day-of-month: '?'", "1 to 31"},
             {"@reboot", "@reboot", "@hourly"},
             {"0 0 30 2 *", "day-of-month: this can never happen", "1 to 29"},
             {"0 0 31 4,6,9,11 *", "can never happen", "1 to 30"},
             {"0 0 30,31 feb */2", "can never happen", "1 to 29"},
             {std::string(400, '*'), "at most 300 characters", "cron"},
         }) {
        const auto result = CronExpression::parse(c.expression);
        BOOST_REQUIRE_MESSAGE(!result.ok(), c.expression);
        BOOST_TEST((result.error().code == hearth::ErrorCode::kInvalid));
        BOOST_TEST(result.error().text.find(c.says) != std::string::npos,
                   c.expression << ": " << result.error().text);
        BOOST_TEST(result.error().text.find(c.says_too) != std::string::npos,
                   c.expression << ": " << result.error().text);
    }
    BOOST_TEST(CronExpression::parse("0 0 30 2 1").ok());  // every Monday in February
    BOOST_TEST(CronExpression::parse("0 0 29 2 *").ok());
}

BOOST_AUTO_TEST_CASE(in_words) {
    for (const auto& [expression, words] : std::vector<std::pair<const char*, const char*>>{
             {"0 3 * * 0", "Sundays at 03:00"},
             {"0 2 * * *", "every day at 02:00"},
             {"15 2,14 * * *", "every day at 02:15 and 14:15"},
             {"0 2 1 * *", "the 1st of every month at 02:00"},
             {"0 2 1,2,3,11 * *", "the 1st, 2nd, 3rd and 11th of every month at 02:00"},
             {"0 2 22 * *", "the 22nd of every month at 02:00"},
             {"0 7 * * mon-fri", "Mondays to Fridays at 07:00"},
             {"0 7 * * sat,sun", "Saturdays and Sundays at 07:00"},
             {"0 7 * 12 sat", "Saturdays in December at 07:00"},
             {"0 7 24 12 *", "the 24th of December at 07:00"},
             {"0 7 1 * 1", "the 1st of every month and Mondays at 07:00"},
             {"0 7 * 6,7 *", "every day in June and July at 07:00"},
             {"@hourly", "every hour"},
             {"5 * * * *", "every hour, 5 minutes past"},
             {"* * * * *", "every minute"},
             {"*/5 * * * *", "every 5 minutes"},
             {"*/5 * * * 1", "Mondays, every 5 minutes"},
             {"0 */6 * * *", "every 6 hours from 00:00"},
             {"0 0,12 * * *", "every day at 00:00 and 12:00"},
             {"*/7 * * * *", "*/7 * * * *"},
             {" 0 0-9 * * * ", "0 0-9 * * *"},
             {"0 7 13 * */5", "0 7 13 * */5"},
             {"0 7 13 6 1", "0 7 13 6 1"},
         })
        BOOST_TEST(take(CronExpression::parse(expression)).in_words() == words);
    BOOST_TEST(take(CronExpression::parse(" 0 3 * * 0\n")).text() == "0 3 * * 0");
}

BOOST_AUTO_TEST_CASE(the_ends_of_the_calendar) {
    const auto cron = take(CronExpression::parse("0 0 29 2 *"));
    BOOST_TEST(!cron.next_after(INT64_MAX, TimeZone::utc()));
    BOOST_TEST(!cron.next_after(INT64_MIN, TimeZone::utc()));
    BOOST_TEST(!cron.next_after(at("9999-03-01T00:00Z"), TimeZone::utc()));
    BOOST_TEST(cron.next_after(at("1969-01-01T00:00Z"), TimeZone::utc()).value() ==
               at("1972-02-29T00:00Z"));
}

BOOST_AUTO_TEST_CASE(rare_expressions_are_found_quickly) {
    const auto berlin = take(TimeZone::find(kBerlin));
    const auto cron = take(CronExpression::parse("0 0 29 2 */7"));
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 100; ++i)
        BOOST_TEST(cron.next_after(at("2032-03-01T00:00Z") + i * kMicrosPerDay, berlin).value() ==
                   at("2060-02-29T00:00+01:00"));
    BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds{2}));
}

BOOST_AUTO_TEST_SUITE_END()
