#include "sdk/dataset.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "core/hash.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::sdk;

namespace {

const std::string kHeader =
    R"({"hearth_dataset":1,"kind":"interaction","time_zone":"Europe/Berlin","rows":2,"new_after_us":150,"simulated":true})";

class File {
public:
    explicit File(const std::string& content) : path(folder_.file("dataset.jsonl")) {
        std::ofstream(path, std::ios::binary) << content;
    }

private:
    hearth::test::TemporaryFolder folder_;

public:
    const std::string path;
};

Result<Dataset> read(const std::string& content, const DatasetLimits& limits = {}) {
    return read_dataset(File(content).path, limits);
}

void check_refused(const std::string& content, const std::string& words,
                   const DatasetLimits& limits = {}) {
    const auto dataset = read(content, limits);
    BOOST_REQUIRE(!dataset.ok());
    BOOST_TEST((dataset.error().code == ErrorCode::kInvalid));
    BOOST_TEST(dataset.error().text.find(words) != std::string::npos,
               "'" << dataset.error().text << "' does not say '" << words << "'");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dataset)

BOOST_AUTO_TEST_CASE(all_fields_are_read) {
    const File file(
        kHeader + "\n" +
        R"({"t":100,"y":"light.k=on","f":{"entity":"light.k"},"w":0.5,"c":0.75,"target":false,"src":"imported","g":"home 1","part":"test"})" +
        "\n" + R"({"t":200,"y":"b","f":{}})" + "\n");
    const auto dataset = read_dataset(file.path);
    BOOST_REQUIRE(dataset.ok());
    BOOST_TEST(dataset->kind == "interaction");
    BOOST_TEST(dataset->time_zone == "Europe/Berlin");
    BOOST_TEST(dataset->simulated);
    BOOST_TEST(dataset->sha256 == *sha256_of_file(file.path));
    BOOST_REQUIRE(dataset->rows.size() == 2);
    const Row& row = dataset->rows[0];
    BOOST_TEST(row.time_us == 100);
    BOOST_TEST(row.label == "light.k=on");
    BOOST_TEST(row.features["entity"] == "light.k");
    BOOST_TEST(row.weight == 0.5);
    BOOST_TEST(row.confidence == 0.75);
    BOOST_TEST(!row.target);
    BOOST_TEST(row.source == "imported");
    BOOST_TEST(row.group == "home 1");
    BOOST_TEST((row.part == Part::kTest));
    BOOST_TEST(!dataset->is_new(dataset->rows[0]));
    BOOST_TEST(dataset->is_new(dataset->rows[1]));
}

BOOST_AUTO_TEST_CASE(what_is_left_out_gets_its_default) {
    const auto dataset = read(R"({"hearth_dataset":1,"kind":"x"})"
                              "\n"
                              R"({"t":5,"y":"a"})");
    BOOST_REQUIRE(dataset.ok());
    BOOST_TEST(dataset->time_zone == "UTC");
    BOOST_REQUIRE(dataset->rows.size() == 1);  // also without a line break at the end
    const Row& row = dataset->rows[0];
    BOOST_TEST(row.weight == 1);
    BOOST_TEST(row.confidence == 1);
    BOOST_TEST(row.target);
    BOOST_TEST(row.source == "live");
    BOOST_TEST(row.group.empty());
    BOOST_TEST((row.part == Part::kByTime));
    BOOST_TEST(row.features.is_object());
    BOOST_TEST(dataset->is_new(row));
}

BOOST_AUTO_TEST_CASE(rows_are_put_in_order_of_time) {
    const auto dataset = read(kHeader +
                              "\n"
                              R"({"t":30,"y":"c"})"
                              "\n"
                              R"({"t":10,"y":"a"})"
                              "\r\n\n"
                              R"({"t":30,"y":"d"})"
                              "\n");
    BOOST_REQUIRE(dataset.ok());
    BOOST_TEST(dataset->was_unsorted);
    std::string labels;
    for (const Row& row : dataset->rows) labels += row.label;
    BOOST_TEST(labels == "acd");
}

BOOST_AUTO_TEST_CASE(rows_that_make_no_sense_are_counted) {
    const auto dataset = read(kHeader +
                              "\n"
                              R"({"t":10,"y":""})"
                              "\n"
                              R"({"t":-1,"y":"a"})"
                              "\n"
                              R"({"t":9223372036854775807,"y":"a"})"
                              "\n"
                              R"({"t":10,"y":"a","c":1.5})"
                              "\n"
                              R"({"t":10,"y":")" +
                              std::string(2000, 'x') +
                              "\"}\n"
                              R"({"t":10,"y":"good"})");
    BOOST_REQUIRE(dataset.ok());
    BOOST_TEST(dataset->rows.size() == 1);
    BOOST_TEST(dataset->skipped == 5);
    BOOST_TEST(dataset->skipped_because == "line 2: the label is empty");
}

