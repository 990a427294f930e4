#include "home/json_fields.hpp"

#include <cmath>

#include "core/iso_time.hpp"
#include "core/utf8.hpp"

namespace hearth {

namespace {

constexpr std::size_t kMaxId = 64;
// Seconds stay below this until the year 5138, milliseconds are above it from 1973 on.
constexpr double kSecondsEnd = 1e11;
constexpr double kMillisecondsEnd = 1e14;
constexpr double kMicrosecondsEnd = 4e18;  // fits 64 bits

std::optional<TimeUs> from_number(const Json& value) {
    const double number = value.get<double>();
    if (!std::isfinite(number) || std::abs(number) >= kMicrosecondsEnd) return std::nullopt;
    if (std::abs(number) >= kMillisecondsEnd)
        return value.is_number_integer() ? value.get<TimeUs>() : std::llround(number);
    return std::llround(number * (std::abs(number) >= kSecondsEnd ? 1e3 : 1e6));
}

}  // namespace

std::optional<Defect> read_json_time(const Json& value, TimeUs received_us,
                                     std::optional<TimeUs>& out) {
    std::optional<TimeUs> time;
    if (value.is_string())
        time = parse_iso_time(value.get_ref<const std::string&>());
    else if (value.is_number())
        time = from_number(value);
    if (!time)
        return Defect{"bad_time", utf8_excerpt(dump_json(value), 60) +
                                      " is not a time: use ISO 8601 text or a number since 1970"};
    if (auto defect = check_time(*time, received_us)) return defect;
    out = time;
    return std::nullopt;
}

std::optional<std::string> state_text(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "on" : "off";
    if (value.is_number()) return dump_json(value);
    return std::nullopt;
}

std::string read_id(const Json& object, const char* key) {
    auto id = json_string(object, key);
    return id && id->size() <= kMaxId ? std::move(*id) : std::string();
}

Context read_context(const Json& value) {
    Context context;
    if (!value.is_object()) return context;
    context.known = true;
    context.id = read_id(value, "id");
    context.parent_id = read_id(value, "parent_id");
    context.user_id = read_id(value, "user_id");
    return context;
}

}  // namespace hearth
