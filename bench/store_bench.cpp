// What storing costs: rows a second, bytes written an event, and whether opening and status stay
// quick when the file holds millions of events.
//
//   store_bench [--events N] [--folder DIR]      default: 10,000,000 events in a folder under /tmp
//
// Prints one "name value unit" line a figure. The folder is deleted at the end.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "core/hash.hpp"
#include "measuring.hpp"
#include "store/damage.hpp"
#include "store/store.hpp"

namespace {

using namespace hearth;
using namespace hearth::store;

constexpr int kInboxMessages = 20'000;
constexpr int kBatches = 200;
constexpr int kBatchRows = 100;
constexpr TimeUs kFirstTime = 1'700'000'000 * kMicrosPerSecond;

[[noreturn]] void fail(const std::string& text) {
    std::fprintf(stderr, "store_bench: %s\n", text.c_str());
    std::exit(1);
}

void must(const Status& status) {
    if (!status) fail(status.error().text);
}

template <class T>
T take(Result<T> result) {
    if (!result) fail(result.error().text);
    return std::move(result).value();
}

void print(const char* name, double value, const char* unit) {
    std::printf("%-44s %14.3f %s\n", name, value, unit);
    std::fflush(stdout);
}

double seconds(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return bench::seconds_since(begin);
}

// A figure of /proc/self/<file>, such as "VmRSS:" of "status" (kB) or "write_bytes:" of "io".
double proc_figure(const char* file, const std::string& name) {
    std::ifstream in(std::string("/proc/self/") + file);
    for (std::string word; in >> word;) {
        if (word != name) continue;
        double value = 0;
        in >> value;
        return value;
    }
    return 0;
}

// Bytes that reach the block device, also those that the kernel would write later.
double bytes_written(const std::function<void()>& work) {
    ::sync();
    const double before = proc_figure("io", "write_bytes:");
    work();
    ::sync();
    return proc_figure("io", "write_bytes:") - before;
}

// Fills the events table the quick way; the rows are those that EventStore would write.
void build_events(const std::string& folder, std::int64_t events) {
    const SystemClock clock;
    { const auto made = take(Store::open(folder, Durability::kNormal, clock)); }
    const auto database = take(Database::open(folder + "/hearth.db", {.cache_kib = 64 * 1024}));
    must(database->run_script(
        "PRAGMA synchronous = OFF;"
        "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
        "INSERT INTO entities (entity_id, domain, first_seen_us, last_seen_us)"
        "  SELECT 'sensor.s' || i, 'sensor', 0, 0 FROM n;"));
    constexpr std::int64_t kSlice = 500'000;
    for (std::int64_t from = 0; from < events; from += kSlice) {
        must(database->run(
            "WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2)"
            "INSERT INTO events (change_key, entity, old_state, state, changed_us, updated_us,"
            "  time_known, state_differs, received_us, origin, source, context_id, stored_us)"
            "SELECT CAST(printf('%016x', ?3 + i * 1000000) AS BLOB), 1 + i % 500, 'off', 'on',"
            "  ?3 + i * 1000000, ?3 + i * 1000000, 1, 1, ?3 + i * 1000000 + 50000, 3, 2,"
            "  printf('01HF%022d', i), ?3 + i * 1000000 + 60000 FROM n",
            from, std::min(from + kSlice, events), kFirstTime));
        must(database->run("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    const auto counters = take(Counters::load(*database));
    must(counters->add(counter::kEventRows, events));
    must(counters->add(counter::kEventsStored, events));
    must(counters->add(counter::kEntityRows, 500));
}

// In a process of its own, so that nothing but the store is in its memory.
void measure_open(const std::string& folder) {
    const SystemClock clock;
    const double base_kb = proc_figure("status", "VmRSS:");
    std::unique_ptr<Store> store;
    std::unique_ptr<inbox::InboxWriter> writer;
    const double open_s = seconds([&] {
        store = take(Store::open(folder, Durability::kNormal, clock));
        writer = store->make_inbox_writer();
    });
    print("open database and inbox", open_s * 1000, "ms");
    double figures = 0;
    const double status_s = seconds([&] {
        figures = static_cast<double>(store->counters().all().size()) +
                  static_cast<double>(store->bytes_on_disk() > 0) +
                  static_cast<double>(store->inbox().waiting(0));
    });
    print("status (all counters, sizes, queue)", status_s * 1e6, "us");
    if (figures <= 0) fail("no counters were found");
    (void)take(store->events().latest(50));
    print("events in the file", static_cast<double>(store->counters().get(counter::kEventRows)),
          "rows");
    print("file size", static_cast<double>(store->bytes_on_disk()) / 1e6, "MB");
    print("resident before opening", base_kb / 1024, "MB");
    print("resident, opened and read", proc_figure("status", "VmRSS:") / 1024, "MB");
    print("of which private (anonymous)", proc_figure("status", "RssAnon:") / 1024, "MB");
}

std::string key_of(std::int64_t i, bool random) {
    if (random) return content_key({std::to_string(i)});
    char key[17];
    std::snprintf(key, sizeof key, "%016llx", static_cast<unsigned long long>(i));
    return key;
}

StateChange change_of(std::int64_t i) {
    StateChange change;
    change.entity_id = "sensor.s" + std::to_string(1 + i % 500);
    change.new_state = std::to_string(i % 97);
    change.old_state = "off";
    change.changed_us = change.updated_us = kFirstTime + i * kMicrosPerSecond;
    change.received_us = change.changed_us + 50'000;
    change.time_known = true;
    change.source = SourceKind::kEventstream;
    change.context = {"01HF0000000000000000000000", "", "", true};
    return change;
}

// As ingest does it: events, counters and cursor of a batch in one transaction.
void measure_insert(Store& store, const char* name, std::int64_t first, bool random) {
    constexpr double kRows = 1.0 * kBatches * kBatchRows;
    double slowest = 0;
    double total = 0;
    const double bytes = bytes_written([&] {
        for (int batch = 0; batch < kBatches; ++batch) {
            const double took = seconds([&] {
                auto transaction = take(Transaction::begin(store.database()));
                for (int row = 0; row < kBatchRows; ++row) {
                    const std::int64_t i = first + batch * kBatchRows + row;
                    (void)take(store.events().insert(change_of(i), key_of(i, random)));
                }
                must(transaction.commit());
            });
            total += took;
            slowest = std::max(slowest, took);
        }
        (void)take(store.database().checkpoint());
    });
    const std::string text = std::string("events inserted, ") + name;
    print(text.c_str(), kRows / total, "rows/s");
    print("  slowest batch of 100", slowest * 1000, "ms");
    print("  written to the device", bytes / kRows, "bytes/event");
}

void measure_inbox(const std::string& folder, Durability durability, const char* name, int rows) {
    const SystemClock clock;
    const auto store = take(Store::open(folder, durability, clock));
    const auto writer = store->make_inbox_writer();
    const std::string payload(300, 'p');
    double took = 0;
    const double bytes = bytes_written([&] {
        took = seconds([&] {
            for (int i = 0; i < rows; ++i)
                must(writer->append("homeassistant/sensor/s1/state", payload, false, i));
        });
    });
    const std::string text = std::string("inbox appends, ") + name;
    print(text.c_str(), rows / took, "rows/s");
    print("  written to the device", bytes / rows, "bytes/message");
    must(store->cursor().advance(writer->last_id()));
    double slowest = 0;
    for (bool more = true; more;)
        slowest = std::max(slowest,
                           seconds([&] { more = take(store->retention().run(0, 0, 200)).more; }));
    print("  slowest removal", slowest * 1000, "ms");
}

void measure_retention(Store& store) {
    constexpr int kSlices = 200;
    double slowest = 0;
    std::int64_t rows = 0;
    const double total = seconds([&] {
        for (int i = 0; i < kSlices; ++i)
            slowest = std::max(slowest, seconds([&] {
                                   rows +=
                                       take(store.retention().run(kFirstTime + 200 * kMicrosPerDay,
                                                                  kMicrosPerDay, 200))
                                           .events;
                               }));
    });
    print("retention, slice of 200 events, mean", total * 1000 / kSlices, "ms");
    print("retention, slice of 200 events, slowest", slowest * 1000, "ms");
    print("retention, events deleted", static_cast<double>(rows), "rows");
}

int run(const std::string& self, const std::string& folder, std::int64_t events) {
    const SystemClock clock;
    print("build the file", seconds([&] { build_events(folder, events); }), "s");
    const std::string command = "'" + self + "' --measure-open '" + folder + "'";
    if (std::system(command.c_str()) != 0) fail("the second process failed");
    {
        const auto store = take(Store::open(folder, Durability::kNormal, clock));
        measure_insert(*store, "key begins with the time", events, false);
        measure_insert(*store, "random key", events + kBatches * kBatchRows, true);
        measure_retention(*store);
    }
    measure_inbox(folder, Durability::kNormal, "durability normal", kInboxMessages);
    measure_inbox(folder, Durability::kFull, "durability full", kInboxMessages / 10);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::int64_t events = 10'000'000;
    std::string folder = "/tmp/hearth-store-bench-" + std::to_string(::getpid());
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--measure-open") == 0) {
            measure_open(argv[i + 1]);
            return 0;
        }
        if (std::strcmp(argv[i], "--events") == 0) events = std::atoll(argv[i + 1]);
        if (std::strcmp(argv[i], "--folder") == 0) folder = argv[i + 1];
    }
    if (events < 1) fail("--events must be at least 1");
    if (!std::filesystem::create_directory(folder)) fail(folder + " exists already");
    const int code = run(argv[0], folder, events);
    std::filesystem::remove_all(folder);
    return code;
}
