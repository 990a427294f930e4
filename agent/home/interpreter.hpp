// Turns a message into facts: finds the source that the topic belongs to and reads it in that
// source's language.
//
// Knows nothing of earlier messages. Immutable; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/message.hpp"
#include "home/fact.hpp"
#include "home/source_config.hpp"

namespace hearth {

class Interpreter {
public:
    // Precondition: check() accepts each source, and the status topic is a topic name.
    explicit Interpreter(std::vector<SourceConfig> sources,
                         std::string status_topic = kDefaultStatusTopic);

    // At least one fact, never throws. The status topic comes first, then the eventstreams, then
    // the statestream with the longest base, then plain JSON; a topic of none is one kIgnored fact.
    std::vector<Fact> interpret(const InboundMessage& message) const;

    // Reads the message as that source's, whatever its topic is. A statestream's base is the
    // configured one if the topic lies under it, else it is guessed.
    std::vector<Fact> interpret_as(SourceKind source, const InboundMessage& message) const;

    // Guesses the source from topic and payload when no configured source claims the topic.
    std::vector<Fact> interpret_guessing(const InboundMessage& message) const;

    // What to subscribe to: all sources and the status topic.
    std::vector<std::string> subscriptions() const;

private:
    std::vector<Fact> interpret_status(const InboundMessage& message) const;
    std::optional<std::string> statestream_base(const std::string& topic) const;
    bool claimed_by(SourceKind kind, const std::string& topic) const;

    std::vector<SourceConfig> sources_;
    std::string status_topic_;
};

}  // namespace hearth
