#include "engine/part_options.hpp"

#include <utility>

namespace hearth::engine {

Interpreter make_interpreter(const config::Settings& settings,
                             std::shared_ptr<const ZigbeeDevices> devices) {
    return Interpreter(settings.sources, settings.home_assistant_status_topic,
                       static_cast<std::size_t>(settings.ingest.max_payload_bytes),
                       std::move(devices));
}

training::TrainerSettings trainer_settings(const config::Settings& settings) {
    training::TrainerSettings out;
    out.worker_path = settings.worker;
    out.jobs_folder = settings.data_folder + "/jobs";
    out.time_zone = settings.home.time_zone;
    out.simulated = settings.home.simulated;
    out.learning_enabled = settings.learning.enabled;
    out.trust_any_owner = settings.trust_any_owner;
    out.cool_down_s = settings.learning.cool_down_s;
    out.retry_backoff_s = settings.training.retry_backoff_s;
    out.max_parallel = settings.training.max_parallel;
    out.memory_mb = settings.training.memory_mb;
    out.nice = settings.training.nice;
    out.holdout_fraction = settings.training.holdout_fraction;
    out.replay_rows = settings.training.replay_rows;
    out.seed = settings.training.seed;
    return out;
}

learning::ApprovalRules approval_rules(const config::LearningSettings& learning) {
    return {learning.approval, learning.approval_days * kMicrosPerDay};
}

training::LiveRules live_rules(const config::LearningSettings& learning) {
    training::LiveRules out;
    out.shadow = learning.shadow;
    out.shadow_rules.min_events = learning.shadow_min_events;
    out.shadow_rules.expire_after_us = learning.shadow_days * kMicrosPerDay;
    out.approval = approval_rules(learning);
    out.watch_rules.watch_for_us = learning.watch_hours * kMicrosPerHour;
    return out;
}

Result<learning::GovernorRules> governor_rules(const config::TrainingSettings& training) {
    learning::GovernorRules out;
    out.max_load_per_core = training.max_load_per_core;
    out.max_temperature_c = training.max_temperature_c;
    out.min_free_memory_mb = training.min_free_memory_mb;
    out.only_on_mains = training.only_on_mains;
    auto hours = learning::parse_hour_ranges(training.allowed_hours);
    if (!hours) return hours.error();
    out.allowed_hours = std::move(*hours);
    return out;
}

learning::QualityRules quality_rules(const config::LearningSettings& learning) {
    learning::QualityRules out;
    out.learning_enabled = learning.enabled;
    out.min_confidence = learning.min_confidence;
    out.implausible_per_minute = learning.implausible_rate_per_minute;
    out.excluded = learning.exclude;
    return out;
}

serving::ServerSettings server_settings(const config::Settings& settings,
                                        const training::TrainedModel& model) {
    serving::ServerSettings out;
    out.worker.worker_path = settings.worker;
    out.worker.plugin_library = model.manifest.folder + "/" + model.manifest.library;
    out.worker.niceness = 0;
    out.worker.memory_bytes = std::int64_t{settings.training.memory_mb} << 20;
    out.worker.trust_any_owner = settings.trust_any_owner;
    out.folder = settings.data_folder;
    out.time_zone = settings.home.time_zone;
    out.simulated = settings.home.simulated;
    out.canary_fraction = settings.learning.canary_fraction;
    out.options = model.options;
    return out;
}

suggestions::SuggesterRules suggester_rules(const config::SuggestionSettings& suggestions) {
    suggestions::SuggesterRules rules;
    rules.enabled = suggestions.enabled;
    rules.proposal.min_confidence = suggestions.min_confidence;
    rules.choice.most_a_day = suggestions.most_a_day;
    rules.choice.most_open = suggestions.most_open;
    rules.choice.domains = suggestions.domains;
    rules.hour = suggestions.hour;
    return rules;
}

suggestions::KeepingRules keeping_rules(const config::Settings& settings) {
    return {.expire_days = settings.suggestions.expire_days,
            .later_days = settings.suggestions.later_days,
            .create = settings.home_assistant.create_automations};
}

ingest::IngestOptions ingest_options(const config::IngestSettings& ingest) {
    ingest::IngestOptions out;
    out.batch_rows = ingest.batch_rows;
    out.assembler.quiet_us = ingest.quiet_ms * 1000;
    out.assembler.twin_wait_us = ingest.twin_wait_ms * 1000;
    return out;
}

}  // namespace hearth::engine
