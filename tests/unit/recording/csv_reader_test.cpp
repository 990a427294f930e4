#include "recording/csv_reader.hpp"

#include "domain/state_change.hpp"
#include "log_files.hpp"
#include "recording/entity_names.hpp"

namespace hearth::test {

namespace {
std::string rows_of(const std::string& content) {
    LogFiles files;
    auto lines = LineSource::open(files.write("x.csv", content), 1 << 20);
    BOOST_REQUIRE(lines.ok());
    CsvReader csv(**lines);
    std::vector<std::string> fields;
    std::string out;
    for (;;) {
        const auto more = csv.next(fields);
        if (!more) return out + "error";
        if (!*more) return out;
        for (const std::string& field : fields) out += "[" + field + "]";
        out += std::to_string(csv.row_line()) + " ";
    }
}
}  // namespace

BOOST_AUTO_TEST_SUITE(csv_reader)

BOOST_AUTO_TEST_CASE(quoting_by_rfc_4180) {
    BOOST_CHECK_EQUAL(rows_of("a,b,c\r\n1,,\n"), "[a][b][c]1 [1][][]2 ");
    BOOST_CHECK_EQUAL(rows_of("\"a,b\",\"say \"\"hi\"\"\",\"\"\n"), "[a,b][say \"hi\"][]1 ");
    BOOST_CHECK_EQUAL(rows_of("\"two\nlines\",x\n\ny"), "[two\nlines][x]1 [y]4 ");
    BOOST_CHECK_EQUAL(rows_of("x\"y,z\n"), "[x\"y][z]1 ");
    BOOST_CHECK_EQUAL(rows_of("a\n\"open"), "[a]1 error");
    BOOST_CHECK_EQUAL(rows_of("\"a\"b,c"), "error");
    BOOST_CHECK_EQUAL(rows_of("\"" + std::string(100'000, 'x') + "\n\n"), "error");
}

BOOST_AUTO_TEST_CASE(entity_ids_are_valid_and_one_for_each) {
    EntityNames names;
    for (const std::string name :
         {"light.kitchen", "Kitchen.Light", "\u00fc", "", "a b", "A_B", "light.kitchen ", "_", "1"})
        BOOST_CHECK_MESSAGE(is_entity_id(names.entity_id(name, name)), name);
    BOOST_CHECK_EQUAL(names.entity_id("light.kitchen", "light.kitchen"), "light.kitchen");
    BOOST_CHECK_NE(names.entity_id("a b", "a b"), names.entity_id("A_B", "A_B"));
    const std::string longest = "light." + std::string(249, 'x');
    BOOST_CHECK(is_entity_id(names.entity_id("1", longest)));
    BOOST_CHECK(is_entity_id(names.entity_id("2", longest)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace hearth::test
