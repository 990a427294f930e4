#include "learning/hour_ranges.hpp"

#include <boost/test/unit_test.hpp>

#include "core/iso_time.hpp"
#include "support/must.hpp"

using hearth::TimeUs;
using hearth::TimeZone;
using hearth::test::take;
using namespace hearth::learning;

namespace {

TimeUs time_at(const char* text) {
    const auto time = hearth::parse_iso_time(text);
    BOOST_REQUIRE_MESSAGE(time, text);
    return *time;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hour_ranges)

BOOST_AUTO_TEST_CASE(what_is_a_range) {
    for (const auto& [text, shown] : std::vector<std::pair<const char*, const char*>>{
             {"22:00-06:00", "22:00-06:00"},
             {" 01:30 - 05:00 ", "01:30-05:00"},
             {"00:00-24:00", "00:00-24:00"},
             {"23:00-24:00", "23:00-24:00"},
             {"22:00-00:00", "22:00-00:00"},
             {"24:00-06:00", "00:00-06:00"},
         })
        BOOST_TEST(take(parse_hour_range(text)).text() == shown);
    for (const char* text :
         {"", "22:00", "22-06", "22:00-", "-06:00", "2:00-6:00", "22:60-06:00", "24:01-06:00",
          "25:00-06:00", "22:00-06:00-08:00", "aa:bb-cc:dd", "22:00-22:00", "24:00-00:00",
          "24:00-24:00", "00:00-00:00", "-1:00-06:00", "22.00-06.00"}) {
        const auto range = parse_hour_range(text);
        BOOST_REQUIRE_MESSAGE(!range.ok(), text);
        BOOST_TEST(range.error().text.find("'" + std::string(text) + "'") == 0U);
        BOOST_TEST(range.error().text.find("HH:MM-HH:MM") != std::string::npos);
    }
    BOOST_TEST(take(parse_hour_ranges({"22:00-06:00", "12:00-14:00"})).size() == 2U);
    BOOST_TEST(take(parse_hour_ranges({})).empty());
    const auto second = parse_hour_ranges({"22:00-06:00", "noon"});
    BOOST_REQUIRE(!second.ok());
    BOOST_TEST(second.error().text.find("'noon'") == 0U);
}

BOOST_AUTO_TEST_CASE(which_times_are_inside) {
    struct Case {
        const char* range;
        const char* local;
        bool inside;
    };
    for (const Case& c : std::vector<Case>{
             {"01:00-05:00", "00:59:59.999999", false},
             {"01:00-05:00", "01:00", true},
             {"01:00-05:00", "04:59:59.999999", true},
             {"01:00-05:00", "05:00", false},
             {"22:00-06:00", "21:59", false},
             {"22:00-06:00", "22:00", true},
             {"22:00-06:00", "00:00", true},
             {"22:00-06:00", "05:59", true},
             {"22:00-06:00", "06:00", false},
             {"22:00-00:00", "23:59", true},
             {"22:00-00:00", "00:00", false},
             {"00:00-24:00", "23:59:59", true},
             {"00:00-24:00", "00:00", true},
         }) {
        const auto ranges = take(parse_hour_ranges({c.range}));
        const auto text = "2025-01-15T" + std::string(c.local);
        BOOST_TEST(hours_allow(ranges, time_at((text + "+01:00").c_str()),
                               take(TimeZone::find("Europe/Berlin"))) == c.inside,
                   c.range << " at " << c.local);
        BOOST_TEST(hours_allow(ranges, time_at((text + "Z").c_str()), TimeZone::utc()) == c.inside);
    }
    BOOST_TEST(hours_allow({}, time_at("2025-01-15T12:00Z"), TimeZone::utc()));
    BOOST_TEST(hours_allow(take(parse_hour_ranges({"01:00-02:00", "13:00-14:00"})),
                           time_at("1969-01-15T13:30Z"), TimeZone::utc()));
}

BOOST_AUTO_TEST_CASE(when_they_are_next) {
    struct Case {
        std::vector<std::string> ranges;
        const char* now;
        const char* next;
    };
    for (const Case& c : std::vector<Case>{
             {{}, "2025-01-15T12:00+01:00", "2025-01-15T12:00+01:00"},
             {{"22:00-06:00"}, "2025-01-15T12:00+01:00", "2025-01-15T22:00+01:00"},
             {{"22:00-06:00"}, "2025-01-15T23:00+01:00", "2025-01-15T23:00+01:00"},
             {{"01:00-05:00"}, "2025-01-15T12:00+01:00", "2025-01-16T01:00+01:00"},
             {{"01:00-05:00", "13:00-14:00"}, "2025-01-15T12:00+01:00", "2025-01-15T13:00+01:00"},
             // The spring gap: its hour is not there on that day.
             {{"02:00-03:00"}, "2025-03-30T01:30+01:00", "2025-03-31T02:00+02:00"},
             {{"02:00-04:00"}, "2025-03-30T01:30+01:00", "2025-03-30T03:00+02:00"},
             {{"04:00-05:00"}, "2025-03-30T01:30+01:00", "2025-03-30T04:00+02:00"},
             {{"04:00-05:00"}, "2025-10-26T02:30+02:00", "2025-10-26T04:00+01:00"},
         }) {
        const TimeUs next = next_allowed(take(parse_hour_ranges(c.ranges)), time_at(c.now),
                                         take(TimeZone::find("Europe/Berlin")));
        BOOST_TEST(next == time_at(c.next), c.now << ": " << hearth::format_iso_time(next));
    }
}

BOOST_AUTO_TEST_SUITE_END()
