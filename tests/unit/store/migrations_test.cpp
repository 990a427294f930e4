#include <array>

#include "store/migrations.hpp"
#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

namespace {

struct MigrationsFixture {
    std::unique_ptr<Database> open() { return take(Database::open(folder.file("x.db"))); }
    TemporaryFolder folder;
};

const std::array<Migration, 2> kTwo{{{1, "CREATE TABLE a (x); INSERT INTO a VALUES (1);"},
                                     {2, "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = x + 1;"}}};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(migrations, MigrationsFixture)

BOOST_AUTO_TEST_CASE(a_file_comes_from_nothing_to_the_newest_version) {
    TemporaryFolder here;
    const auto database = take(Database::open(here.file("x.db")));
    BOOST_TEST(take(schema_version(*database)) == 0);
    must(migrate(*database, hearth_migrations()));
    BOOST_TEST(take(schema_version(*database)) == hearth_migrations().back().version);
    BOOST_TEST(scalar_text(*database, "PRAGMA integrity_check") == "ok");
}

BOOST_AUTO_TEST_CASE(versions_count_from_one_without_a_gap) {
    const auto list = hearth_migrations();
    for (std::size_t i = 0; i < list.size(); ++i)
        BOOST_TEST(list[i].version == static_cast<int>(i) + 1);
}

// A file of each older version, as that version's migrations made it, becomes one of the newest.
BOOST_AUTO_TEST_CASE(every_older_version_reaches_the_newest) {
    const auto list = hearth_migrations();
    for (std::size_t old = 1; old <= list.size(); ++old) {
        TemporaryFolder here;
        const auto database = take(Database::open(here.file("x.db")));
        must(migrate(*database, list.first(old)));
        must(database->run("INSERT INTO meta VALUES ('made', 'before')"));
        must(migrate(*database, list));
        BOOST_TEST(take(schema_version(*database)) == list.back().version);
        BOOST_TEST(scalar_text(*database, "SELECT value FROM meta") == "before");
    }
}

BOOST_AUTO_TEST_CASE(runs_of_an_older_version_keep_their_order) {
    const auto list = hearth_migrations();
    const auto database = open();
    must(migrate(*database, list.first(3)));
    for (const char* id : {"01B", "01A", "01C"})
        must(
            database->run("INSERT INTO runs SELECT ?1, 'm', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, "
                          "'', '', '', '', '', '', NULL, 0, '{}'",
                          id));
    must(migrate(*database, list));
    BOOST_TEST(scalar_text(*database,
                           "SELECT group_concat(id, ' ') FROM "
                           "(SELECT id FROM runs ORDER BY sequence)") == "01A 01B 01C");
    BOOST_TEST(scalar(*database, "SELECT max(sequence) FROM runs") == 3);
}

BOOST_AUTO_TEST_CASE(only_what_is_missing_runs) {
    const auto database = open();
    must(migrate(*database, std::span(kTwo).first(1)));
    BOOST_TEST(take(schema_version(*database)) == 1);
    must(migrate(*database, kTwo));
    must(migrate(*database, kTwo));
    BOOST_TEST(take(schema_version(*database)) == 2);
    BOOST_TEST(scalar(*database, "SELECT y FROM a") == 2);
    BOOST_TEST(scalar(*database, "SELECT count(*) FROM a") == 1);
}

BOOST_AUTO_TEST_CASE(a_failing_one_leaves_the_old_schema) {
    const std::array<Migration, 2> list{
        kTwo[0], Migration{2, "CREATE TABLE b (x); INSERT INTO missing VALUES (1);"}};
    const auto database = open();
    const auto status = migrate(*database, list);
    BOOST_REQUIRE(!status.ok());
    BOOST_TEST(status.error().text.find("version 2") != std::string::npos);
    BOOST_TEST(take(schema_version(*database)) == 1);
    BOOST_TEST(scalar(*database, "SELECT count(*) FROM sqlite_schema WHERE name = 'b'") == 0);
}

BOOST_AUTO_TEST_CASE(a_file_from_a_newer_hearth_is_refused_with_both_numbers) {
    const auto database = open();
    must(database->run_script("PRAGMA user_version = 7"));
    const auto status = migrate(*database, kTwo);
    BOOST_REQUIRE(!status.ok());
    BOOST_TEST((status.error().code == ErrorCode::kConflict));
    BOOST_TEST(status.error().text.find("version 7") != std::string::npos);
    BOOST_TEST(status.error().text.find("up to 2") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
