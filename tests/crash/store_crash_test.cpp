// What the store promises when its process dies or the disk is full: an acknowledged message is
// there, nothing is counted twice, the files are sound.
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <thread>

#include "store/store.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

namespace {

constexpr int kBatch = 40;
constexpr int kFailed = 1;
constexpr int kNotPossibleHere = 77;

// ---- the child: a small daemon ----------------------------------------------------------------

// Tells the parent that a message is safe, as PUBACK would tell the broker.
void acknowledge(int pipe, std::int64_t id) {
    if (::write(pipe, &id, sizeof id) != sizeof id) ::_exit(kFailed);
}

void append_for_ever(inbox::InboxWriter& writer, int pipe) {
    for (;;) {
        const std::int64_t id = writer.last_id() + 1;
        if (!writer.append("t", std::to_string(id), false, id)) ::_exit(kFailed);
        acknowledge(pipe, id);
    }
}

// One event, one sample and one count for each message, and the cursor, in one transaction.
Status process_batch(Store& store) {
    const auto cursor = store.cursor().get();
    if (!cursor) return cursor.error();
    const auto messages = store.inbox().read_after(*cursor, kBatch);
    if (!messages) return messages.error();
    if (messages->empty()) return {};
    auto transaction = Transaction::begin(store.database());
    if (!transaction) return transaction.error();
    for (const InboundMessage& message : *messages) {
        StateChange change;
        change.entity_id = "light.l" + std::to_string(message.inbox_id % 5);
        change.new_state = message.payload;
        change.changed_us = change.received_us = message.received_us;
        if (const auto stored = store.events().insert(change, message.payload); !stored)
            return stored.error();
        Sample sample;
        sample.kind = "interaction";
        sample.distinct_key = message.payload;
        sample.time_us = message.received_us;
        if (const auto stored = store.samples().insert(sample); !stored) return stored.error();
        if (auto status = store.counters().add("test.processed"); !status) return status;
    }
    if (auto status = store.cursor().advance(messages->back().inbox_id); !status) return status;
    if (auto status = transaction->commit(); !status) return status;
    const auto removed = store.inbox().remove_through(messages->back().inbox_id);
    if (!removed) return removed.error();
    return {};
}

[[noreturn]] void live_until_killed(const std::string& folder, int pipe) {
    const SystemClock clock;
    const auto store = Store::open(folder, Durability::kNormal, clock);
    if (!store || !(*store)->warnings().empty()) ::_exit(kFailed);
    const auto writer = (*store)->make_inbox_writer();
    std::thread paho([&] { append_for_ever(*writer, pipe); });
    for (;;)
        if (!process_batch(**store)) ::_exit(kFailed);
}

// ---- the parent: kills it and looks -----------------------------------------------------------

// Reads acknowledgements for that long, or to the end; returns the highest id.
std::int64_t read_acknowledgements(int pipe, int milliseconds) {
    using Clock = std::chrono::steady_clock;
    const auto until = Clock::now() + std::chrono::milliseconds(milliseconds);
    std::int64_t highest = 0;
    while (Clock::now() < until) {
        pollfd wait{pipe, POLLIN, 0};
        if (::poll(&wait, 1, 5) <= 0) continue;
        std::int64_t ids[512];
        const ssize_t bytes = ::read(pipe, ids, sizeof ids);
        if (bytes <= 0) break;
        highest = ids[static_cast<std::size_t>(bytes) / sizeof ids[0] - 1];
    }
    return highest;
}

// Runs the child and kills it after that long. Returns the newest message it acknowledged.
std::int64_t run_and_kill(const std::string& folder, int milliseconds) {
    int pipe[2];
    BOOST_REQUIRE(::pipe(pipe) == 0);
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        ::close(pipe[0]);
        live_until_killed(folder, pipe[1]);
    }
    ::close(pipe[1]);
    const std::int64_t before = read_acknowledgements(pipe[0], milliseconds);
    ::kill(child, SIGKILL);
    const std::int64_t after = read_acknowledgements(pipe[0], 10'000);
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    BOOST_TEST_REQUIRE((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL),
                       "the child ended by itself");
    return std::max(before, after);
}

std::int64_t scalar(Database& database, const std::string& sql) {
    auto statement = database.query(sql);
    BOOST_REQUIRE(statement.ok());
    BOOST_REQUIRE(statement->step().ok());
    return statement->integer(0);
}

void check_integrity(Database& database) {
    auto statement = database.query("PRAGMA integrity_check");
    BOOST_REQUIRE(statement.ok());
    BOOST_REQUIRE(statement->step().ok());
    BOOST_TEST(statement->text(0) == "ok");
}

std::set<std::int64_t> waiting_in_inbox(Store& store, std::int64_t cursor) {
    std::set<std::int64_t> waiting;
    for (std::int64_t at = cursor;;) {
        const auto messages = store.inbox().read_after(at, 1000);
        BOOST_REQUIRE(messages.ok());
        if (messages->empty()) return waiting;
        for (const InboundMessage& message : *messages) {
            BOOST_TEST_REQUIRE(message.payload == std::to_string(message.inbox_id));
            waiting.insert(message.inbox_id);
        }
        at = messages->back().inbox_id;
    }
}

// Returns how many messages have been processed.
std::int64_t check_nothing_lost_or_counted_twice(const std::string& folder,
                                                 std::int64_t acknowledged) {
    const SystemClock clock;
    auto opened = Store::open(folder, Durability::kNormal, clock);
    BOOST_REQUIRE(opened.ok());
    Store& store = **opened;
    BOOST_TEST(store.warnings().empty());
    Database& database = store.database();
    check_integrity(database);

    const std::int64_t cursor = *store.cursor().get();
    // Every message up to the cursor is exactly one event, one sample, one count.
    BOOST_TEST(scalar(database, "SELECT count(*) FROM events") == cursor);
    BOOST_TEST(scalar(database, "SELECT count(DISTINCT change_key) FROM events") == cursor);
    BOOST_TEST(scalar(database, "SELECT count(*) FROM samples") == cursor);
    BOOST_TEST(store.counters().get("test.processed") == cursor);
    BOOST_TEST(store.counters().get(counter::kEventRows) == cursor);
    BOOST_TEST(store.counters().get(counter::kEventsStored) == cursor);
    BOOST_TEST(store.counters().get(counter::kEventsDuplicate) == 0);
    BOOST_TEST(store.samples().count("interaction") == cursor);
    BOOST_TEST(store.counters().get(counter::kEntityRows) ==
               scalar(database, "SELECT count(*) FROM entities"));
    // Every later one that was acknowledged is still in the inbox, without a gap.
    const auto waiting = waiting_in_inbox(store, cursor);
    for (std::int64_t id = cursor + 1; id <= acknowledged; ++id)
        BOOST_TEST_REQUIRE(waiting.contains(id), "lost: " << id);
    return cursor;
}

// ---- a disk that is full ----------------------------------------------------------------------

bool mount_small_disk(const std::string& folder) {
    if (::unshare(CLONE_NEWNS) != 0) {
        const std::string root = "0 " + std::to_string(::getuid()) + " 1";
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
        std::ofstream("/proc/self/uid_map") << root;
    }
    ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
    return ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=1m") == 0;
}

// Appends until the disk is full. Returns what is wrong, or nothing.
std::string fill_the_disk(const std::string& folder) {
    const SystemClock clock;
    auto store = Store::open(folder, Durability::kNormal, clock);
    if (!store) return store.error().text;
    auto writer = (*store)->make_inbox_writer();
    { std::ofstream(folder + "/ballast") << std::string(200'000, 'b'); }

    const std::string payload(2000, 'p');
    std::int64_t stored = 0;
    Status status;
    while ((status = writer->append("t", payload, false, 1)).ok())
        if (++stored > 2000) return "the small disk never became full";
    if (status.error().code != ErrorCode::kTooLarge) return "wrong code: " + status.error().text;
    if (status.error().text.find("free some disk space") == std::string::npos)
        return "no advice: " + status.error().text;
    if (stored == 0) return "nothing could be stored at all";
    if (writer->append("t", payload, false, 1).ok()) return "stored without space";

    ::unlink((folder + "/ballast").c_str());
    for (int i = 0; i < 20; ++i, ++stored)
        if (status = writer->append("t", payload, false, 1); !status)
            return "not usable after space was freed: " + status.error().text;
    std::int64_t read = 0;
    for (auto more = (*store)->inbox().read_after(0, 100); more && !more->empty();
         more = (*store)->inbox().read_after(read, 100)) {
        for (const InboundMessage& message : *more)
            if (message.inbox_id != ++read || message.payload != payload) return "wrong message";
    }
    if (read != stored) return "messages are missing";
    store = Store::open(folder, Durability::kNormal, clock);
    if (!store) return store.error().text;
    return (*store)->warnings().empty() ? "" : (*store)->warnings().front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_crash)

BOOST_AUTO_TEST_CASE(killed_at_any_moment_it_loses_nothing_and_counts_nothing_twice) {
    std::mt19937 random(std::random_device{}());
    TemporaryFolder folder;
    std::int64_t acknowledged = 0;
    std::int64_t processed = 0;
    for (int round = 0; round < 15; ++round) {
        const int milliseconds = std::uniform_int_distribution<int>(1, 400)(random);
        acknowledged = std::max(acknowledged, run_and_kill(folder.path(), milliseconds));
        processed = check_nothing_lost_or_counted_twice(folder.path(), acknowledged);
    }
    BOOST_TEST_MESSAGE("acknowledged " << acknowledged << ", processed " << processed);
    BOOST_TEST(acknowledged > 0);
    BOOST_TEST(processed > 0);
}

BOOST_AUTO_TEST_CASE(a_full_disk_refuses_and_stays_sound) {
    TemporaryFolder folder;
    const std::string disk = folder.file("disk");
    std::filesystem::create_directory(disk);
    int pipe[2];
    BOOST_REQUIRE(::pipe(pipe) == 0);
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        if (!mount_small_disk(disk)) ::_exit(kNotPossibleHere);
        const std::string wrong = fill_the_disk(disk);
        const ssize_t written = ::write(pipe[1], wrong.data(), wrong.size());
        ::_exit(wrong.empty() && written == 0 ? 0 : kFailed);
    }
    ::close(pipe[1]);
    int status = 0;
    ::waitpid(child, &status, 0);
    char text[512] = {};
    const ssize_t bytes = ::read(pipe[0], text, sizeof text - 1);
    ::close(pipe[0]);
    BOOST_REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == kNotPossibleHere) {
        BOOST_TEST_MESSAGE("SKIPPED: no small file system can be mounted here");
        return;
    }
    BOOST_TEST(WEXITSTATUS(status) == 0, std::string(text, static_cast<std::size_t>(bytes)));
}

BOOST_AUTO_TEST_SUITE_END()
