#include "automation/time_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace hearth::automation {

namespace {

constexpr double kLongestMs = 100.0 * 366 * 24 * 3600 * 1000;

std::optional<int> digits(std::string_view text, std::size_t max_digits) {
    int value = 0;
    if (text.empty() || text.size() > max_digits) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

// Seconds of "H:MM" or "H:MM:SS"; hours have at most max_hour_digits digits.
std::optional<std::int64_t> clock_seconds(std::string_view text, std::size_t max_hour_digits) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; parts.size() < 4;) {
        const std::size_t colon = text.find(':', begin);
        parts.push_back(text.substr(begin, colon - begin));
        if (colon == std::string_view::npos) break;
        begin = colon + 1;
    }
    if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
    const auto hours = digits(parts[0], max_hour_digits), minutes = digits(parts[1], 2);
    const auto seconds = parts.size() == 3 ? digits(parts[2], 2) : std::optional<int>(0);
    if (!hours || !minutes || !seconds || *minutes > 59 || *seconds > 59) return std::nullopt;
    return std::int64_t{*hours} * 3600 + *minutes * 60 + *seconds;
}

std::optional<std::int64_t> whole_ms(double ms) {
    if (!std::isfinite(ms) || std::abs(ms) > kLongestMs) return std::nullopt;
    return std::llround(ms);
}

std::optional<std::int64_t> duration_of_text(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    constexpr std::size_t kHourDigits = 6;
    std::optional<std::int64_t> ms;
    if (const auto seconds = clock_seconds(text, kHourDigits)) {
        ms = *seconds * 1000;
    } else {
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number,
                                                  std::chars_format::fixed);
        if (text.empty() || error != std::errc() || end != text.data() + text.size() || number < 0)
            return std::nullopt;
        ms = whole_ms(number * 1000);
    }
    if (ms && negative) *ms = -*ms;
    return ms;
}

std::optional<std::int64_t> duration_of_mapping(const Json& mapping) {
    static constexpr std::array<std::pair<std::string_view, double>, 5> kUnits{
        {{"days", 86'400'000},
         {"hours", 3'600'000},
         {"minutes", 60'000},
         {"seconds", 1000},
         {"milliseconds", 1}}};
    double total = 0;
    for (const auto& member : mapping.items()) {
        const std::string& key = member.key();
        const Json& value = member.value();
        const auto unit = std::find_if(kUnits.begin(), kUnits.end(),
                                       [&](const auto& one) { return one.first == key; });
        if (unit == kUnits.end()) return std::nullopt;
        double number = 0;
        if (value.is_number()) {
            number = value.get<double>();
        } else if (value.is_string()) {
            const auto& text = value.get_ref<const std::string&>();
            const auto [end, error] =
                std::from_chars(text.data(), text.data() + text.size(), number);
            if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
        } else {
            return std::nullopt;
        }
        total += number * unit->second;
    }
    return mapping.empty() ? std::nullopt : whole_ms(total);
}

std::string two_digits(std::int64_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

std::string clock_text(std::int64_t seconds) {
    return two_digits(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" +
           two_digits(seconds % 60);
}

}  // namespace

std::optional<TimeOfDay> parse_time_of_day(std::string_view text) {
    const auto seconds = clock_seconds(text, 2);
    if (!seconds || *seconds >= 86'400) return std::nullopt;
    return TimeOfDay{static_cast<int>(*seconds)};
}

std::string to_string(TimeOfDay time) { return clock_text(time.second); }

std::optional<std::int64_t> parse_duration(const Json& value) {
    if (value.is_number()) return whole_ms(value.get<double>() * 1000);
    if (value.is_string()) return duration_of_text(value.get_ref<const std::string&>());
    if (value.is_object()) return duration_of_mapping(value);
    return std::nullopt;
}

OrderedJson duration_json(std::int64_t ms) {
    if (ms % 1000 == 0) return (ms < 0 ? "-" : "") + clock_text(std::abs(ms / 1000));
    return {{"seconds", ms / 1000}, {"milliseconds", ms % 1000}};
}

bool is_weekday(std::string_view word) {
    static constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu",
                                                           "fri", "sat", "sun"};
    return std::find(kDays.begin(), kDays.end(), word) != kDays.end();
}

bool is_template(std::string_view text) {
    return text.find("{{") != std::string_view::npos || text.find("{%") != std::string_view::npos;
}

}  // namespace hearth::automation
