#include "worker/plugin_library.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "sockets.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::worker;
using namespace hearth::worker::test;

namespace {

void check_refused(const std::string& path, const std::string& words) {
    const auto plugin = load_plugin(path, true);
    BOOST_REQUIRE(!plugin.ok());
    BOOST_TEST((plugin.error().code == ErrorCode::kInvalid));
    BOOST_TEST(plugin.error().text.find(words) != std::string::npos,
               "'" << plugin.error().text << "' does not say '" << words << "'");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plugin_library)

BOOST_AUTO_TEST_CASE(a_plugin_is_loaded) {
    const auto plugin = load_plugin(test_plugin("echo"), true);
    BOOST_REQUIRE(plugin.ok());
    BOOST_TEST((*plugin)->name == std::string("echo"));
    BOOST_TEST((*plugin)->version == std::string("1.2.3"));
}

BOOST_AUTO_TEST_CASE(another_abi_is_refused_with_both_numbers) {
    check_refused(test_plugin("old_abi"), "ABI " + std::to_string(HEARTH_PLUGIN_ABI_VERSION + 6));
    check_refused(test_plugin("old_abi"), "ABI " + std::to_string(HEARTH_PLUGIN_ABI_VERSION) + ":");
}

BOOST_AUTO_TEST_CASE(what_is_no_plugin_is_refused) {
    check_refused(test_plugin("no_entry"), "hearth_plugin_entry");
    check_refused(test_plugin("incomplete"), "missing");
    check_refused(test_plugin("not_there"), "not_there");
    check_refused("libecho.so", "not absolute");
    check_refused("", "not absolute");
    const hearth::test::TemporaryFolder folder;
    std::ofstream(folder.file("text.so")) << "this is no shared object";
    check_refused(folder.file("text.so"), "text.so");
}

BOOST_AUTO_TEST_CASE(a_library_that_others_may_replace_is_refused) {
    // Below /tmp, where everybody may write.
    const hearth::test::TemporaryFolder folder;
    const std::string copy = folder.file("libecho.so");
    std::filesystem::copy_file(test_plugin("echo"), copy);
    const auto plugin = load_plugin(copy, false);
    BOOST_REQUIRE(!plugin.ok());
    BOOST_TEST((plugin.error().code == ErrorCode::kRefused));
    BOOST_TEST(plugin.error().text.find("/tmp") != std::string::npos);
    BOOST_TEST(plugin.error().text.find("--trust-any-owner") != std::string::npos);
    ::chmod(copy.c_str(), 0666);
    const Status file = check_trusted(copy);
    BOOST_REQUIRE(!file.ok());
    BOOST_TEST(file.error().text.find("libecho.so: others") != std::string::npos);
    BOOST_TEST((check_trusted("/no/such/file").error().code == ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(a_library_of_root_in_folders_of_root_is_trusted) {
    BOOST_TEST(check_trusted("/usr/bin/env").ok());
}

BOOST_AUTO_TEST_CASE(a_library_of_another_user_is_refused) {
    if (::geteuid() != 0) {
        BOOST_TEST_MESSAGE("skipped: giving a file away needs root");
        return;
    }
    const hearth::test::TemporaryFolder folder;
    const std::string copy = folder.file("libecho.so");
    std::filesystem::copy_file(test_plugin("echo"), copy);
    BOOST_REQUIRE(::chown(copy.c_str(), 12345, 12345) == 0);
    const Status trusted = check_trusted(copy);
    BOOST_REQUIRE(!trusted.ok());
    BOOST_TEST(trusted.error().text.find("user 12345") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
