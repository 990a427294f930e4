#include <boost/test/unit_test.hpp>
#include <cmath>

#include "cli/table.hpp"
#include "cli/text.hpp"

using namespace hearth;
using namespace hearth::cli;

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(hostile_text_cannot_control_the_terminal) {
    BOOST_TEST(printable("a\x1b[31mb") == "a?[31mb");
    BOOST_TEST(printable("one\ntwo\r\t\x7f") == "one?two???");
    BOOST_TEST(printable("\xc2\x9b"
                         "2J") == "?2J");  // C1: another way to write ESC [
    BOOST_TEST(printable("a\xe2\x80\xae"
                         "b") == "a?b");  // right-to-left override
    BOOST_TEST(printable("bad \xff\xfe bytes") == "bad ?? bytes");
    BOOST_TEST(printable("Küche 🏠") == "Küche 🏠");
}

BOOST_AUTO_TEST_CASE(width_is_what_a_terminal_shows) {
    BOOST_TEST(display_width("Küche") == 5u);
    BOOST_TEST(display_width("e\xcc\x81") == 1u);  // e and a combining acute
    BOOST_TEST(display_width("寝室") == 4u);
    BOOST_TEST(display_width("🏠") == 2u);
    BOOST_TEST(display_width("") == 0u);
}

BOOST_AUTO_TEST_CASE(long_text_is_cut_between_characters) {
    BOOST_TEST(fit("kitchen", 7) == "kitchen");
    BOOST_TEST(fit("kitchen", 5) == "kitc…");
    BOOST_TEST(fit("寝室寝室", 4) == "寝…");
    BOOST_TEST(fit("abc", 0).empty());
}

BOOST_AUTO_TEST_CASE(figures_are_readable) {
    BOOST_TEST(format_count(0) == "0");
    BOOST_TEST(format_count(999) == "999");
    BOOST_TEST(format_count(1234567) == "1,234,567");
    BOOST_TEST(format_count(-1000) == "-1,000");
    BOOST_TEST(format_duration(0.82) == "0.8 s");
    BOOST_TEST(format_duration(59.4) == "59 s");
    BOOST_TEST(format_duration(185) == "3 min 05 s");
    BOOST_TEST(format_duration(7'805) == "2 h 10 min");
    BOOST_TEST(format_duration(4 * 86'400 + 3 * 3'600) == "4 d 3 h");
    BOOST_TEST(format_duration(-1) == "-");
    BOOST_TEST(format_bytes(812) == "812 B");
    BOOST_TEST(format_bytes(10'905'190) == "10.4 MB");
    BOOST_TEST(format_score(0.64125) == "0.6412");
    BOOST_TEST(format_score(std::nan("")) == "-");
    BOOST_TEST(format_percent(0.634) == "63 %");
    BOOST_TEST(short_time("2025-03-09T14:05:07.123456+00:00") == "2025-03-09 14:05:07");
    BOOST_TEST(short_time("2025-03-09T16:05:07+02:00") == "2025-03-09 14:05:07");
    BOOST_TEST(short_time("soon") == "soon");
}

BOOST_AUTO_TEST_CASE(json_values_fit_on_a_line) {
    BOOST_TEST(format_value(Json()) == "-");
    BOOST_TEST(format_value(Json(true)) == "yes");
    BOOST_TEST(format_value(Json(12345)) == "12,345");
    BOOST_TEST(format_value(Json(0.5)) == "0.5000");
    BOOST_TEST(format_value(Json("a\nb")) == "a?b");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(table)

BOOST_AUTO_TEST_CASE(columns_are_aligned_by_width_not_by_bytes) {
    Table table;
    table.add_column("Room");
    table.add_column("Events", Align::kRight);
    table.add_column("Note");
    table.add_row({"Küche", "7", "a"});
    table.add_row({"寝室", "1,204", ""});
    table.add_row({"Hall", "12"});
    BOOST_TEST(table.render(Style(false)) ==
               "Room   Events  Note\n"
               "Küche       7  a\n"
               "寝室    1,204\n"
               "Hall       12\n");
}

BOOST_AUTO_TEST_CASE(colour_does_not_count_as_width) {
    Table table;
    table.add_column("A");
    table.add_column("B");
    table.add_row({Cell("x", Tone::kGood), "y"});
    BOOST_TEST(table.render(Style(true)) ==
               "\x1b[1mA\x1b[0m  \x1b[1mB\x1b[0m\n\x1b[32mx\x1b[0m  y\n");
}

BOOST_AUTO_TEST_CASE(a_table_may_have_no_head_and_an_indent) {
    Table table;
    table.add_column("");
    table.add_column("");
    BOOST_TEST(table.empty());
    table.add_row({"Memory", "10 MB"});
    BOOST_TEST(table.render(Style(false), 2) == "  Memory  10 MB\n");
}

BOOST_AUTO_TEST_SUITE_END()
