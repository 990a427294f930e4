#include "recording/ha_messages.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "core/iso_time.hpp"

namespace hearth {

namespace {

// Text that needs no escape, which is nearly all, is copied; the rest is left to the library.
void write_text(const std::string& text, std::string& out) {
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    });
    if (plain)
        out.append(1, '"').append(text).append(1, '"');
    else
        out += Json(text).dump(-1, ' ', true, Json::error_handler_t::replace);
}

void write_text_or_null(const std::string& text, std::string& out) {
    if (text.empty())
        out += "null";
    else
        write_text(text, out);
}

// A state may be the empty string, which is not null.
void write_state_or_null(const std::string* state, std::string& out) {
    if (state)
        write_text(*state, out);
    else
        out += "null";
}

void write_python(const Json& value, std::string& out);

void write_object(const Json& object, std::string& out) {
    out += '{';
    const char* separator = "";
    for (const auto& [key, member] : object.items()) {
        out += separator;
        separator = ", ";
        write_text(key, out);
        out += ": ";
        write_python(member, out);
    }
    out += '}';
}

void write_array(const Json& array, std::string& out) {
    out += '[';
    const char* separator = "";
    for (const Json& member : array) {
        out += separator;
        separator = ", ";
        write_python(member, out);
    }
    out += ']';
}

void write_real(const Json& value, std::string& out) {
    const double number = value.get<double>();
    if (std::isfinite(number))
        out += value.dump();
    else
        out += std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
}

void write_python(const Json& value, std::string& out) {
    switch (value.type()) {
        case Json::value_t::object: return write_object(value, out);
        case Json::value_t::array: return write_array(value, out);
        case Json::value_t::string: return write_text(value.get_ref<const std::string&>(), out);
        case Json::value_t::number_float: return write_real(value, out);
        default: out += value.dump();
    }
}

void write_context(const Context& context, std::string& out) {
    out += R"({"id": )";
    write_text_or_null(context.id, out);
    out += R"(, "parent_id": )";
    write_text_or_null(context.parent_id, out);
    out += R"(, "user_id": )";
    write_text_or_null(context.user_id, out);
    out += '}';
}

struct StateView {
    const std::string& state;
    const Json& attributes;
    TimeUs changed_us, updated_us;
    const Context& context;
};

void write_state(const std::string& entity_id, const StateView& view, std::string& out) {
    const std::string updated = format_iso_time(view.updated_us);
    out += R"({"entity_id": )";
    write_text(entity_id, out);
    out += R"(, "state": )";
    write_text(view.state, out);
    out += R"(, "attributes": )";
    write_python(view.attributes, out);
    out += R"(, "last_changed": ")" + format_iso_time(view.changed_us);
    out += R"(", "last_reported": ")" + updated + R"(", "last_updated": ")" + updated;
    out += R"(", "context": )";
    write_context(view.context, out);
    out += '}';
}

void write_old_state(const HomeEvent& event, std::string& out) {
    if (!event.old_state) {
        out += "null";
        return;
    }
    const Json& attributes =
        event.old_attributes.is_null() ? event.attributes : event.old_attributes;
    write_state(event.entity_id,
                {*event.old_state, attributes, event.old_changed_us, event.old_updated_us,
                 event.old_context},
                out);
}

void write_new_state(const HomeEvent& event, std::string& out) {
    if (event.removed)
        out += "null";
    else
        write_state(
            event.entity_id,
            {event.new_state, event.attributes, event.changed_us, event.updated_us, event.context},
            out);
}

// "<base>/light/kitchen" for light.kitchen.
std::string entity_topic(const std::string& base, const std::string& entity_id) {
    std::string path = entity_id;
    std::replace(path.begin(), path.end(), '.', '/');
    return base + (base.empty() || base.back() == '/' ? "" : "/") + path;
}

}  // namespace

std::string python_json(const Json& value) {
    std::string out;
    write_python(value, out);
    return out;
}

