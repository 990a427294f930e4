#include "store/store.hpp"

#include "store/damage.hpp"

namespace hearth::store {

namespace {

// Messages are committed one by one: a page is what each commit writes, so it is kept small.
constexpr int kInboxPageBytes = 1024;
constexpr int kInboxCacheKib = 64;

std::string warning_of(const std::string& path, const OpenedDatabase& opened) {
    return path + " was damaged (" + opened.damage + "); it has been moved to " + opened.moved_to +
           " and a fresh one was started";
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const std::string& folder, Durability durability,
                                           const Clock& clock) {
    OpenOptions options;
    options.durability = durability;
    const std::string main_path = folder + "/hearth.db";
    auto main = open_or_replace_damaged(main_path, options, hearth_migrations(), clock);
    if (!main) return main.error();

    options.page_bytes = kInboxPageBytes;
    options.cache_kib = kInboxCacheKib;
    const std::string inbox_path = folder + "/inbox.db";
    auto inbox = open_or_replace_damaged(inbox_path, options, inbox_migrations(), clock);
    if (!inbox) return inbox.error();

    auto counters = Counters::load(*main->database);
    if (!counters) return counters.error();
    std::unique_ptr<Store> store(new Store(std::move(main->database), std::move(inbox->database),
                                           std::move(*counters), durability, clock));
    if (!main->moved_to.empty()) store->warnings_.push_back(warning_of(main_path, *main));
    if (!inbox->moved_to.empty()) store->warnings_.push_back(warning_of(inbox_path, *inbox));
    return store;
}

Store::Store(std::unique_ptr<Database> database, std::unique_ptr<Database> inbox,
             std::unique_ptr<Counters> counters, Durability durability, const Clock& clock)
    : durability_(durability),
      database_(std::move(database)),
      counters_(std::move(counters)),
      entities_(*database_, *counters_),
      events_(*database_, entities_, *counters_, clock),
      samples_(*database_, *counters_, clock),
      models_(*database_),
      runs_(*database_, *counters_),
      versions_(*database_, runs_),
      outbox_(*database_, *counters_, clock),
      quarantine_(*database_, *counters_),
      meta_(*database_),
      subscriptions_(*database_),
      inbox_(std::move(inbox)),
      cursor_(*database_),
      retention_(*database_, inbox_, cursor_, *counters_),
      forget_(*database_, entities_, *counters_) {}

Result<std::unique_ptr<InboxWriter>> Store::open_inbox_writer() {
    const auto cursor = cursor_.get();
    if (!cursor) return cursor.error();
    return InboxWriter::open(inbox_.database().path(), durability_, *cursor);
}

std::int64_t Store::bytes_on_disk() const {
    return database_->bytes_on_disk() + inbox_.database().bytes_on_disk();
}

}  // namespace hearth::store
