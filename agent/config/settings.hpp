// What the user can set, as plain typed values with their defaults.
//
// The defaults stand here and nowhere else: the schema (settings_schema.cpp) reads them from a
// default-made Settings. load_settings() has checked every value against its range before anyone
// sees it, so that readers need no checks of their own.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "domain/durability.hpp"
#include "domain/source_config.hpp"

namespace hearth::config {

struct HomeSettings {
    std::string time_zone = "UTC";  // IANA name; "system" in the file becomes the machine's zone
    bool simulated = false;         // this instance runs on a simulated home and says so everywhere
};

struct LogSettings {
    std::string level = "info";  // trace, debug, info, warning, error
};

struct MqttSettings {
    std::string uri = "tcp://127.0.0.1:1883";  // tcp:// or ssl://, HOST and, optional, :PORT
    std::string client_id = "hearth";  // fixed: the broker keeps the session under this name
    std::string username;
    std::string password;  // from HEARTH_MQTT_PASSWORD, a credential, password_file or the file
    std::string password_file;
    std::string ca_file;      // PEM; empty: the system's certificate authorities
    std::string client_cert;  // PEM; empty: none
    std::string client_key;   // PEM
    bool tls_verify = true;
    int keepalive_s = 30;
    std::string base_topic = "hearth";   // everything that Hearth publishes is below it
    int max_message_bytes = 512 * 1024;  // a larger answer is not sent, but says so
};

struct IngestSettings {
    int max_payload_bytes = 256 * 1024;  // larger payloads are counted and quarantined
    int quiet_ms = 50;       // messages of one entity are gathered until this long nothing came
    int twin_wait_ms = 150;  // how long a change waits for its twin from the other source
    int batch_rows = 500;    // inbox rows processed in one transaction
};

const char* to_string(Durability durability);

struct StoreSettings {
    Durability durability = Durability::kNormal;
    int retention_days = 180;  // events and samples older than this are deleted
    int keep_versions = 5;     // inactive versions of each model that are kept for rollback
};

struct LearningSettings {
    bool enabled = true;
    int cool_down_s = 3600;                      // after any run of a model, before its next one
    double min_confidence = 0.5;                 // samples that are less sure are dropped
    std::vector<std::string> exclude;            // globs over entity ids that teach nothing
    std::vector<std::string> guest_entities;     // while one is on, guests are in the house
    std::vector<std::string> vacation_entities;  // while one is on, the household is away
    int implausible_rate_per_minute = 30;  // more interactions of one entity a minute are dropped
    bool shadow = true;           // candidates run beside the active version before they replace it
    int shadow_min_events = 100;  // scored events until a shadow may be promoted
    int shadow_days = 14;         // after which a shadow is decided in any case
    double canary_fraction = 0;   // share of events that a model in shadow answers to the user
    bool approval = false;        // what passed waits for a person before it goes live
    int approval_days = 14;       // after which nobody is waited for any more
    int watch_hours = 48;         // a new version is watched, and rolled back if it falls
    int undo_minutes = 5;         // what a person takes back within this time was not wanted
};

// Caps over what the manifests of the models ask for.
struct TrainingSettings {
    int max_parallel = 1;            // trainings at once, each in a worker of its own
    int nice = 10;                   // at least this niceness for workers
    int memory_mb = 1024;            // at most this much resident memory for one worker
    int retry_backoff_s = 300;       // after a failed run; doubles with each further failure
    double holdout_fraction = 0.2;   // newest part of the samples that judges and never trains
    int replay_rows = 500;           // older rows mixed into an incremental run
    double max_load_per_core = 1.5;  // a busier machine is not burdened; 0: no limit
    double max_temperature_c = 75;   // nor a hotter one; 0: no limit
    int min_free_memory_mb = 300;    // nor one with less free memory
    bool only_on_mains = true;       // nor one on battery
    std::vector<std::string> allowed_hours;  // "22:00-06:00" by the home's clock; empty: always
    int seed = 42;                           // same data, options and seed: the same bytes
};

// Automations that Hearth proposes.
struct SuggestionSettings {
    bool enabled = true;
    double min_confidence = 0.8;       // share of the occasions on which people do it
    std::vector<std::string> domains;  // of what is to act; empty: all; none
    int hour = 4;                      // of the daily look, by the home's clock
    int most_a_day = 3;                // new ones
    int most_open = 10;                // that wait for an answer
    int expire_days = 30;              // without an answer
    int later_days = 14;               // until a postponed one comes back
};

// What is strange about a day.
struct AnomalySettings {
    bool enabled = true;
    int most_a_day = 3;  // that are told
};

struct ModelSettings {
    bool enabled = true;
    std::optional<int> threshold;     // overrides the base threshold of the manifest
    std::optional<double> tolerance;  // overrides that of each primary metric of the manifest
    // What a candidate must show against the active version: "tolerance" (not worse than that),
    // "improvement" (better by 2 % at least), or "manifest": as the manifest says.
    std::string policy = "manifest";
    Json options = Json::object();  // hyper-parameters; check_options() compares with the manifest
};

// Hearth as a device of Home Assistant, by its MQTT discovery.
struct HomeAssistantSettings {
    bool discovery = true;
    std::string discovery_prefix = "homeassistant";  // as in Home Assistant's MQTT integration
    // Its REST API, which an accepted suggestion is created through.
    bool create_automations = false;
    std::string url;    // such as http://homeassistant.local:8123; empty: none
    std::string token;  // from HEARTH_HOME_ASSISTANT_TOKEN, a credential, token_file or the file
    std::string token_file;
    std::string ca_file;  // PEM; empty: the system's certificate authorities
};

struct HttpSettings {
    std::string socket = "/run/hearth/hearth.sock";  // Unix socket; empty: none
    std::string listen;  // loopback "host:port" for TCP, which needs a token; empty: none
    std::string token_file;
    std::string token;  // from HEARTH_HTTP_TOKEN, a credential, token_file or the file
};

struct Settings {
    HomeSettings home;
    LogSettings log;
    std::string data_folder = "/var/lib/hearth";
    std::string plugin_folder = "/usr/lib/hearth/plugins";
    bool trust_any_owner = false;  // development: plugins need not belong to root
    std::string worker = "/usr/lib/hearth/hearth-worker";  // the program hearth-worker
    MqttSettings mqtt;
    // Where the events of the home come from.
    std::vector<SourceConfig> sources = {{SourceKind::kStatestream, "ha_state"},
                                         {SourceKind::kEventstream, "ha/events"}};
    std::string home_assistant_status_topic = "homeassistant/status";
    HomeAssistantSettings home_assistant;
    IngestSettings ingest;
    StoreSettings store;
    LearningSettings learning;
    TrainingSettings training;
    SuggestionSettings suggestions;
    AnomalySettings anomalies;
    std::map<std::string, ModelSettings> models;  // by name; models not named have the defaults
    HttpSettings http;
};

}  // namespace hearth::config
