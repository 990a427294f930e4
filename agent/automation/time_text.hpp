// Times and durations as Home Assistant writes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "automation/automation.hpp"
#include "core/json.hpp"

namespace hearth::automation {

// "HH:MM" or "HH:MM:SS" of a day; nothing for anything else.
std::optional<TimeOfDay> parse_time_of_day(std::string_view text);
std::string to_string(TimeOfDay time);  // "HH:MM:SS"

// A duration in milliseconds: "[-]HH:MM[:SS]" with any number of hours, seconds as a number or as
// text, or a mapping of days, hours, minutes, seconds, milliseconds. Nothing for anything else, and
// over 100 years.
std::optional<std::int64_t> parse_duration(const Json& value);
// "HH:MM:SS", or a mapping where it has milliseconds.
OrderedJson duration_json(std::int64_t ms);

bool is_weekday(std::string_view word);  // mon, tue, wed, thu, fri, sat, sun

// Text that Home Assistant computes at run time: has {{ … }} or {% … %}.
bool is_template(std::string_view text);

}  // namespace hearth::automation
