#include "core/time_zone.hpp"

#include <date/tz.h>

#include <exception>

namespace hearth {

namespace {
const date::time_zone* as_zone(const void* zone) {
    return static_cast<const date::time_zone*>(zone);
}

date::sys_time<std::chrono::microseconds> to_sys(TimeUs utc) {
    return date::sys_time<std::chrono::microseconds>{std::chrono::microseconds{utc}};
}
}  // namespace

Result<TimeZone> TimeZone::find(std::string_view name) {
    if (name == "UTC") return utc();
    try {
        return TimeZone(std::string(name), date::locate_zone(std::string(name)));
    } catch (const std::exception&) {
        return Error{ErrorCode::kNotFound,
                     "unknown time zone '" + std::string(name) +
                         "': use a name such as Europe/Berlin (package tzdata must be installed)"};
    }
}

TimeZone TimeZone::utc() { return TimeZone("UTC", nullptr); }

LocalTime TimeZone::local(TimeUs utc) const {
    LocalTime out;
    if (zone_) {
        const auto seconds = date::floor<std::chrono::seconds>(to_sys(utc));
        const auto info = as_zone(zone_)->get_info(seconds);
        out.offset_us = std::chrono::microseconds{info.offset}.count();
        out.offset_until_us = std::chrono::microseconds{info.end.time_since_epoch()}.count();
    }
    const auto wall = to_sys(utc + out.offset_us);
    const auto day = date::floor<date::days>(wall);
    const date::year_month_day ymd{day};
    out.year = static_cast<int>(ymd.year());
    out.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
    out.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
    out.weekday = static_cast<int>(date::weekday{day}.iso_encoding()) - 1;
    out.hour = static_cast<double>((wall - day).count()) / (3600.0 * kMicrosPerSecond);
    return out;
}

TimeUs TimeZone::to_utc(TimeUs local_wall) const {
    if (!zone_) return local_wall;
    const date::local_time<std::chrono::microseconds> wall{std::chrono::microseconds{local_wall}};
    const auto info = as_zone(zone_)->get_info(wall);
    if (info.result == date::local_info::nonexistent)
        return std::chrono::microseconds{info.first.end.time_since_epoch()}.count();
    return local_wall - std::chrono::microseconds{info.first.offset}.count();
}

}  // namespace hearth
