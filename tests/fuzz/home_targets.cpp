// The languages of the house. The seeds are the messages of tests/unit/home/cases.
//
// An input is a message: a line of "1" for retained or "0", then the topic, and the payload after
// it. What the parsers make of it goes on into the assembler and the attributor.
#include <algorithm>

#include "core/utf8.hpp"
#include "fuzz/target.hpp"
#include "home/change_assembler.hpp"
#include "home/origin_attributor.hpp"
#include "home/payload_check.hpp"
#include "support/message_table.hpp"

namespace hearth::fuzz {

namespace {

using test::MessageTable;

const MessageTable& table(const std::string& name) {
    static const auto tables =
        test::read_message_tables(HEARTH_SOURCE_DIR "/tests/unit/home/cases");
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [&](const auto& one) { return one.name == name; });
    demand(found != tables.end(), "every target has its table");
    return *found;
}

class NothingKnown final : public KnownStates {
    std::optional<KnownState> find(const std::string&) const override { return std::nullopt; }
};

InboundMessage message_of(std::string_view input) {
    InboundMessage out;
    out.inbox_id = 1;
    out.received_us = 1'741'529'108'000'000;
    out.retained = input.starts_with('1');
    input.remove_prefix(std::min<std::size_t>(1, input.size()));
    const auto end = std::min(input.find('\n'), input.size());
    out.topic = input.substr(0, end);
    out.payload = input.substr(std::min(end + 1, input.size()));
    return out;
}

void check_fact(const Fact& fact) {
    const std::string line = to_json_line(fact);
    demand(parse_json(line, {1 << 26, 80}).ok(), "a fact is a line of JSON");
    demand(line.find('\n') == std::string::npos, "a fact is one line");
    const bool refused = fact.kind == FactKind::kIgnored || fact.kind == FactKind::kQuarantined;
    demand(refused != (fact.reason.empty() || fact.reason_code.empty()),
           "what is refused has a reason, and nothing else has");
    demand(is_utf8(fact.reason), "a reason is UTF-8");
    const bool of_entity = fact.kind == FactKind::kState || fact.kind == FactKind::kAttribute ||
                           fact.kind == FactKind::kTime || fact.kind == FactKind::kRemoved;
    demand(!of_entity || is_entity_id(fact.entity_id), "an entity has an entity id");
    demand(!check_state(fact.state) && is_utf8(fact.state), "a state is UTF-8, and short");
}

void check_message(const Interpreter& interpreter, const InboundMessage& message) {
    const auto facts = interpreter.interpret(message);
    demand(!facts.empty(), "a message is at least one fact");
    const NothingKnown nothing;
    ChangeAssembler assembler({}, nothing);
    OriginAttributor attributor;
    for (const Fact& fact : facts) {
        check_fact(fact);
        assembler.add(fact, message, 0);
        attributor.note_event(fact, message.received_us);
    }
    for (const StateChange& change : assembler.take_ready(10 * kMicrosPerSecond)) {
        attributor.attribute(change);
        attributor.note(change);
    }
    demand(!assembler.lowest_pending_inbox_id(), "nothing waits for ever");
    interpreter.interpret_guessing(message);
    for (const SourceKind kind : all_source_kinds()) interpreter.interpret_as(kind, message);
    if (facts.front().event_type != kZigbeeDeviceList) return;
    ZigbeeDevices devices;
    devices.learn(facts.front().event_data);
    demand(devices.is_known(facts.front().event_data), "what was learned is known");
}

std::vector<std::string> seeds_of(const std::string& name) {
    std::vector<std::string> out;
    for (const test::MessageCase& row : table(name).cases) {
        const InboundMessage& message = row.message;
        if (message.payload.size() <= 4096)
            out.push_back((message.retained ? "1" : "0") + message.topic + "\n" + message.payload);
    }
    return out;
}

// Names of the tables, and of the targets.
constexpr char kStatestream[] = "statestream", kEventstream[] = "eventstream",
               kPlainJson[] = "plain_json", kZigbee2Mqtt[] = "zigbee2mqtt", kMapped[] = "mapped",
               kStatus[] = "status";

template <const char* name>
Target home_target() {
    return {name,
            [](std::string_view input) {
                static const MessageTable& mine = table(name);
                check_message(mine.interpreter, message_of(input));
            },
            [] { return seeds_of(name); }};
}

}  // namespace

std::vector<Target> home_targets() {
    return {home_target<kStatestream>(), home_target<kEventstream>(), home_target<kPlainJson>(),
            home_target<kZigbee2Mqtt>(), home_target<kMapped>(),      home_target<kStatus>()};
}

}  // namespace hearth::fuzz
