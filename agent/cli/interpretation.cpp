#include "cli/interpretation.hpp"

#include <algorithm>

#include "cli/json_text.hpp"
#include "cli/text.hpp"
#include "core/iso_time.hpp"
#include "home/interpreter.hpp"

namespace hearth::cli {

namespace {

bool is_own_topic(const config::Settings& settings, const std::string& topic) {
    return topic.starts_with(settings.mqtt.base_topic + "/");
}

// What kind of thing the fields below it tell.
std::string headline(const Fact& fact) {
    switch (fact.kind) {
        case FactKind::kState: return "The entity has this state";
        case FactKind::kAttribute: return "The entity has this attribute";
        case FactKind::kTime: return "When the entity's state changed";
        case FactKind::kEvent: return "An event, no change of state";
        case FactKind::kRemoved: return "The entity no longer exists";
        case FactKind::kAvailability: return "Who publishes came or went";
        case FactKind::kIgnored: return "Ignored: understood, and of no use";
        case FactKind::kQuarantined: return "Quarantined: broken";
    }
    return "";
}

void name_time(Json& fields, const char* key, const char* name) {
    const auto found = fields.find(key);
    if (found == fields.end()) return;
    fields[name] = format_iso_time(found->get<TimeUs>());
    fields.erase(key);
}

std::string fact_text(const Fact& fact, const Style& style) {
    Json fields = to_json(fact);
    fields.erase("kind");
    name_time(fields, "changed_us", "changed");
    name_time(fields, "updated_us", "updated");
    // As it came: text in quotes, long integers digit for digit.
    if (fact.kind == FactKind::kAttribute) fields["value"] = fact.value;
    const Tone tone = fact.kind == FactKind::kQuarantined ? Tone::kBad
                      : fact.kind == FactKind::kIgnored   ? Tone::kDim
                                                          : Tone::kBold;
    return style(tone, headline(fact)) + "\n" + json_text(fields, style);
}

}  // namespace

bool Interpretation::quarantined() const {
    return std::any_of(facts.begin(), facts.end(),
                       [](const Fact& fact) { return fact.kind == FactKind::kQuarantined; });
}

Interpretation interpret(const config::Settings& settings, const InboundMessage& message,
                         std::optional<SourceKind> source) {
    const Interpreter interpreter(settings.sources, settings.home_assistant_status_topic,
                                  static_cast<std::size_t>(settings.ingest.max_payload_bytes));
    if (source) return {interpreter.interpret_as(*source, message), false};
    if (is_own_topic(settings, message.topic))
        return {
            {ignored_fact(std::nullopt, "own_topic",
                          "a topic of Hearth's own: commands are obeyed, the rest is not read")},
            false};
    Interpretation out{interpreter.interpret(message), false};
    if (out.facts.front().reason_code != kUnknownTopic || out.facts.front().source) return out;
    auto guessed = interpreter.interpret_guessing(message);
    if (guessed.front().source) out = {std::move(guessed), true};
    return out;
}

std::string interpretation_json(const Interpretation& interpretation) {
    std::string out;
    for (const Fact& fact : interpretation.facts) {
        std::string line = to_json_line(fact);
        if (interpretation.guessed) line.insert(1, R"("guessed":true,)");
        out += line + "\n";
    }
    return out;
}

std::string interpretation_text(const Interpretation& interpretation, const Style& style) {
    std::string out;
    if (interpretation.guessed)
        out = style(Tone::kWarning, "No configured source has this topic: the daemon ignores it.") +
              "\nThe message looks like " + to_string(*interpretation.facts.front().source) +
              "; a source of that kind would read it like this:\n\n";
    for (const Fact& fact : interpretation.facts) {
        if (&fact != &interpretation.facts.front()) out += "\n";
        out += fact_text(fact, style);
    }
    return out;
}

}  // namespace hearth::cli