std::vector<HaMessage> statestream_messages(const HomeEvent& event,
                                            const StatestreamOptions& options) {
    std::vector<HaMessage> out;
    if (event.removed) return out;
    const std::string topic = entity_topic(options.base_topic, event.entity_id) + "/";
    out.push_back({topic + "state", event.new_state, 1, true});
    if (options.publish_timestamps) {
        out.push_back({topic + "last_updated", format_iso_time(event.updated_us), 1, true});
        out.push_back({topic + "last_changed", format_iso_time(event.changed_us), 1, true});
    }
    if (!options.publish_attributes || !event.attributes.is_object()) return out;
    for (const auto& [name, value] : event.attributes.items()) {
        if (name.find_first_of(std::string_view("+#\0", 3)) != std::string::npos) break;
        out.push_back({topic + name, python_json(value), 1, true});
    }
    return out;
}

HaMessage eventstream_message(const HomeEvent& event, const std::string& topic) {
    constexpr std::size_t kUsualBytes = 1200;
    std::string out;
    out.reserve(kUsualBytes);
    out = R"({"event_type": "state_changed", "event_data": {"entity_id": )";
    write_text(event.entity_id, out);
    out += R"(, "old_state": )";
    write_old_state(event, out);
    out += R"(, "new_state": )";
    write_new_state(event, out);
    out += "}}";
    return {topic, std::move(out), 0, false};
}

HaMessage plain_json_message(const HomeEvent& event, const std::string& base_topic) {
    std::string out = R"({"entity_id": )";
    write_text(event.entity_id, out);
    out += R"(, "state": )";
    write_state_or_null(event.removed ? nullptr : &event.new_state, out);
    out += R"(, "old_state": )";
    write_state_or_null(event.old_state ? &*event.old_state : nullptr, out);
    out += R"(, "attributes": )";
    write_python(event.attributes, out);
    out += R"(, "last_changed": ")" + format_iso_time(event.changed_us);
    out += R"(", "last_updated": ")" + format_iso_time(event.updated_us) + '"';
    if (event.context.known) {
        out += R"(, "context": )";
        write_context(event.context, out);
    }
    out += '}';
    return {entity_topic(base_topic, event.entity_id), std::move(out), 1, false};
}

Result<HaFormat> parse_ha_format(const std::string& word) {
    if (word == "statestream") return HaFormat::kStatestream;
    if (word == "eventstream") return HaFormat::kEventstream;
    if (word == "plain") return HaFormat::kPlainJson;
    return Error{ErrorCode::kInvalid, "'" + word.substr(0, 40) +
                                          "' is no message format; use statestream, eventstream or "
                                          "plain"};
}

void make_times_distinct(std::vector<HomeEvent>& events) {
    struct Times {
        TimeUs changed, updated;
    };
    std::map<std::string, Times> last;
    for (HomeEvent& event : events) {
        const auto before = last.find(event.entity_id);
        if (before != last.end()) {
            const Times& times = before->second;
            const bool changed_now = event.changed_us == event.updated_us;
            event.updated_us = std::max(event.updated_us, times.updated + 1);
            event.changed_us = changed_now ? event.updated_us : times.changed;
            if (event.old_state) {
                event.old_changed_us = times.changed;
                event.old_updated_us = times.updated;
            }
        }
        last[event.entity_id] = {event.changed_us, event.updated_us};
    }
    std::stable_sort(events.begin(), events.end(), [](const HomeEvent& a, const HomeEvent& b) {
        return a.updated_us < b.updated_us;
    });
}

std::string make_context_id(TimeUs time, std::uint64_t tail_high, std::uint64_t tail_low) {
    static constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    constexpr int kTimeDigits = 10, kTailDigits = 16;
    std::string id(kTimeDigits + kTailDigits, '0');
    auto rest = static_cast<std::uint64_t>(std::max<TimeUs>(time, 0) / 1000);
    for (int i = kTimeDigits - 1; i >= 0; --i, rest >>= 5)
        id[static_cast<std::size_t>(i)] = kDigits[rest & 31];
    // 40 bits of each half make the 80 bits of the tail.
    for (int half = 0; half < 2; ++half) {
        std::uint64_t bits = half == 0 ? tail_high : tail_low;
        const std::size_t at = half == 0 ? kTimeDigits : kTimeDigits + kTailDigits / 2;
        for (int i = 7; i >= 0; --i, bits >>= 5)
            id[at + static_cast<std::size_t>(i)] = kDigits[bits & 31];
    }
    return id;
}

}  // namespace hearth
