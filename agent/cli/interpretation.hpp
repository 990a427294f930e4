// How Hearth would understand a message, found out without a daemon, by the daemon's own code.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/style.hpp"
#include "config/settings.hpp"
#include "domain/message.hpp"
#include "home/fact.hpp"

namespace hearth::cli {

struct Interpretation {
    std::vector<Fact> facts;  // at least one
    // No configured source has the topic; the facts are what a source that had it would say.
    bool guessed = false;

    bool quarantined() const;  // something in the message is broken
};

// source: read it as that source's; nothing: as the configured one that has the topic, or, if there
// is none, as what the message looks like.
Interpretation interpret(const config::Settings& settings, const InboundMessage& message,
                         std::optional<SourceKind> source);

// One JSON object a line for each fact, with "guessed": true if it is.
std::string interpretation_json(const Interpretation& interpretation);

std::string interpretation_text(const Interpretation& interpretation, const Style& style);

}  // namespace hearth::cli
