#include "core/json_lines_log.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "support/must.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

std::vector<std::string> lines_of(const std::string& path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_lines_log)

BOOST_AUTO_TEST_CASE(lines_are_appended_also_by_the_next_process) {
    TemporaryFolder folder;
    const std::string path = folder.file("log.jsonl");
    for (int i = 0; i < 3; ++i) {
        const auto log = take(JsonLinesLog::open(path, 1 << 20, 2));
        must(log->add({{"n", i}, {"text", "a \"b\"\n c"}}));
    }
    const auto lines = lines_of(path);
    BOOST_REQUIRE(lines.size() == 3U);
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(take(parse_json(lines[static_cast<std::size_t>(i)]))["n"] == i);
}

BOOST_AUTO_TEST_CASE(a_full_file_is_rotated_and_the_oldest_goes) {
    TemporaryFolder folder;
    const auto log = take(JsonLinesLog::open(folder.file("log.jsonl"), 2000, 2));
    for (int i = 0; i < 100; ++i) must(log->add({{"n", i}, {"text", std::string(90, 'x')}}));
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        ++files;
        BOOST_TEST(std::filesystem::file_size(entry.path()) <= 2000U);
    }
    BOOST_TEST(files == 3);
    BOOST_TEST(take(parse_json(lines_of(folder.file("log.jsonl")).back()))["n"] == 99);
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_written_is_an_error) {
    BOOST_TEST(
        (code_of_failure(JsonLinesLog::open("/proc/none/log.jsonl", 1000, 1)) == ErrorCode::kIo));
}

BOOST_AUTO_TEST_SUITE_END()
