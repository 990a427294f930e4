#include "learning/plain_words.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

namespace hearth::learning {

namespace {

std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string without_zeros(std::string number) {
    if (number.find('.') == std::string::npos) return number;
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
    return number;
}

}  // namespace

std::string fixed(double value, int digits) {
    if (!std::isfinite(value)) return "not a number";
    if (std::abs(value) < 0.5 * std::pow(10.0, -digits)) value = 0;
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string with_commas(std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t end = digits.size(); end > first + 3; end -= 3) digits.insert(end - 3, ",");
    return digits;
}

std::string counted(std::int64_t number, const std::string& one) {
    return with_commas(number) + " " + one + (number == 1 ? "" : "s");
}

std::string percent(double share) { return without_zeros(fixed(share * 100, 1)) + " %"; }

std::string bytes_words(std::int64_t bytes) {
    const auto size = static_cast<double>(bytes);
    if (size < 1e6) return fixed(size / 1e3, 0) + " kB";
    if (size < 1e9) return fixed(size / 1e6, 0) + " MB";
    return fixed(size / 1e9, 1) + " GB";
}

std::string seconds_words(double seconds) {
    if (seconds < 9.95) return without_zeros(fixed(seconds, 1)) + " s";
    if (seconds < 120) return fixed(seconds, 0) + " s";
    if (seconds < 7'200) return fixed(seconds / 60, 0) + " min";
    return without_zeros(fixed(seconds / 3'600, 1)) + " h";
}

std::string days_words(double days) {
    if (days < 1.0 / 24) return fixed(days * 24 * 60, 0) + " min";
    if (days < 0.995) return fixed(days * 24, 0) + " h";
    const std::string number = without_zeros(fixed(days, days < 10 ? 1 : 0));
    return number + (number == "1" ? " day" : " days");
}

std::string span_words(TimeUs span_us) {
    const TimeUs minutes = span_us / kMicrosPerMinute;
    if (minutes > 2 * 24 * 60) return counted(minutes / (24 * 60), "day");
    if (minutes >= 2 * 60) return counted(minutes / 60, "hour");
    return counted(minutes, "minute");
}

std::string local_date(TimeUs time, const TimeZone& zone) {
    return local_date_time(time, zone).substr(0, 10);
}

std::string local_date_time(TimeUs time, const TimeZone& zone) {
    const LocalTime at = zone.local(time);
    const int minutes = static_cast<int>(at.hour * 60 + 1e-6);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d", at.year, at.month, at.day,
                  minutes / 60, minutes % 60);
    return text;
}

std::string ordinal(int number) {
    const bool teen = number / 10 % 10 == 1;
    const char* ending = "th";
    if (!teen && number % 10 == 1) ending = "st";
    if (!teen && number % 10 == 2) ending = "nd";
    if (!teen && number % 10 == 3) ending = "rd";
    return std::to_string(number) + ending;
}

std::string joined_by_and(const std::vector<std::string>& items) {
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += i + 1 == items.size() ? " and " : ", ";
        out += items[i];
    }
    return out;
}

std::string wrapped(const std::string& text, std::size_t columns, std::size_t indent) {
    std::istringstream in(text);
    std::string out, word;
    std::size_t used = 0;
    const std::size_t lead = text.find_first_not_of(' ');
    if (lead != std::string::npos) out.append(lead, ' '), used = lead;
    bool first = true;
    while (in >> word) {
        for (char& c : word)
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
        const std::size_t width = width_of(word);
        if (!first && used + 1 + width > columns) {
            out += "\n" + std::string(indent, ' ');
            used = indent;
            first = true;
        }
        out += (first ? "" : " ") + word;
        used += width + (first ? 0 : 1);
        first = false;
    }
    return out + "\n";
}

}  // namespace hearth::learning
