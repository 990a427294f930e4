#include <boost/test/unit_test.hpp>

#include "core/floor_div.hpp"
#include "core/iso_time.hpp"
#include "core/time_zone.hpp"

using hearth::kMicrosPerSecond;

BOOST_AUTO_TEST_SUITE(time_of_day)

BOOST_AUTO_TEST_CASE(iso_time_goes_both_ways) {
    const auto time = hearth::parse_iso_time("2025-03-09T14:05:07.123456+00:00");
    BOOST_REQUIRE(time.has_value());
    BOOST_TEST(*time == 1'741'529'107'123'456);
    BOOST_TEST(hearth::format_iso_time(*time) == "2025-03-09T14:05:07.123456+00:00");
    BOOST_TEST(hearth::format_iso_time(*time - 123'456) == "2025-03-09T14:05:07+00:00");
    BOOST_TEST(hearth::parse_iso_time("2025-03-09T16:05:07+02:00").value() == *time - 123'456);
    BOOST_TEST(hearth::parse_iso_time("2025-03-09T14:05:07Z").value() == *time - 123'456);
    BOOST_TEST(hearth::parse_iso_time("2025-03-09T14:58:35+00:53:28").value() == *time - 123'456);
    for (const char* edge : {"0000-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"})
        BOOST_TEST(hearth::format_iso_time(hearth::parse_iso_time(edge).value()) == edge);
    BOOST_TEST(hearth::format_iso_time(-1) == "1969-12-31T23:59:59.999999+00:00");
}

BOOST_AUTO_TEST_CASE(impossible_dates_are_refused) {
    for (const char* bad :
         {"", "2025-02-30T00:00:00+00:00", "2025-13-01T00:00:00+00:00", "2025-01-01T24:00:00+00:00",
          "2025-01-01T00:60:00+00:00", "2025-01-01", "2025-01-01T00:00:00.+00:00",
          "20250101T000000Z", "2025-01-01T00:00:00+00:00x", "2025-01-01T00:00:00 UTC",
          "2025-01-01T00:00:00+00:00:60", "9999-12-31T23:56:09.9999999-0830",
          "0000-01-01T00:00:00+00:01"})
        BOOST_TEST(!hearth::parse_iso_time(bad).has_value(), bad);
    BOOST_TEST(!hearth::parse_iso_time("2025-01-01T00:00:00", true).has_value());
    BOOST_TEST(hearth::parse_iso_time("2025-01-01T00:00:00").has_value());
    BOOST_TEST(!hearth::parse_local_time("2025-01-01T00:00:00Z").has_value());
    BOOST_TEST(hearth::parse_local_time("2011-06-15 01:03:39.14962").has_value());
}

BOOST_AUTO_TEST_CASE(local_time_follows_daylight_saving) {
    const auto berlin = hearth::TimeZone::find("Europe/Berlin");
    BOOST_REQUIRE(berlin.ok());
    const auto winter = berlin->local(*hearth::parse_iso_time("2025-03-30T00:59:59Z"));
    const auto summer = berlin->local(*hearth::parse_iso_time("2025-03-30T01:00:00Z"));
    BOOST_TEST(static_cast<int>(winter.hour) == 1);
    BOOST_TEST(static_cast<int>(summer.hour) == 3);
    BOOST_TEST(summer.weekday == 6);
    BOOST_TEST(summer.offset_us == 7200 * kMicrosPerSecond);
}

BOOST_AUTO_TEST_CASE(local_wall_time_becomes_utc) {
    const auto berlin = hearth::TimeZone::find("Europe/Berlin");
    BOOST_REQUIRE(berlin.ok());
    const auto utc = [&](const char* wall) {
        return hearth::format_iso_time(berlin->to_utc(hearth::parse_local_time(wall).value()));
    };
    BOOST_TEST(utc("2025-01-15 12:00:00") == "2025-01-15T11:00:00+00:00");
    BOOST_TEST(utc("2025-03-30 02:30:00") == "2025-03-30T01:00:00+00:00");  // skipped by the change
    BOOST_TEST(utc("2025-10-26 02:30:00") ==
               "2025-10-26T00:30:00+00:00");  // occurs twice: the first
}

BOOST_AUTO_TEST_CASE(days_before_1970_are_counted_as_those_after) {
    for (const auto& [value, day] :
         {std::pair{-11, -2}, {-10, -1}, {-1, -1}, {0, 0}, {9, 0}, {10, 1}})
        BOOST_TEST(hearth::floor_div(value, 10) == day, value);
}

BOOST_AUTO_TEST_CASE(unknown_zones_are_named) {
    const auto zone = hearth::TimeZone::find("Mars/Olympus");
    BOOST_REQUIRE(!zone.ok());
    BOOST_TEST(zone.error().text.find("Mars/Olympus") != std::string::npos);
    BOOST_TEST(hearth::TimeZone::find("UTC")->local(0).hour == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()
