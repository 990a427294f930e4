// What Home Assistant is shown of the agent: what there is (AgentView), and how it stands now
// (AgentValues, ModelValues). Plain data; whoever knows the engine fills it in.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hearth::discovery {

struct ModelView {
    std::string name;  // as in its manifest
    bool serves = false;
    int threshold_minimum = 1, threshold_maximum = 1'000'000;
    std::int64_t waiting_version = 0;  // for approval; 0: none
};

struct AgentView {
    std::string client_id = "hearth";  // ids are derived from it: they change only with it
    std::string base_topic = "hearth";
    std::string prefix = "homeassistant";  // of Home Assistant's MQTT integration
    std::string version;
    bool simulated = false;
    std::vector<ModelView> models;
    std::vector<std::string> suggestion_domains;  // that something may be proposed for
};

struct AgentValues {
    bool learning = true, scheduler = true, guests = false, approval = false, suggestions = true;
    std::map<std::string, bool> suggestion_domains;  // switched on
    std::string trouble;                             // empty: none
    std::int64_t queue = 0, missed = 0, quarantined = 0;
    double lag_s = 0;
    std::int64_t database_bytes = 0, memory_bytes = 0;
};

struct ModelValues {
    // "disabled", "training", "approval", "shadow", "active", "fallback" or "waiting"
    std::string state;
    std::optional<double> progress;         // of a training, 0 to 1
    std::int64_t missing = 0;               // new samples until the next training
    std::int64_t samples_new = 0;           // since the last one
    std::int64_t threshold_in_force = 0;    // the adaptive number
    std::vector<std::string> waits_for;     // in words
    std::optional<std::int64_t> version;    // the active one
    std::optional<std::int64_t> waiting;    // the one that waits for approval
    std::string waits_because;              // why it passed, in words with the scores
    std::optional<double> score, baseline;  // on the same rows
    std::string metric, baseline_name;
    std::string decision;  // the last one, in words
    bool enabled = true;
    int threshold = 0;  // the settings, as they are in force
    double tolerance = 0;
    std::string policy;
    std::optional<std::int64_t> worker_bytes;  // nothing: it has no worker now
};

}  // namespace hearth::discovery
