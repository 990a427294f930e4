#include "core/iso_time.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace hearth {

namespace {

// Years of four digits, in UTC: 0000-01-01 to the end of 9999.
constexpr TimeUs kFirst = -719'528 * kMicrosPerDay;
constexpr TimeUs kLast = 2'932'897 * kMicrosPerDay - 1;

class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool number(std::size_t digits, int& out) {
        if (rest_.size() < digits) return false;
        for (std::size_t i = 0; i < digits; ++i)
            if (rest_[i] < '0' || rest_[i] > '9') return false;
        std::from_chars(rest_.data(), rest_.data() + digits, out);
        rest_.remove_prefix(digits);
        return true;
    }
    bool one_of(std::string_view allowed) {
        if (rest_.empty() || allowed.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    // Digits after the point as microseconds; further digits are cut.
    bool fraction(int& micros) {
        int scale = 100'000;
        std::size_t count = 0;
        micros = 0;
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
            micros += (rest_.front() - '0') * scale;
            scale /= 10;
            rest_.remove_prefix(1);
            ++count;
        }
        return count > 0;
    }
    char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
    bool done() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

std::optional<TimeUs> read_date_time(Reader& in) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, micros = 0;
    if (!in.number(4, year) || !in.one_of("-") || !in.number(2, month) || !in.one_of("-") ||
        !in.number(2, day))
        return std::nullopt;
    using namespace std::chrono;
    const year_month_day date{std::chrono::year{year},
                              std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    if (!in.one_of("T ") || !in.number(2, hour) || !in.one_of(":") || !in.number(2, minute))
        return std::nullopt;
    if (in.one_of(":") && !in.number(2, second)) return std::nullopt;
    if (in.one_of(".") && !in.fraction(micros)) return std::nullopt;
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    const auto days = sys_days{date}.time_since_epoch().count();
    return days * kMicrosPerDay + ((hour * 60LL + minute) * 60 + second) * kMicrosPerSecond +
           micros;
}

// The offset as microseconds to subtract, or nothing when it is not one.
std::optional<TimeUs> read_offset(Reader& in, bool local_is_error) {
    if (in.done()) return local_is_error ? std::nullopt : std::optional<TimeUs>{0};
    if (in.one_of("Zz")) return in.done() ? std::optional<TimeUs>{0} : std::nullopt;
    const bool negative = in.peek() == '-';
    int hours = 0, minutes = 0, seconds = 0;
    if (!in.one_of("+-") || !in.number(2, hours)) return std::nullopt;
    in.one_of(":");
    if (!in.number(2, minutes) || hours > 23 || minutes > 59) return std::nullopt;
    if (in.one_of(":") && (!in.number(2, seconds) || seconds > 59)) return std::nullopt;
    if (!in.done()) return std::nullopt;
    const TimeUs offset = ((hours * 60LL + minutes) * 60 + seconds) * kMicrosPerSecond;
    return negative ? -offset : offset;
}

}  // namespace

std::optional<TimeUs> parse_iso_time(std::string_view text, bool local_is_error) {
    Reader in(text);
    const auto local = read_date_time(in);
    if (!local) return std::nullopt;
    const auto offset = read_offset(in, local_is_error);
    if (!offset) return std::nullopt;
    const TimeUs time = *local - *offset;
    return time >= kFirst && time <= kLast ? std::optional(time) : std::nullopt;
}

std::optional<TimeUs> parse_local_time(std::string_view text) {
    Reader in(text);
    const auto local = read_date_time(in);
    return in.done() ? local : std::nullopt;
}

std::string format_iso_time(TimeUs time) {
    using namespace std::chrono;
    const sys_time<microseconds> point{microseconds{time}};
    const auto day = floor<days>(point);
    const year_month_day date{day};
    const hh_mm_ss clock{point - day};
    char text[64];
    int used = std::snprintf(
        text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()));
    if (clock.subseconds().count() != 0)
        used += std::snprintf(text + used, sizeof text - static_cast<std::size_t>(used), ".%06d",
                              static_cast<int>(clock.subseconds().count()));
    return std::string(text, static_cast<std::size_t>(used)) + "+00:00";
}

}  // namespace hearth
