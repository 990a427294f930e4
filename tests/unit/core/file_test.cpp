#include <boost/test/unit_test.hpp>

#include "core/file.hpp"
#include "core/hash.hpp"
#include "support/temporary_folder.hpp"

BOOST_AUTO_TEST_SUITE(files)

BOOST_AUTO_TEST_CASE(written_whole_and_read_back) {
    const hearth::test::TemporaryFolder folder;
    const std::string path = folder.file("a.bin");
    BOOST_REQUIRE(hearth::write_file_atomically(path, "first").ok());
    BOOST_REQUIRE(hearth::write_file_atomically(path, std::string("sec\0nd", 6)).ok());
    BOOST_TEST(hearth::read_file(path).value() == std::string("sec\0nd", 6));
    BOOST_TEST(hearth::sha256_of_file(path).value() ==
               hearth::sha256_hex(std::string("sec\0nd", 6)));
    BOOST_TEST(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

BOOST_AUTO_TEST_CASE(failures_are_values) {
    const hearth::test::TemporaryFolder folder;
    BOOST_TEST(!hearth::write_file_atomically(folder.file("no/such/folder"), "x").ok());
    BOOST_TEST(
        (hearth::read_file(folder.file("missing")).error().code == hearth::ErrorCode::kNotFound));
    BOOST_REQUIRE(hearth::write_file_atomically(folder.file("big"), std::string(100, 'x')).ok());
    BOOST_TEST(
        (hearth::read_file(folder.file("big"), 99).error().code == hearth::ErrorCode::kTooLarge));
}

BOOST_AUTO_TEST_SUITE_END()
