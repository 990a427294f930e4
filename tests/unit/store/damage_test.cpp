#include <filesystem>
#include <fstream>

#include "store/damage.hpp"
#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;
namespace fs = std::filesystem;

namespace {

struct DamageFixture {
    OpenedDatabase open() {
        return take(open_or_replace_damaged(path, {}, hearth_migrations(), clock));
    }
    // A sound file with some hundred pages and no WAL.
    void make_sound_file() {
        const auto opened = open();
        for (int i = 0; i < 200; ++i)
            must(opened.database->run("INSERT INTO meta VALUES (?1, ?2)", std::to_string(i),
                                      std::string(3000, 'x')));
    }
    void overwrite(std::streamoff at, std::size_t bytes) {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(at);
        file << std::string(bytes, '\x55');
    }
    void check_replaced(const OpenedDatabase& opened) {
        BOOST_TEST(opened.moved_to == path + ".damaged-20231114T221320Z");
        BOOST_TEST(!opened.damage.empty());
        BOOST_TEST(fs::exists(opened.moved_to));
        BOOST_TEST(take(schema_version(*opened.database)) == hearth_migrations().back().version);
        BOOST_TEST(scalar(*opened.database, "SELECT count(*) FROM meta") == 0);
    }

    TemporaryFolder folder;
    ManualClock clock;
    std::string path = folder.file("hearth.db");
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(damage, DamageFixture)

BOOST_AUTO_TEST_CASE(a_sound_file_stays) {
    make_sound_file();
    const auto opened = open();
    BOOST_TEST(opened.moved_to.empty());
    BOOST_TEST(scalar(*opened.database, "SELECT count(*) FROM meta") == 200);
}

BOOST_AUTO_TEST_CASE(an_empty_file_is_a_new_one) {
    std::ofstream(path).flush();
    BOOST_TEST(open().moved_to.empty());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_database_is_moved_aside) {
    std::ofstream(path) << std::string(8192, 'n');
    check_replaced(open());
    BOOST_TEST(fs::file_size(path + ".damaged-20231114T221320Z") == 8192U);
}

BOOST_AUTO_TEST_CASE(a_file_cut_short_is_moved_aside) {
    make_sound_file();
    fs::resize_file(path, fs::file_size(path) / 2);
    check_replaced(open());
}

BOOST_AUTO_TEST_CASE(a_broken_schema_is_moved_aside) {
    make_sound_file();
    overwrite(100, 3000);
    check_replaced(open());
}

BOOST_AUTO_TEST_CASE(a_broken_table_is_moved_aside) {
    make_sound_file();
    overwrite(2 * 4096, 60 * 4096);
    check_replaced(open());
}

BOOST_AUTO_TEST_CASE(a_second_damage_at_the_same_time_keeps_the_first_file) {
    std::ofstream(path) << std::string(8192, '1');
    const auto first = open().moved_to;
    fs::remove(path + "-wal");
    std::ofstream(path) << std::string(8192, '2');
    const auto second = open().moved_to;
    BOOST_TEST(first != second);
    BOOST_TEST((fs::exists(first) && fs::exists(second)));
}

BOOST_AUTO_TEST_CASE(the_wal_of_a_damaged_file_goes_with_it) {
    make_sound_file();
    {
        // A change of the same size stands in the WAL only; a copy keeps it there.
        const auto opened = open();
        must(opened.database->run("UPDATE meta SET value = ?1 WHERE key = '7'",
                                  std::string(3000, 'y')));
        fs::copy_file(path + "-wal", path + "-copy");
    }
    fs::rename(path + "-copy", path + "-wal");
    const auto wal_bytes = fs::file_size(path + "-wal");
    std::ofstream(path) << std::string(8192, 'n');
    const auto opened = open();
    BOOST_REQUIRE(fs::exists(opened.moved_to + "-wal"));
    BOOST_TEST(fs::file_size(opened.moved_to + "-wal") == wal_bytes);
    BOOST_TEST(scalar(*opened.database, "SELECT count(*) FROM meta") == 0);
}

BOOST_AUTO_TEST_CASE(other_failures_leave_the_file_where_it_is) {
    {
        const auto opened = open();
        must(opened.database->run_script("PRAGMA user_version = 99"));
    }
    BOOST_TEST((code_of_failure(open_or_replace_damaged(path, {}, hearth_migrations(), clock)) ==
                ErrorCode::kConflict));
    BOOST_TEST(fs::exists(path));
    const std::string nowhere = folder.file("none") + "/x.db";
    BOOST_TEST(!open_or_replace_damaged(nowhere, {}, hearth_migrations(), clock).ok());
}

BOOST_AUTO_TEST_CASE(damage_deep_inside_shows_when_it_is_met) {
    make_sound_file();
    const auto size = static_cast<std::streamoff>(fs::file_size(path));
    overwrite(size - 40 * 4096, 20 * 4096);
    const auto opened = open();
    if (!opened.moved_to.empty()) return;  // the check has met it already
    (void)opened.database->run("SELECT sum(length(value)) FROM meta");
    BOOST_TEST(opened.database->damaged());
}

BOOST_AUTO_TEST_CASE(the_store_says_what_happened) {
    make_sound_file();
    std::ofstream(path) << std::string(8192, 'n');
    const auto store = take(Store::open(folder.path(), Durability::kNormal, clock));
    BOOST_REQUIRE(store->warnings().size() == 1U);
    BOOST_TEST(store->warnings()[0].find("hearth.db was damaged") != std::string::npos);
    BOOST_TEST(store->warnings()[0].find("moved to") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
