#include <fstream>

#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

namespace {

struct DatabaseFixture {
    DatabaseFixture() {
        database = take(Database::open(path));
        must(database->run_script("CREATE TABLE t (id INTEGER PRIMARY KEY, v ANY)"));
    }
    TemporaryFolder folder;
    std::string path = folder.file("x.db");
    std::unique_ptr<Database> database;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(database, DatabaseFixture)

BOOST_AUTO_TEST_CASE(is_configured_as_promised) {
    BOOST_TEST(scalar_text(*database, "PRAGMA journal_mode") == "wal");
    BOOST_TEST(scalar(*database, "PRAGMA synchronous") == 1);
    BOOST_TEST(scalar(*database, "PRAGMA foreign_keys") == 1);
    BOOST_TEST(scalar(*database, "PRAGMA temp_store") == 2);
    BOOST_TEST(scalar(*database, "PRAGMA mmap_size") == 0);
    BOOST_TEST(scalar(*database, "PRAGMA cache_size") == -256);
    const auto full = take(Database::open(path, {.durability = Durability::kFull}));
    BOOST_TEST(scalar(*full, "PRAGMA synchronous") == 2);
}

BOOST_AUTO_TEST_CASE(values_come_back_as_they_were_bound) {
    const std::string bytes("a\0\xff", 3);
    must(database->run("INSERT INTO t VALUES (1, ?1)", Blob{bytes}));
    must(database->run("INSERT INTO t VALUES (2, ?1)", 2.5));
    must(database->run("INSERT INTO t VALUES (3, ?1)", std::int64_t{1} << 60));
    must(database->run("INSERT INTO t VALUES (4, ?1)", std::optional<std::string>()));
    must(database->run("INSERT INTO t VALUES (5, ?1)", "tür"));
    must(database->run("INSERT INTO t VALUES (6, ?1)", std::string_view()));
    must(database->run("INSERT INTO t VALUES (7, ?1)", true));
    auto rows = take(database->query("SELECT v, typeof(v) FROM t ORDER BY id"));
    BOOST_TEST(take(rows.step()));
    BOOST_TEST((rows.text(0) == bytes && rows.text(1) == "blob"));
    BOOST_TEST(take(rows.step()));
    BOOST_TEST(rows.real(0) == 2.5);
    BOOST_TEST(take(rows.step()));
    BOOST_TEST(rows.integer(0) == std::int64_t{1} << 60);
    BOOST_TEST(take(rows.step()));
    BOOST_TEST((rows.is_null(0) && !rows.optional_text(0) && !rows.optional_integer(0)));
    BOOST_TEST(take(rows.step()));
    BOOST_TEST(rows.text(0) == "tür");
    BOOST_TEST(take(rows.step()));
    BOOST_TEST((rows.text(0).empty() && rows.text(1) == "text"));
    BOOST_TEST(take(rows.step()));
    BOOST_TEST(rows.boolean(0));
    BOOST_TEST(!take(rows.step()));
}

BOOST_AUTO_TEST_CASE(the_same_statement_may_be_used_within_itself) {
    must(database->run("INSERT INTO t VALUES (1, 1), (2, 2)"));
    int pairs = 0;
    auto outer = take(database->query("SELECT id FROM t"));
    must(outer.each([&](const Statement&) {
        auto inner = take(database->query("SELECT id FROM t"));
        must(inner.each([&](const Statement&) { ++pairs; }));
    }));
    BOOST_TEST(pairs == 4);
}

BOOST_AUTO_TEST_CASE(a_reused_statement_keeps_no_old_binding) {
    must(database->run("INSERT INTO t VALUES (?1, ?2)", 1, "old"));
    must(database->run("INSERT INTO t VALUES (?1, ?2)", 2));
    BOOST_TEST(scalar(*database, "SELECT v IS NULL FROM t WHERE id = 2") == 1);
}

BOOST_AUTO_TEST_CASE(errors_name_the_file_and_say_what_sqlite_said) {
    const auto status = database->run("SELECT * FROM nowhere");
    BOOST_REQUIRE(!status.ok());
    BOOST_TEST(status.error().text.find(path) == 0);
    BOOST_TEST(status.error().text.find("no such table: nowhere") != std::string::npos);
    BOOST_TEST((code_of_failure(database->run("INSERT INTO t VALUES (1,1),(1,1)")) ==
                ErrorCode::kConflict));
    BOOST_TEST((code_of_failure(database->run("SELECT ?1", 1, 2)) == ErrorCode::kInternal));
    BOOST_TEST((code_of_failure(Database::open("/nonexistent/x.db")) == ErrorCode::kIo));
}

BOOST_AUTO_TEST_CASE(a_locked_file_is_unavailable) {
    const auto other = take(Database::open(path, {.busy_timeout_ms = 10}));
    auto transaction = take(Transaction::begin(*database));
    BOOST_TEST((code_of_failure(Transaction::begin(*other)) == ErrorCode::kUnavailable));
    must(transaction.commit());
    BOOST_TEST(Transaction::begin(*other).ok());
}

BOOST_AUTO_TEST_CASE(read_only_reads_and_does_not_write) {
    must(database->run("INSERT INTO t VALUES (1, 1)"));
    const auto reader = take(Database::open(path, {.read_only = true}));
    BOOST_TEST(scalar(*reader, "SELECT count(*) FROM t") == 1);
    BOOST_TEST(!reader->run("DELETE FROM t").ok());
    BOOST_TEST(!Database::open(folder.file("none.db"), {.read_only = true}).ok());
}

BOOST_AUTO_TEST_CASE(a_checkpoint_copies_the_wal) {
    must(database->run("INSERT INTO t VALUES (1, zeroblob(100000))"));
    BOOST_TEST(take(database->checkpoint()) == 0);
    BOOST_TEST(database->bytes_on_disk() > 200'000);  // in the file and still in the WAL
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_told_as_such_and_hurts_nothing) {
    must(database->run("INSERT INTO t VALUES (1, 'kept')"));
    must(database->run("PRAGMA max_page_count = 20"));
    const auto status = database->run("INSERT INTO t VALUES (2, zeroblob(200000))");
    BOOST_REQUIRE(!status.ok());
    BOOST_TEST((status.error().code == ErrorCode::kTooLarge));
    BOOST_TEST(status.error().text.find("full") != std::string::npos);
    BOOST_TEST(scalar_text(*database, "PRAGMA integrity_check") == "ok");
    BOOST_TEST(scalar(*database, "SELECT count(*) FROM t") == 1);
    BOOST_TEST(!database->damaged());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(transaction, DatabaseFixture)

BOOST_AUTO_TEST_CASE(rolls_back_unless_committed) {
    {
        auto transaction = take(Transaction::begin(*database));
        must(database->run("INSERT INTO t VALUES (1, 1)"));
        BOOST_TEST(database->in_transaction());
    }
    BOOST_TEST(!database->in_transaction());
    BOOST_TEST(scalar(*database, "SELECT count(*) FROM t") == 0);
    auto transaction = take(Transaction::begin(*database));
    must(database->run("INSERT INTO t VALUES (1, 1)"));
    must(transaction.commit());
    BOOST_TEST(scalar(*database, "SELECT count(*) FROM t") == 1);
    BOOST_TEST(!transaction.commit().ok());
}

BOOST_AUTO_TEST_CASE(an_inner_one_joins_the_outer) {
    {
        auto outer = take(Transaction::begin(*database));
        auto inner = take(Transaction::begin(*database));
        must(database->run("INSERT INTO t VALUES (1, 1)"));
        must(inner.commit());
    }
    BOOST_TEST(scalar(*database, "SELECT count(*) FROM t") == 0);
}

BOOST_AUTO_TEST_CASE(an_inner_rollback_dooms_the_outer) {
    auto outer = take(Transaction::begin(*database));
    must(database->run("INSERT INTO t VALUES (1, 1)"));
    { auto inner = take(Transaction::begin(*database)); }
    BOOST_TEST(
        (code_of_failure(database->run("INSERT INTO t VALUES (2, 2)")) == ErrorCode::kConflict));
    BOOST_TEST((code_of_failure(Transaction::begin(*database)) == ErrorCode::kConflict));
    BOOST_TEST((code_of_failure(outer.commit()) == ErrorCode::kConflict));
    BOOST_TEST(scalar(*database, "SELECT count(*) FROM t") == 0);
    auto next = take(Transaction::begin(*database));
    must(database->run("INSERT INTO t VALUES (2, 2)"));
    must(next.commit());
}

BOOST_AUTO_TEST_CASE(nothing_is_written_after_sqlite_itself_rolled_back) {
    must(database->run("INSERT INTO t VALUES (1, 1)"));
    must(
        database->run("CREATE TRIGGER r BEFORE INSERT ON t WHEN new.id = 99 "
                      "BEGIN SELECT raise(ROLLBACK, 'all gone'); END"));
    auto transaction = take(Transaction::begin(*database));
    must(database->run("INSERT INTO t VALUES (2, 2)"));
    BOOST_TEST(!database->run("INSERT INTO t VALUES (99, 99)").ok());
    BOOST_TEST(!database->run("INSERT INTO t VALUES (3, 3)").ok());
    BOOST_TEST(!transaction.commit().ok());
    BOOST_TEST(scalar(*database, "SELECT count(*) FROM t") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
