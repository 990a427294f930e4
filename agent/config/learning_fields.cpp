#include "config/learning_fields.hpp"

#include "config/records.hpp"
#include "config/rules.hpp"
#include "config/settings_schema.hpp"
#include "domain/proposable.hpp"

namespace hearth::config {

namespace {

std::vector<std::string> proposable_domains() {
    std::vector<std::string> out(kProposableDomains.begin(), kProposableDomains.end());
    out.emplace_back(kNoDomain);
    return out;
}

}  // namespace

Table<Settings> learning_fields() {
    return {
        {{.key = "learning.enabled", .description = "Learn from what happens in the home"},
         [](Settings& s) -> Target { return &s.learning.enabled; }},
        {{.key = "learning.cool_down_s",
          .description = "Seconds after any run of a model until its next one",
          .minimum = 0,
          .maximum = 7 * 86400},
         [](Settings& s) -> Target { return &s.learning.cool_down_s; }},
        {{.key = "learning.min_confidence",
          .description = "Samples that are less sure than this are dropped",
          .minimum = 0,
          .maximum = 1},
         [](Settings& s) -> Target { return &s.learning.min_confidence; }},
        {{.key = "learning.exclude",
          .description = "Entities that teach nothing, by pattern: [sensor.*_power, light.test]",
          .check = rules::entity_glob},
         [](Settings& s) -> Target { return &s.learning.exclude; }},
        {{.key = "learning.guest_entities",
          .description = "While one of these entities is on, guests are in the house: what happens "
                         "is not learned",
          .check = rules::entity_id},
         [](Settings& s) -> Target { return &s.learning.guest_entities; }},
        {{.key = "learning.vacation_entities",
          .description = "While one of these entities is on, the household is on vacation: what "
                         "happens is not learned",
          .check = rules::entity_id},
         [](Settings& s) -> Target { return &s.learning.vacation_entities; }},
        {{.key = "learning.implausible_rate_per_minute",
          .description = "More interactions of one entity within a minute are a fault of the "
                         "device and dropped",
          .minimum = 1,
          .maximum = 10000},
         [](Settings& s) -> Target { return &s.learning.implausible_rate_per_minute; }},
        {{.key = "learning.shadow",
          .description = "A better model first runs unseen beside the active one, and replaces it "
                         "only after it held its level on what really happens"},
         [](Settings& s) -> Target { return &s.learning.shadow; }},
        {{.key = "learning.shadow_min_events",
          .description = "Events that both models were scored on until the new one may take over",
          .minimum = 20,
          .maximum = 5000},
         [](Settings& s) -> Target { return &s.learning.shadow_min_events; }},
        {{.key = "learning.shadow_days",
          .description = "Days after which a model in shadow is decided about in any case",
          .minimum = 1,
          .maximum = 90},
         [](Settings& s) -> Target { return &s.learning.shadow_days; }},
        {{.key = "learning.canary_fraction",
          .description = "Share of events that a model in shadow answers to the user; 0: none",
          .minimum = 0,
          .maximum = 0.5},
         [](Settings& s) -> Target { return &s.learning.canary_fraction; }},
        {{.key = "learning.approval",
          .description = "A better model that passed everything waits until a person approves it "
                         "(hearth approve, or Install in Home Assistant)"},
         [](Settings& s) -> Target { return &s.learning.approval; }},
        {{.key = "learning.approval_days",
          .description = "Days after which a model that nobody approved is let go",
          .minimum = 1,
          .maximum = 90},
         [](Settings& s) -> Target { return &s.learning.approval_days; }},
        {{.key = "learning.watch_hours",
          .description = "Hours for which a model that took over is watched, and rolled back if it "
                         "falls",
          .minimum = 1,
          .maximum = 720},
         [](Settings& s) -> Target { return &s.learning.watch_hours; }},
        {{.key = "learning.undo_minutes",
          .description = "What an automation did and a person takes back within so many minutes "
                         "was not wanted",
          .minimum = 1,
          .maximum = 60},
         [](Settings& s) -> Target { return &s.learning.undo_minutes; }},
    };
}

Table<Settings> suggestion_fields() {
    return {
        {{.key = "suggestions.enabled", .description = "Propose automations"},
         [](Settings& s) -> Target { return &s.suggestions.enabled; }},
        {{.key = "suggestions.min_confidence",
          .description = "Share of the occasions on which people must do it",
          .minimum = 0.5,
          .maximum = 1},
         [](Settings& s) -> Target { return &s.suggestions.min_confidence; }},
        {{.key = "suggestions.domains",
          .description = "Only automations that act on these domains, such as light; empty: all; "
                         "none: nothing",
          .choices = proposable_domains()},
         [](Settings& s) -> Target { return &s.suggestions.domains; }},
        {{.key = "suggestions.hour",
          .description =
              "Hour of the day, by the home's clock, from which Hearth looks for new ones",
          .minimum = 0,
          .maximum = 23},
         [](Settings& s) -> Target { return &s.suggestions.hour; }},
        {{.key = "suggestions.most_a_day",
          .description = "New suggestions a day, at most",
          .minimum = 1,
          .maximum = 100},
         [](Settings& s) -> Target { return &s.suggestions.most_a_day; }},
        {{.key = "suggestions.most_open",
          .description = "Suggestions that wait for an answer, at most",
          .minimum = 1,
          .maximum = 100},
         [](Settings& s) -> Target { return &s.suggestions.most_open; }},
        {{.key = "suggestions.expire_days",
          .description = "Days after which a suggestion without an answer is withdrawn",
          .minimum = 1,
          .maximum = 365},
         [](Settings& s) -> Target { return &s.suggestions.expire_days; }},
        {{.key = "suggestions.later_days",
          .description = "Days after which a postponed suggestion comes back",
          .minimum = 1,
          .maximum = 365},
         [](Settings& s) -> Target { return &s.suggestions.later_days; }},
        {{.key = "anomalies.enabled",
          .description = "Tell what is strange about the day: something usual that did not happen, "
                         "something unusual that did"},
         [](Settings& s) -> Target { return &s.anomalies.enabled; }},
        {{.key = "anomalies.most_a_day",
          .description = "Anomalies that are told a day, at most",
          .minimum = 1,
          .maximum = 50},
         [](Settings& s) -> Target { return &s.anomalies.most_a_day; }},
    };
}

Table<Settings> training_fields() {
    return {
        {{.key = "training.max_parallel",
          .description =
              "Trainings at once over all models, each with memory_mb of its own; of one "
              "model never more than one",
          .minimum = 1,
          .maximum = 4},
         [](Settings& s) -> Target { return &s.training.max_parallel; }},
        {{.key = "training.nice",
          .description = "Niceness of workers, at least; a model may ask for more",
          .minimum = 0,
          .maximum = 19},
         [](Settings& s) -> Target { return &s.training.nice; }},
        {{.key = "training.memory_mb",
          .description = "Resident memory of one worker, at most (MiB); a model may ask for less",
          .minimum = 256,
          .maximum = 65536},
         [](Settings& s) -> Target { return &s.training.memory_mb; }},
        {{.key = "training.retry_backoff_s",
          .description = "Seconds after a failed run until the next; doubles with each failure",
          .minimum = 1,
          .maximum = 86400},
         [](Settings& s) -> Target { return &s.training.retry_backoff_s; }},
        {{.key = "training.holdout_fraction",
          .description = "Newest part of the samples, which judges and is never trained on",
          .minimum = 0.05,
          .maximum = 0.5},
         [](Settings& s) -> Target { return &s.training.holdout_fraction; }},
        {{.key = "training.replay_rows",
          .description = "Older samples mixed into an incremental run",
          .minimum = 0,
          .maximum = 100000},
         [](Settings& s) -> Target { return &s.training.replay_rows; }},
        {{.key = "training.max_load_per_core",
          .description =
              "No training begins while the machine is busier (load by core; 0: no limit)",
          .minimum = 0,
          .maximum = 100},
         [](Settings& s) -> Target { return &s.training.max_load_per_core; }},
        {{.key = "training.max_temperature_c",
          .description = "No training begins while the machine is hotter (degrees Celsius; 0: no "
                         "limit)",
          .minimum = 0,
          .maximum = 120},
         [](Settings& s) -> Target { return &s.training.max_temperature_c; }},
        {{.key = "training.min_free_memory_mb",
          .description = "No training begins with less free memory (MB)",
          .minimum = 0,
          .maximum = 65536},
         [](Settings& s) -> Target { return &s.training.min_free_memory_mb; }},
        {{.key = "training.only_on_mains",
          .description = "No training begins while the machine runs on battery"},
         [](Settings& s) -> Target { return &s.training.only_on_mains; }},
        {{.key = "training.allowed_hours",
          .description = "Hours of the home's day in which trainings may begin, such as "
                         "22:00-06:00; empty: always",
          .check = rules::hours},
         [](Settings& s) -> Target { return &s.training.allowed_hours; }},
        {{.key = "training.seed",
          .description = "Seed of the random numbers; same seed and samples, same model",
          .minimum = 0,
          .maximum = 2147483647},
         [](Settings& s) -> Target { return &s.training.seed; }},
        {{.key = "models",
          .description = "Settings of single models, by name",
          .check = rules::name},
         [](Settings& s) -> Target { return map_of(s.models, model_table()); }},
    };
}

}  // namespace hearth::config
