// Store: the database and the inbox of a data folder, opened, checked and migrated, with everything
// that reads and writes them. The members are used on the event loop; only the inbox's writer, made
// separately with make_inbox_writer, belongs to the MQTT callback's thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "inbox/inbox_reader.hpp"
#include "inbox/inbox_writer.hpp"
#include "store/ask_store.hpp"
#include "store/command_store.hpp"
#include "store/counters.hpp"
#include "store/database.hpp"
#include "store/decision_log.hpp"
#include "store/drift_store.hpp"
#include "store/dropped_samples.hpp"
#include "store/entity_store.hpp"
#include "store/event_store.hpp"
#include "store/forget.hpp"
#include "store/inbox_cursor.hpp"
#include "store/known_automations.hpp"
#include "store/live_score_store.hpp"
#include "store/meta_store.hpp"
#include "store/model_store.hpp"
#include "store/outbox.hpp"
#include "store/pause_store.hpp"
#include "store/quarantine.hpp"
#include "store/retention.hpp"
#include "store/run_store.hpp"
#include "store/sample_sets.hpp"
#include "store/sample_store.hpp"
#include "store/subscription_store.hpp"
#include "store/suggestion_store.hpp"
#include "store/transaction.hpp"
#include "store/version_store.hpp"

namespace hearth::store {

class Store {
public:
    // Opens <folder>/hearth.db and <folder>/inbox/, making them if need be (the folder must exist).
    // A damaged file is put aside and reported in warnings().
    static Result<std::unique_ptr<Store>> open(const std::string& folder, Durability durability,
                                               const Clock& clock);

    // The writer for the MQTT callback; ids continue after what has been processed.
    std::unique_ptr<inbox::InboxWriter> make_inbox_writer() const;

    // What the user should know about the start: damaged files and where they went.
    const std::vector<std::string>& warnings() const { return warnings_; }
    // Database and inbox, in bytes.
    std::int64_t bytes_on_disk() const;

    Database& database() { return *database_; }
    Counters& counters() { return *counters_; }
    EntityStore& entities() { return entities_; }
    EventStore& events() { return events_; }
    SampleStore& samples() { return samples_; }
    ModelStore& models() { return models_; }
    RunStore& runs() { return runs_; }
    VersionStore& versions() { return versions_; }
    Outbox& outbox() { return outbox_; }
    Quarantine& quarantine() { return quarantine_; }
    DecisionLog& decisions() { return decisions_; }
    LiveScoreStore& live_scores() { return live_scores_; }
    DriftStore& drift() { return drift_; }
    SampleSets& sample_sets() { return sample_sets_; }
    DroppedSamples& dropped() { return dropped_; }
    PauseStore& pauses() { return pauses_; }
    KnownAutomations& known_automations() { return known_automations_; }
    MetaStore& meta() { return meta_; }
    SubscriptionStore& subscriptions() { return subscriptions_; }
    SuggestionStore& suggestions() { return suggestions_; }
    inbox::InboxReader& inbox() { return inbox_; }
    InboxCursor& cursor() { return cursor_; }
    AskStore& ask() { return ask_; }
    CommandStore& commands() { return commands_; }
    Retention& retention() { return retention_; }
    Forget& forget() { return forget_; }

private:
    Store(std::string inbox_folder, std::shared_ptr<inbox::Head> head,
          std::unique_ptr<Database> database, std::unique_ptr<Counters> counters,
          Durability durability, const Clock& clock);

    std::string inbox_folder_;
    std::shared_ptr<inbox::Head> head_;
    Durability durability_;
    std::vector<std::string> warnings_;
    std::unique_ptr<Database> database_;
    std::unique_ptr<Counters> counters_;
    EntityStore entities_;
    EventStore events_;
    SampleStore samples_;
    ModelStore models_;
    RunStore runs_;
    VersionStore versions_;
    Outbox outbox_;
    Quarantine quarantine_;
    DecisionLog decisions_;
    LiveScoreStore live_scores_;
    DriftStore drift_;
    SampleSets sample_sets_;
    DroppedSamples dropped_;
    PauseStore pauses_;
    KnownAutomations known_automations_;
    MetaStore meta_;
    SubscriptionStore subscriptions_;
    SuggestionStore suggestions_;
    inbox::InboxReader inbox_;
    InboxCursor cursor_;
    AskStore ask_;
    CommandStore commands_;
    Retention retention_;
    Forget forget_;
};

}  // namespace hearth::store
