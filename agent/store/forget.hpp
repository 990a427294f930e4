// Forget: deletes what was stored about an entity, a person or a period, events, samples and the
// Ask-AI log alike, in slices, so that the event loop never stalls. Models that learned from it
// must be trained again without it; the progress says which kinds of samples went.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "inbox/inbox_reader.hpp"
#include "store/counters.hpp"
#include "store/database.hpp"
#include "store/entity_store.hpp"
#include "store/known_automations.hpp"

namespace hearth::store {

// Rows that match everything given. At least one thing must be given.
struct ForgetRequest {
    std::string entity_id;  // empty: any
    std::string user_id;    // Home Assistant's id of a person's user; empty: anyone
    TimeUs from_us = std::numeric_limits<TimeUs>::min();  // when it happened; inclusive
    TimeUs to_us = std::numeric_limits<TimeUs>::max();    // exclusive
};

struct ForgetProgress {
    std::int64_t events = 0;                      // deleted so far
    std::map<std::string, std::int64_t> samples;  // deleted so far, by kind
    // What was known besides samples and is no more, by the kind of context (`samples.with`).
    std::map<std::string, std::int64_t> context;
    std::int64_t asked = 0;  // questions, suggestions and feedback deleted so far
    bool done = false;
    std::int64_t sample_position = 0, event_position = 0;  // ids looked at so far
    std::int64_t ask_position = 0, feedback_position = 0;
    bool samples_done = false, ask_done = false, feedback_done = false;
};

class Forget {
public:
    Forget(Database& database, EntityStore& entities, Counters& counters, inbox::InboxReader& inbox,
           KnownAutomations& automations)
        : database_(database),
          entities_(entities),
          counters_(counters),
          inbox_(inbox),
          automations_(automations) {}

    // Looks at the next at most max_rows rows, in one transaction; call it with the same progress
    // until progress.done. Samples go first, since their events tell whose they were. At the end go
    // the known automations that mention the entity, or were seen in the period only. When an
    // entity alone is given, its row in the catalogue loses its name and all else at the end. Rows
    // that come in meanwhile are looked at too. kInvalid for a request that names nothing, or a
    // period that ends before it begins.
    Status step(const ForgetRequest& request, ForgetProgress& progress, int max_rows = 500);
    // The tables of single labels go from runs and versions of the model (empty: of none), and from
    // those that name the entity (empty: none).
    Status drop_label_tables(const std::string& model, const std::string& entity_id);

private:
    Status forget_context(const ForgetRequest& request, ForgetProgress& progress);
    Status blank_entity(const std::string& entity_id, ForgetProgress& progress);
    Status step_samples(const ForgetRequest& request, ForgetProgress& progress, int max_rows);
    // With a question goes all feedback on it.
    Status step_ask(const ForgetRequest& request, ForgetProgress& progress, int max_rows);
    Status step_feedback(const ForgetRequest& request, ForgetProgress& progress, int max_rows);
    Status delete_entry(std::int64_t number, const std::string& id, std::int64_t sample_id,
                        ForgetProgress& progress);
    Status delete_feedback(std::int64_t number, std::int64_t sample_id, ForgetProgress& progress);
    Status delete_sample(std::int64_t id, const std::string& kind, ForgetProgress& progress);
    Status step_events(const ForgetRequest& request, ForgetProgress& progress, int max_rows);
    Status forget_automations(const ForgetRequest& request, ForgetProgress& progress);

    Database& database_;
    EntityStore& entities_;
    Counters& counters_;
    inbox::InboxReader& inbox_;
    KnownAutomations& automations_;
};

}  // namespace hearth::store
