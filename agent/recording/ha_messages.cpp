#include "recording/ha_messages.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "core/iso_time.hpp"

namespace hearth {

namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json context_json(const Context& context) {
    return {{"id", text_or_null(context.id)},
            {"parent_id", text_or_null(context.parent_id)},
            {"user_id", text_or_null(context.user_id)}};
}

struct StateView {
    const std::string& state;
    const Json& attributes;
    TimeUs changed_us, updated_us;
    const Context& context;
};

Json state_json(const std::string& entity_id, const StateView& view) {
    return {{"entity_id", entity_id},
            {"state", view.state},
            {"attributes", view.attributes},
            {"last_changed", format_iso_time(view.changed_us)},
            {"last_reported", format_iso_time(view.updated_us)},
            {"last_updated", format_iso_time(view.updated_us)},
            {"context", context_json(view.context)}};
}

Json old_state_json(const HomeEvent& event) {
    if (!event.old_state) return nullptr;
    const Json& attributes =
        event.old_attributes.is_null() ? event.attributes : event.old_attributes;
    return state_json(event.entity_id, {*event.old_state, attributes, event.old_changed_us,
                                        event.old_updated_us, event.old_context});
}

Json new_state_json(const HomeEvent& event) {
    if (event.removed) return nullptr;
    return state_json(event.entity_id, {event.new_state, event.attributes, event.changed_us,
                                        event.updated_us, event.context});
}

// "<base>/light/kitchen" for light.kitchen.
std::string entity_topic(const std::string& base, const std::string& entity_id) {
    std::string path = entity_id;
    std::replace(path.begin(), path.end(), '.', '/');
    return base + (base.empty() || base.back() == '/' ? "" : "/") + path;
}

void write_python(const Json& value, std::string& out);

void write_python_object(const Json& object, std::string& out) {
    out += '{';
    bool first = true;
    for (const auto& [key, member] : object.items()) {
        if (!first) out += ", ";
        first = false;
        write_python(Json(key), out);
        out += ": ";
        write_python(member, out);
    }
    out += '}';
}

void write_python(const Json& value, std::string& out) {
    if (value.is_object()) return write_python_object(value, out);
    if (value.is_array()) {
        out += '[';
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (i > 0) out += ", ";
            write_python(value[i], out);
        }
        out += ']';
        return;
    }
    const double number = value.is_number_float() ? value.get<double>() : 0;
    if (std::isfinite(number))
        out += value.dump(-1, ' ', true, Json::error_handler_t::replace);
    else
        out += std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
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
    const Json data = {{"entity_id", event.entity_id},
                       {"old_state", old_state_json(event)},
                       {"new_state", new_state_json(event)}};
    return {topic, python_json({{"event_type", "state_changed"}, {"event_data", data}}), 0, false};
}

HaMessage plain_json_message(const HomeEvent& event, const std::string& base_topic) {
    Json body = {{"entity_id", event.entity_id},
                 {"state", event.removed ? Json() : Json(event.new_state)},
                 {"old_state", event.old_state ? Json(*event.old_state) : Json()},
                 {"attributes", event.attributes},
                 {"last_changed", format_iso_time(event.changed_us)},
                 {"last_updated", format_iso_time(event.updated_us)}};
    if (event.context.known) body["context"] = context_json(event.context);
    return {entity_topic(base_topic, event.entity_id), python_json(body), 1, false};
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
        for (int i = 7; i >= 0; --i, bits >>= 5)
            id[static_cast<std::size_t>(kTimeDigits + half * 8 + i)] = kDigits[bits & 31];
    }
    return id;
}

}  // namespace hearth
