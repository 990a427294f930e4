// The checks that every source's reader makes of what comes in: size, UTF-8, JSON, states, times.
// Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "domain/message.hpp"
#include "home/fact.hpp"

namespace hearth {

inline constexpr std::size_t kMaxStateLength = 255;         // code points; Home Assistant's limit
inline constexpr TimeUs kEarliestUs = 631'152'000'000'000;  // 1990-01-01

// What is wrong with something that came in.
struct Defect {
    const char* code = "";
    std::string text;
};

// too_large, bad_utf8.
std::optional<Defect> check_payload(const InboundMessage& message);

// too_large.
std::optional<Defect> check_size(const InboundMessage& message, std::size_t max_bytes);

// state_too_long, for text that is valid UTF-8.
std::optional<Defect> check_state(std::string_view state);

// bad_time: before 1990, or more than a day after the arrival (which is not looked at when 0).
std::optional<Defect> check_time(TimeUs time, TimeUs received_us);

// too_deep, bad_json; for text that passed check_payload.
std::optional<Defect> read_json(std::string_view text, Json& out);

// bad_entity_id, showing the text; nothing for an entity id.
std::optional<Defect> check_entity_id(const std::string& text);

// As quarantined facts have them.
Fact quarantined_fact(std::optional<SourceKind> source, const Defect& defect);

}  // namespace hearth
