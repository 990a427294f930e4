// Turns a message into facts: finds the source that the topic belongs to and reads it in that
// source's language.
//
// Knows nothing of earlier messages. Immutable; any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/message.hpp"
#include "home/fact.hpp"
#include "home/payload_check.hpp"
#include "home/source_config.hpp"
#include "home/zigbee_devices.hpp"

namespace hearth {

// The event_type of the fact that Home Assistant came or went.
inline constexpr const char* kHomeAssistant = "homeassistant";

// The reason_code of a message whose topic no source has.
inline constexpr const char* kUnknownTopic = "unknown_topic";

class Interpreter {
public:
    // Precondition: check() accepts each source, and the status topic is a topic name.
    // max_payload_bytes: a larger message is one kQuarantined fact, but for a list of Zigbee
    // devices. devices: what is known of the Zigbee devices; null: nothing.
    explicit Interpreter(std::vector<SourceConfig> sources,
                         std::string status_topic = kDefaultStatusTopic,
                         std::size_t max_payload_bytes = JsonLimits{}.max_bytes,
                         std::shared_ptr<const ZigbeeDevices> devices = nullptr);

    // At least one fact, never throws. The status topic comes first, then the eventstreams, then
    // all mapped sources that have the topic, then the statestream and then the Zigbee2MQTT with
    // the longest base, then plain JSON; a topic of none is one kIgnored fact.
    std::vector<Fact> interpret(const InboundMessage& message) const;

    // Reads the message as that source's, whatever its topic is. The base of a statestream or of
    // Zigbee2MQTT is the configured one if the topic lies under it, else it is guessed. A mapping
    // cannot be guessed: without one for the topic the message is one kIgnored fact.
    std::vector<Fact> interpret_as(SourceKind source, const InboundMessage& message) const;

    // Guesses the source from topic and payload when no configured source claims the topic.
    std::vector<Fact> interpret_guessing(const InboundMessage& message) const;

    // What to subscribe to: all sources and the status topic.
    std::vector<std::string> subscriptions() const;

private:
    std::vector<Fact> interpret_status(const InboundMessage& message) const;
    std::vector<Fact> interpret_mapped(const InboundMessage& message) const;
    std::optional<Defect> check_limit(const InboundMessage& message) const;
    // The longest base of a source of this kind that the topic lies under.
    std::optional<std::string> base_of(SourceKind kind, const std::string& topic) const;
    bool claimed_by(SourceKind kind, const std::string& topic) const;

    std::vector<SourceConfig> sources_;
    std::string status_topic_;
    std::size_t max_payload_bytes_;
    std::shared_ptr<const ZigbeeDevices> devices_;
};

}  // namespace hearth
