#include "config/rules.hpp"

#include <sys/un.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <sstream>
#include <string_view>
#include <vector>

#include "core/http_url.hpp"
#include "core/time_zone.hpp"
#include "core/utf8.hpp"
#include "domain/state_change.hpp"
#include "learning/cron.hpp"
#include "learning/hour_ranges.hpp"

namespace hearth::config::rules {

namespace {

bool only(std::string_view text, std::string_view characters) {
    return text.find_first_not_of(characters) == std::string_view::npos;
}

constexpr std::string_view kDigits = "0123456789";

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> number(std::string_view text) {
    int out = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || !only(text, kDigits) || error != std::errc() ||
        stop != text.data() + text.size())
        return std::nullopt;
    return out;
}

bool within(std::string_view text, int low, int high) {
    const auto value = number(text);
    return value && *value >= low && *value <= high;
}

// host:port, [v6]:port; no user, no path.
bool host_and_port(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || !within(text.substr(colon + 1), 1, 65535)) return false;
    std::string_view host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) return only(host.substr(1, host.size() - 2), "0123456789abcdefABCDEF:.");
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return is_upper(c) || is_lower(c) || is_digit(c) || c == '.' || c == '-' || c == '_';
    });
}

bool plain_topic_text(const std::string& text) {
    return !text.empty() && is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> out;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);) out.push_back(part);
    if (!text.empty() && text.back() == separator) out.emplace_back();
    return out;
}

}  // namespace

const char* not_empty(const std::string& text) {
    return text.empty() ? "a text that is not empty" : nullptr;
}

const char* time_zone(const std::string& text) {
    if (text == "system" || TimeZone::find(text)) return nullptr;
    return "UTC, system, or a name of the IANA time zone database such as Europe/Berlin (this "
           "machine needs the package tzdata)";
}

const char* broker_uri(const std::string& text) {
    for (const std::string_view scheme : {"tcp://", "ssl://", "mqtt://", "mqtts://"}) {
        if (text.rfind(scheme, 0) != 0) continue;
        const std::string_view address = std::string_view(text).substr(scheme.size());
        if (host_and_port(address) || host_and_port(std::string(address) + ":1883")) return nullptr;
    }
    return "tcp://HOST:PORT or, with TLS, ssl://HOST:PORT (name and password go to mqtt.username "
           "and mqtt.password_file)";
}

const char* client_id(const std::string& text) {
    const bool fine =
        !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
            return is_upper(c) || is_lower(c) || is_digit(c) || c == '_' || c == '.' || c == '-';
        });
    return fine ? nullptr : "1 to 64 letters, digits, '_', '.', '-'";
}

const char* topic(const std::string& text) {
    if (plain_topic_text(text) && text.find_first_of("+#") == std::string::npos &&
        text.back() != '/' && text.front() != '$')
        return nullptr;
    return "a topic without wildcards (+ #), that neither begins with '$' nor ends with '/'";
}

const char* topic_filter(const std::string& text) {
    const char* const allowed =
        "a topic filter; '+' stands for one whole level, '#' only for the last";
    if (!plain_topic_text(text)) return allowed;
    const auto levels = split(text, '/');
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const std::string& level = levels[i];
        if (level.find_first_of("+#") == std::string::npos) continue;
        if (level.size() > 1 || (level == "#" && i + 1 != levels.size())) return allowed;
    }
    return nullptr;
}

const char* entity_id(const std::string& text) {
    return is_entity_id(text) ? nullptr : "entity ids, such as input_boolean.guests";
}

const char* entity_glob(const std::string& text) {
    const bool fine =
        !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
            return is_lower(c) || is_digit(c) || c == '_' || c == '.' || c == '*' || c == '?';
        });
    return fine ? nullptr
                : "patterns over entity ids, such as sensor.*_power (a-z, 0-9, '_', '.', '*', '?')";
}

const char* http_url(const std::string& text) {
    return text.empty() || parse_http_url(text)
               ? nullptr
               : "http://HOST:PORT or https://HOST:PORT, with a path where Home Assistant stands "
                 "behind one, without user, query and fragment";
}

const char* listen(const std::string& text) {
    const bool loopback = text.rfind("127.", 0) == 0 || text.rfind("localhost:", 0) == 0 ||
                          text.rfind("[::1]:", 0) == 0;
    if (text.empty() || (loopback && host_and_port(text))) return nullptr;
    return "\"\" for none, or a loopback address with its port, such as 127.0.0.1:8098";
}

const char* socket_path(const std::string& text) {
    return text.size() < sizeof(sockaddr_un::sun_path)
               ? nullptr
               : "\"\" for none, or a path of at most 107 bytes";
}

const char* name(const std::string& text) {
    const bool fine = !text.empty() && text.size() <= 64 && is_lower(text.front()) &&
                      std::all_of(text.begin(), text.end(),
                                  [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
    return fine ? nullptr : "a-z, 0-9 and '_', a letter first, at most 64";
}

const char* version(const std::string& text) {
    const auto parts = split(text, '.');
    const bool fine = parts.size() == 3 &&
                      std::all_of(parts.begin(), parts.end(),
                                  [](const std::string& part) { return within(part, 0, 99999); });
    return fine ? nullptr : "three numbers such as 0.1.0";
}

const char* library(const std::string& text) {
    const bool fine = text.size() > 3 && text.substr(text.size() - 3) == ".so" &&
                      text.find('/') == std::string::npos && text.front() != '.';
    return fine ? nullptr : "the name of a file in the same folder, ending in .so";
}

const char* cron(const std::string& text) {
    if (text.empty() || learning::CronExpression::parse(text)) return nullptr;
    return "\"minute hour day month weekday\" such as \"0 3 * * sun\" (Sunday 03:00), or @daily, "
           "@weekly, @monthly, and a time that can come";
}

const char* hours(const std::string& text) {
    return learning::parse_hour_range(text) ? nullptr : "HH:MM-HH:MM such as \"22:00-06:00\"";
}

}  // namespace hearth::config::rules
