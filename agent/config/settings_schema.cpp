#include "config/settings_schema.hpp"

#include "config/learning_fields.hpp"
#include "config/records.hpp"
#include "config/rules.hpp"

namespace hearth::config {

namespace {

SourceKind source_kind(const std::string& word) {
    for (const SourceKind kind : all_source_kinds())
        if (word == to_string(kind)) return kind;
    return SourceKind::kPlainJson;
}

Target durability(Settings& settings) {
    Durability& target = settings.store.durability;
    return Word{[&target] { return std::string(to_string(target)); },
                [&target](const std::string& word) {
                    target = word == "full" ? Durability::kFull : Durability::kNormal;
                }};
}

Target kind_of_source(SourceConfig& source) {
    return Word{[&source] { return std::string(to_string(source.kind)); },
                [&source](const std::string& word) { source.kind = source_kind(word); }};
}

Table<Settings> home_fields() {
    return {
        {{.key = "home.time_zone",
          .description = "Time zone of the home (IANA name), or system: the machine's",
          .check = rules::time_zone},
         [](Settings& s) -> Target { return &s.home.time_zone; }},
        {{.key = "home.simulated",
          .description = "This instance runs on a simulated home, and says so wherever it shows "
                         "a figure"},
         [](Settings& s) -> Target { return &s.home.simulated; }},
        {{.key = "log.level",
          .description = "Least severe messages that are logged",
          .choices = {"trace", "debug", "info", "warning", "error"}},
         [](Settings& s) -> Target { return &s.log.level; }},
        {{.key = "data_folder",
          .description = "Folder for databases and models",
          .check = rules::not_empty,
          .path = true},
         [](Settings& s) -> Target { return &s.data_folder; }},
        {{.key = "plugin_folder",
          .description = "Folder with one folder for each model; code from there is executed",
          .check = rules::not_empty,
          .path = true},
         [](Settings& s) -> Target { return &s.plugin_folder; }},
        {{.key = "trust_any_owner",
          .description = "For development: plugins need not belong to root or to the user of "
                         "Hearth"},
         [](Settings& s) -> Target { return &s.trust_any_owner; }},
        {{.key = "worker",
          .description = "The program hearth-worker, which trains and serves the models",
          .check = rules::not_empty,
          .path = true},
         [](Settings& s) -> Target { return &s.worker; }},
    };
}

Table<Settings> mqtt_fields() {
    return {
        {{.key = "mqtt.uri",
          .description = "The broker: tcp://HOST:PORT or, with TLS, ssl://HOST:PORT",
          .check = rules::broker_uri},
         [](Settings& s) -> Target { return &s.mqtt.uri; }},
        {{.key = "mqtt.client_id",
          .description = "Name under which the broker keeps what came while Hearth was away; "
                         "one name for one instance",
          .check = rules::client_id},
         [](Settings& s) -> Target { return &s.mqtt.client_id; }},
        {{.key = "mqtt.username", .description = "User name at the broker"},
         [](Settings& s) -> Target { return &s.mqtt.username; }},
        {{.key = "mqtt.password",
          .description = "Password at the broker; better in mqtt.password_file, the credential "
                         "mqtt_password or the environment variable HEARTH_MQTT_PASSWORD",
          .secret = true},
         [](Settings& s) -> Target { return &s.mqtt.password; }},
        {{.key = "mqtt.password_file",
          .description = "File that holds the password, readable by nobody else",
          .path = true},
         [](Settings& s) -> Target { return &s.mqtt.password_file; }},
        {{.key = "mqtt.ca_file",
          .description = "Certificate authorities (PEM) to trust; empty: those of the system",
          .path = true},
         [](Settings& s) -> Target { return &s.mqtt.ca_file; }},
        {{.key = "mqtt.client_cert",
          .description = "Certificate (PEM) to log in with",
          .path = true},
         [](Settings& s) -> Target { return &s.mqtt.client_cert; }},
        {{.key = "mqtt.client_key",
          .description = "Private key (PEM) of mqtt.client_cert",
          .path = true},
         [](Settings& s) -> Target { return &s.mqtt.client_key; }},
        {{.key = "mqtt.tls_verify",
          .description = "Check the broker's certificate and name; false only for tests"},
         [](Settings& s) -> Target { return &s.mqtt.tls_verify; }},
        {{.key = "mqtt.keepalive_s",
          .description = "Seconds without traffic until the connection is probed",
          .minimum = 5,
          .maximum = 3600},
         [](Settings& s) -> Target { return &s.mqtt.keepalive_s; }},
        {{.key = "mqtt.base_topic",
          .description = "Hearth's own topics are below this one",
          .check = rules::topic},
         [](Settings& s) -> Target { return &s.mqtt.base_topic; }},
        {{.key = "mqtt.max_message_bytes",
          .description = "What the broker takes as one message; a larger answer to a command is "
                         "not sent, and the sender is told so",
          .minimum = 4096,
          .maximum = 8 * 1024 * 1024},
         [](Settings& s) -> Target { return &s.mqtt.max_message_bytes; }},
    };
}

Table<Settings> ingest_fields() {
    return {
        {{.key = "sources", .description = "Where the events of the home come from"},
         [](Settings& s) -> Target { return list_of(s.sources, source_table()); }},
        {{.key = "home_assistant_status_topic",
          .description = "Topic on which Home Assistant says online and offline",
          .check = rules::topic},
         [](Settings& s) -> Target { return &s.home_assistant_status_topic; }},
        {{.key = "home_assistant.discovery",
          .description = "Show Hearth as a device in Home Assistant, by MQTT discovery"},
         [](Settings& s) -> Target { return &s.home_assistant.discovery; }},
        {{.key = "home_assistant.discovery_prefix",
          .description = "Discovery prefix of Home Assistant's MQTT integration",
          .check = rules::topic},
         [](Settings& s) -> Target { return &s.home_assistant.discovery_prefix; }},
        {{.key = "home_assistant.create_automations",
          .description = "Create accepted suggestions in Home Assistant, through its REST API; "
                         "needs url and token"},
         [](Settings& s) -> Target { return &s.home_assistant.create_automations; }},
        {{.key = "home_assistant.url",
          .description = "Home Assistant's address, such as http://homeassistant.local:8123; in "
                         "its app: http://supervisor/core",
          .check = rules::http_url},
         [](Settings& s) -> Target { return &s.home_assistant.url; }},
        {{.key = "home_assistant.token",
          .description = "Long-lived access token of an administrator; better in "
                         "home_assistant.token_file, the credential home_assistant_token or the "
                         "environment variable HEARTH_HOME_ASSISTANT_TOKEN",
          .secret = true},
         [](Settings& s) -> Target { return &s.home_assistant.token; }},
        {{.key = "home_assistant.token_file",
          .description = "File that holds the token, readable by nobody else",
          .path = true},
         [](Settings& s) -> Target { return &s.home_assistant.token_file; }},
        {{.key = "home_assistant.ca_file",
          .description = "Certificate authorities (PEM) to trust with https; empty: those of the "
                         "system",
          .path = true},
         [](Settings& s) -> Target { return &s.home_assistant.ca_file; }},
        {{.key = "ingest.max_payload_bytes",
          .description = "Larger messages are counted and put aside",
          .minimum = 1024,
          .maximum = 256 * 1024},
         [](Settings& s) -> Target { return &s.ingest.max_payload_bytes; }},
        {{.key = "ingest.quiet_ms",
          .description = "Messages about one entity are gathered until none came for this long "
                         "(milliseconds)",
          .minimum = 1,
          .maximum = 1000},
         [](Settings& s) -> Target { return &s.ingest.quiet_ms; }},
        {{.key = "ingest.twin_wait_ms",
          .description = "How long a change waits for the same change from another source "
                         "(milliseconds)",
          .minimum = 0,
          .maximum = 10000},
         [](Settings& s) -> Target { return &s.ingest.twin_wait_ms; }},
        {{.key = "ingest.batch_rows",
          .description = "Messages processed in one database transaction",
          .minimum = 1,
          .maximum = 5000},
         [](Settings& s) -> Target { return &s.ingest.batch_rows; }},
        {{.key = "store.durability",
          .description = "normal: nothing is lost when the process is killed; full: nor at a "
                         "power cut, at the price of one disk flush for each message",
          .choices = {"normal", "full"}},
         durability},
        {{.key = "store.retention_days",
          .description = "Events and samples older than this are deleted",
          .minimum = 7,
          .maximum = 3650},
         [](Settings& s) -> Target { return &s.store.retention_days; }},
        {{.key = "store.keep_versions",
          .description = "Inactive versions of each model that are kept for a rollback",
          .minimum = 1,
          .maximum = 100},
         [](Settings& s) -> Target { return &s.store.keep_versions; }},
    };
}

Table<Settings> http_fields() {
    return {
        {{.key = "http.socket",
          .description = "Unix socket for the command line; empty: none",
          .check = rules::socket_path,
          .path = true},
         [](Settings& s) -> Target { return &s.http.socket; }},
        {{.key = "http.listen",
          .description =
              "Loopback HOST:PORT for HTTP, such as 127.0.0.1:8098, which needs a token; "
              "empty: none",
          .check = rules::listen},
         [](Settings& s) -> Target { return &s.http.listen; }},
        {{.key = "http.token",
          .description = "Token that HTTP requests must carry; better in http.token_file, the "
                         "credential http_token or the environment variable HEARTH_HTTP_TOKEN",
          .secret = true},
         [](Settings& s) -> Target { return &s.http.token; }},
        {{.key = "http.token_file",
          .description = "File that holds the token, readable by nobody else",
          .path = true},
         [](Settings& s) -> Target { return &s.http.token_file; }},
    };
}

}  // namespace

const Table<SourceConfig>& source_table() {
    static const Table<SourceConfig> table = {
        {{.key = "kind",
          .description = "statestream, eventstream (of Home Assistant), plain_json, zigbee2mqtt, "
                         "or mapped: any message, read as entity_id, state, values and time say",
          .choices = {"statestream", "eventstream", "plain_json", "zigbee2mqtt", "mapped"},
          .required = true},
         kind_of_source},
        {{.key = "topic",
          .description = "statestream, zigbee2mqtt: its base_topic; eventstream: its "
                         "publish_topic; plain_json: a topic filter; mapped: one without #",
          .check = rules::topic_filter,
          .required = true},
         [](SourceConfig& s) -> Target { return &s.topic; }},
        {{.key = "entity_id",
          .description = "mapped: the entity, such as sensor.{1}_power, where {1} stands for the "
                         "first + of the topic"},
         [](SourceConfig& s) -> Target { return &s.mapping.entity_id; }},
        {{.key = "state",
          .description = "mapped: JSON pointer to the state, such as /ENERGY/Power; empty: the "
                         "whole payload is the state, as text"},
         [](SourceConfig& s) -> Target { return &s.mapping.state; }},
        {{.key = "values",
          .description = "mapped: what is found, and the state that it means; what is not among "
                         "them is ignored; empty: the state is what is found"},
         [](SourceConfig& s) -> Target { return &s.mapping.values; }},
        {{.key = "time",
          .description = "mapped: JSON pointer to the time of the message; empty: it arrives at "
                         "once"},
         [](SourceConfig& s) -> Target { return &s.mapping.time; }},
    };
    return table;
}

const Table<ModelSettings>& model_table() {
    static const Table<ModelSettings> table = {
        {{.key = "enabled", .description = "Train and serve this model"},
         [](ModelSettings& s) -> Target { return &s.enabled; }},
        {{.key = "threshold",
          .description = "New samples until it trains, instead of the manifest's base",
          .minimum = 1,
          .maximum = 1000000},
         [](ModelSettings& s) -> Target { return &s.threshold; }},
        {{.key = "tolerance",
          .description = "How much worse than the active version a new one may be on each primary "
                         "metric, instead of the manifest's",
          .minimum = 0,
          .maximum = 0.5},
         [](ModelSettings& s) -> Target { return &s.tolerance; }},
        {{.key = "policy",
          .description = "What a new version must show against the active one: tolerance: not "
                         "worse than that; improvement: better by 2 % at least; manifest: as its "
                         "manifest says",
          .choices = {"manifest", "tolerance", "improvement"}},
         [](ModelSettings& s) -> Target { return &s.policy; }},
        {{.key = "options", .description = "Hyper-parameters that the model's manifest declares"},
         [](ModelSettings& s) -> Target { return &s.options; }},
    };
    return table;
}

const Table<Settings>& settings_table() {
    static const Table<Settings> table = [] {
        Table<Settings> all;
        for (const auto& part : {home_fields(), mqtt_fields(), ingest_fields(), learning_fields(),
                                 training_fields(), suggestion_fields(), http_fields()})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return table;
}

}  // namespace hearth::config