BOOST_AUTO_TEST_CASE(damaged_lines_are_refused_with_their_number) {
    const std::string good = kHeader + "\n" + R"({"t":1,"y":"a"})" + "\n";
    for (const std::string line :
         {"nonsense", "[]", "{}", R"({"t":1})", R"({"y":"a"})", R"({"t":1.5,"y":"a"})",
          R"({"t":1,"y":5})", R"({"t":1,"y":"a","f":[]})", R"({"t":1,"y":"a","w":-1})",
          R"({"t":1,"y":"a","w":NaN})", R"({"t":1,"y":"a","w":"1"})", R"({"t":1,"y":"a","c":null})",
          R"({"t":1,"y":"a","target":1})", R"({"t":1,"y":"a","g":7})",
          R"({"t":1,"y":"a","part":"holdout"})", R"({"t":1,"y":"a","part":1})", "\xff"})
        check_refused(good + line + "\n" + R"({"t":2,"y":"b"})", "line 3");
}

BOOST_AUTO_TEST_CASE(a_header_is_demanded) {
    check_refused("", "line 1");
    check_refused("\n", "line 1");
    check_refused(R"({"t":1,"y":"a"})", "line 1");
    check_refused(R"({"hearth_dataset":2,"kind":"x"})", "line 1");
    check_refused(R"({"hearth_dataset":1})", "kind");
    BOOST_TEST(!read_dataset("/no/such/file").ok());
    BOOST_TEST(!read_dataset("/tmp").ok());
}

BOOST_AUTO_TEST_CASE(sizes_are_bounded) {
    DatasetLimits limits;
    limits.max_line_bytes = 200;
    check_refused(kHeader + "\n" + std::string(201, ' '), "line 2", limits);
    check_refused(std::string(1'000'000, '{'), "line 1", limits);
    limits = {};
    limits.max_rows = 2;
    const std::string row = "\n" + std::string(R"({"t":1,"y":"a"})");
    BOOST_TEST(read(kHeader + row + row, limits).ok());
    check_refused(kHeader + row + row + row, "line 4", limits);
    std::string deep(40, '[');
    deep.append(40, ']');
    check_refused(kHeader + "\n{\"t\":1,\"y\":\"a\",\"f\":{\"x\":" + deep + "}}", "line 2");
}

BOOST_AUTO_TEST_CASE(lines_longer_than_a_block_are_read) {
    const std::string padding(200'000, ' ');
    const auto dataset =
        read(kHeader + "\n{\"t\":1," + padding + "\"y\":\"a\"}\n{\"t\":2,\"y\":\"b\"}\n");
    BOOST_REQUIRE(dataset.ok());
    BOOST_TEST(dataset->rows.size() == 2);
}

BOOST_AUTO_TEST_CASE(one_row_alone_is_stricter) {
    BOOST_TEST(parse_row(R"({"t":1,"y":"a"})").ok());
    BOOST_TEST(!parse_row(R"({"t":1,"y":""})").ok());
    BOOST_TEST(!parse_row(R"({"t":0,"y":"a"})").ok());
    BOOST_TEST(!parse_row("").ok());
}

BOOST_AUTO_TEST_SUITE_END()
