#include "config/cross_checks.hpp"

#include <utility>

#include "config/rules.hpp"
#include "domain/topic_mapping.hpp"

namespace hearth::config {

namespace {

bool has_tls(const std::string& uri) {
    return uri.starts_with("ssl://") || uri.starts_with("mqtts://");
}

void check_mqtt(const MqttSettings& mqtt, const Objection& objection) {
    if (!mqtt.password.empty() && mqtt.username.empty())
        objection("mqtt.username", "is empty although there is a password; set the user name");
    if (mqtt.client_cert.empty() != mqtt.client_key.empty())
        objection(mqtt.client_cert.empty() ? "mqtt.client_key" : "mqtt.client_cert",
                  "mqtt.client_cert and mqtt.client_key go together; set both or none");
    if (has_tls(mqtt.uri)) return;
    for (const auto& [key, value] : {std::pair{"mqtt.ca_file", &mqtt.ca_file},
                                     std::pair{"mqtt.client_cert", &mqtt.client_cert}})
        if (!value->empty())
            objection(key, "has no effect without TLS: mqtt.uri is '" + mqtt.uri +
                               "'; use ssl://HOST:8883 or remove this");
}

// statestream and zigbee2mqtt: everything below the topic is the source's.
void check_base(const SourceConfig& source, const std::string& key, const Objection& objection) {
    const bool has_base =
        source.kind == SourceKind::kStatestream || source.kind == SourceKind::kZigbee2Mqtt;
    if (has_base && source.topic.find_first_of("+#") != std::string::npos)
        objection(key + "topic", "found '" + source.topic + "'; allowed for " +
                                     to_string(source.kind) + ": its base_topic, without + and #");
}

void check_mapping(const SourceConfig& source, const std::string& key, const Objection& objection) {
    const TopicMapping& mapping = source.mapping;
    if (source.kind == SourceKind::kMapped) {
        if (const auto fault = find_mapping_fault(source)) objection(key + fault->key, fault->text);
        return;
    }
    for (const auto& [name, is_set] :
         {std::pair{"entity_id", !mapping.entity_id.empty()},
          std::pair{"state", !mapping.state.empty()}, std::pair{"values", !mapping.values.empty()},
          std::pair{"time", !mapping.time.empty()}})
        if (is_set)
            objection(key + name, std::string("has no effect for ") + to_string(source.kind) +
                                      "; allowed for mapped only");
}

// Several mappings may read the same message; nothing else may.
bool may_share(const SourceConfig& one, const SourceConfig& other) {
    return one.kind == SourceKind::kMapped && other.kind == SourceKind::kMapped;
}

void check_sources(const Settings& settings, const Objection& objection) {
    const std::string& own = settings.mqtt.base_topic;
    for (std::size_t i = 0; i < settings.sources.size(); ++i) {
        const SourceConfig& source = settings.sources[i];
        const std::string section = "sources[" + std::to_string(i) + "].";
        const std::string key = section + "topic";
        if (source.topic == own || source.topic.starts_with(own + "/") || source.topic == "#")
            objection(key, "found '" + source.topic + "'; this covers Hearth's own topics (" + own +
                               "/…); allowed: topics outside of mqtt.base_topic");
        check_base(source, section, objection);
        check_mapping(source, section, objection);
        for (std::size_t j = 0; j < i; ++j)
            if (settings.sources[j].topic == source.topic &&
                !may_share(settings.sources[j], source))
                objection(key, "found '" + source.topic + "', as in sources[" + std::to_string(j) +
                                   "]; allowed: each topic once");
    }
}

void check_http(const HttpSettings& http, const Objection& objection) {
    if (!http.listen.empty() && http.token.empty())
        objection("http.listen", "found '" + http.listen +
                                     "'; HTTP over TCP needs a token: set http.token_file, or "
                                     "leave http.listen empty to use http.socket only");
    if (!http.token.empty() && http.token.size() < 16)
        objection("http.token",
                  "is too short; allowed: at least 16 characters, such as from "
                  "'openssl rand -hex 24'");
    if (const char* allowed = rules::socket_path(http.socket))
        objection("http.socket", "found '" + http.socket + "'; allowed: " + allowed);
}

void check_home_assistant(const HomeAssistantSettings& settings, const Objection& objection) {
    if (!settings.create_automations) return;
    if (settings.url.empty())
        objection("home_assistant.url",
                  "is empty although automations shall be created (home_assistant.create_"
                  "automations); set it, such as http://homeassistant.local:8123");
    if (settings.token.empty())
        objection("home_assistant.token_file",
                  "there is no token although automations shall be created (home_assistant.create_"
                  "automations); make a long-lived access token in your profile there");
}

}  // namespace

void check_together(const Settings& settings, const Objection& objection) {
    check_mqtt(settings.mqtt, objection);
    check_sources(settings, objection);
    check_http(settings.http, objection);
    check_home_assistant(settings.home_assistant, objection);
}

}  // namespace hearth::config
