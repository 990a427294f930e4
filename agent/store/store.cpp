#include "store/store.hpp"

#include <algorithm>

#include "inbox/segments.hpp"
#include "store/damage.hpp"

namespace hearth::store {

namespace {

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

    const std::string inbox_folder = folder + "/inbox";
    auto recovered = inbox::recover_segments(inbox_folder, clock);
    if (!recovered) return recovered.error();
    // Ids go on after what has been processed, also when the inbox had to be replaced.
    const auto cursor = InboxCursor(*main->database).get();
    if (!cursor) return cursor.error();
    auto head = std::make_shared<inbox::Head>();
    head->last_id = std::max(recovered->last_id, *cursor);

    auto counters = Counters::load(*main->database);
    if (!counters) return counters.error();
    std::unique_ptr<Store> store(new Store(inbox_folder, std::move(head), std::move(main->database),
                                           std::move(*counters), durability, clock));
    if (!main->moved_to.empty()) store->warnings_.push_back(warning_of(main_path, *main));
    for (std::string& warning : recovered->warnings) store->warnings_.push_back(std::move(warning));
    return store;
}

Store::Store(std::string inbox_folder, std::shared_ptr<inbox::Head> head,
             std::unique_ptr<Database> database, std::unique_ptr<Counters> counters,
             Durability durability, const Clock& clock)
    : inbox_folder_(std::move(inbox_folder)),
      head_(std::move(head)),
      durability_(durability),
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
      decisions_(*database_),
      live_scores_(*database_),
      drift_(*database_),
      sample_sets_(*database_),
      dropped_(*database_, clock),
      pauses_(*database_),
      known_automations_(*database_),
      meta_(*database_),
      subscriptions_(*database_),
      suggestions_(*database_),
      inbox_(inbox_folder_, head_),
      cursor_(*database_),
      ask_(*database_, clock),
      commands_(*database_),
      retention_(*database_, inbox_, cursor_, *counters_),
      forget_(*database_, entities_, *counters_, inbox_, known_automations_) {}

std::unique_ptr<inbox::InboxWriter> Store::make_inbox_writer() const {
    return std::make_unique<inbox::InboxWriter>(inbox_folder_, durability_, head_);
}

std::int64_t Store::bytes_on_disk() const {
    return database_->bytes_on_disk() + inbox_.bytes_on_disk();
}

}  // namespace hearth::store
