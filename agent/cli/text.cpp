#include "cli/text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <limits>

#include "core/iso_time.hpp"
#include "core/utf8.hpp"

namespace hearth::cli {

namespace {

struct Range {
    char32_t first, last;
};

// Unicode 15, the blocks that matter in names: marks that combine, joiners, selectors.
constexpr Range kZeroWidth[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},
                                {0x0610, 0x061A}, {0x064B, 0x065F}, {0x200B, 0x200F},
                                {0x202A, 0x202E}, {0x2060, 0x2064}, {0x20D0, 0x20F0},
                                {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};
constexpr Range kWide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
                           {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE4F},
                           {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
                           {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

template <std::size_t N>
bool in_any(const Range (&ranges)[N], char32_t c) {
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

std::size_t width_of(char32_t c) {
    if (in_any(kZeroWidth, c)) return 0;
    return in_any(kWide, c) ? 2 : 1;
}

// Precondition: valid UTF-8, at < text.size().
char32_t decode(std::string_view text, std::size_t at, std::size_t& length) {
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
    };
    const char32_t lead = byte(0);
    length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (at + length > text.size()) length = 1;
    switch (length) {
        case 2: return ((lead & 0x1F) << 6) | (byte(1) & 0x3F);
        case 3: return ((lead & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F);
        case 4:
            return ((lead & 0x07) << 18) | ((byte(1) & 0x3F) << 12) | ((byte(2) & 0x3F) << 6) |
                   (byte(3) & 0x3F);
        default: return lead;
    }
}

std::string print(const char* format, double value) {
    char buffer[64];
    std::snprintf(buffer, sizeof(buffer), format, value);
    return buffer;
}

std::string two_units(std::int64_t big, const char* big_unit, std::int64_t small,
                      const char* small_unit) {
    char buffer[64];
    std::snprintf(buffer, sizeof(buffer), "%lld %s %02lld %s", static_cast<long long>(big),
                  big_unit, static_cast<long long>(small), small_unit);
    return buffer;
}

}  // namespace

std::string printable(std::string_view text) {
    const std::string valid = utf8_excerpt(text, std::numeric_limits<std::size_t>::max());
    std::string out;
    for (std::size_t at = 0, length = 0; at < valid.size(); at += length) {
        const char32_t c = decode(valid, at, length);
        // Marks that change the direction of writing can make a text look like another.
        const bool harmful = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
                             (c >= 0x2066 && c <= 0x2069);
        if (harmful)
            out.push_back('?');
        else
            out.append(valid, at, length);
    }
    return out;
}

std::string printable_member(const Json& object, const char* key) {
    return printable(text_member(object, key));
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0, length = 0; at < text.size(); at += length)
        width += width_of(decode(text, at, length));
    return width;
}

std::string fit(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    if (width == 0) return "";
    std::size_t used = 0, at = 0;
    for (std::size_t length = 0; at < text.size(); at += length) {
        const std::size_t next = width_of(decode(text, at, length));
        if (used + next > width - 1) break;
        used += next;
    }
    return std::string(text.substr(0, at)) + "…";
}

std::string format_count(std::int64_t count) {
    std::string digits = std::to_string(count);
    const std::size_t first = count < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

std::string format_duration(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) return "-";
    if (seconds < 9.95) return print("%.1f s", seconds);
    const auto whole = static_cast<std::int64_t>(std::llround(std::min(seconds, 1e12)));
    if (whole < 60) return std::to_string(whole) + " s";
    if (whole < 3'600) return two_units(whole / 60, "min", whole % 60, "s");
    if (whole < 86'400) return two_units(whole / 3'600, "h", whole / 60 % 60, "min");
    return std::to_string(whole / 86'400) + " d " + std::to_string(whole / 3'600 % 24) + " h";
}

std::string format_bytes(std::int64_t bytes) {
    if (bytes < 1024) return std::to_string(bytes) + " B";
    double value = static_cast<double>(bytes) / 1024;
    const char* units[] = {"kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    for (; value >= 1024 && unit + 1 < std::size(units); ++unit) value /= 1024;
    return print("%.1f ", value) + units[unit];
}

std::string format_score(double value) { return std::isfinite(value) ? print("%.4f", value) : "-"; }

std::string format_percent(double fraction) {
    return print("%.0f %%", 100 * std::clamp(fraction, 0.0, 1.0));
}

std::string short_time(const std::string& iso) {
    const auto time = parse_iso_time(iso);
    if (!time) return printable(iso);
    std::string out = format_iso_time(*time - *time % kMicrosPerSecond).substr(0, 19);
    out[10] = ' ';
    return out;
}

std::string format_value(const Json& value) {
    if (value.is_null()) return "-";
    if (value.is_string()) return printable(value.get_ref<const std::string&>());
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    if (value.is_number_integer()) return format_count(value.get<std::int64_t>());
    if (value.is_number()) return format_score(value.get<double>());
    return printable(dump_json(value));
}

std::string words_of(std::string_view key) {
    std::string out = printable(key);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

}  // namespace hearth::cli
