// How triggers, conditions and actions put their values into JSON; for their writers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "automation/time_text.hpp"
#include "automation/tree_json.hpp"

namespace hearth::automation {

inline OrderedJson one_or_list(const Texts& texts) {
    if (texts.size() == 1) return texts[0];
    return texts;
}

inline void put_texts(OrderedJson& out, const char* key, const Texts& texts) {
    if (!texts.empty()) out[key] = one_or_list(texts);
}

// The states of a trigger: absent, null (any) or some.
inline void put_states(OrderedJson& out, const char* key, const std::optional<Texts>& states) {
    if (!states) return;
    if (states->empty())
        out[key] = nullptr;
    else
        out[key] = one_or_list(*states);
}

inline void put_duration(OrderedJson& out, const char* key, const std::optional<std::int64_t>& ms) {
    if (ms) out[key] = duration_json(*ms);
}

inline OrderedJson number_json(double value) {
    const auto whole = static_cast<std::int64_t>(value);
    if (static_cast<double>(whole) == value) return whole;
    return value;
}

inline void put_bound(OrderedJson& out, const char* key, const std::optional<Bound>& bound) {
    if (!bound) return;
    if (const double* number = std::get_if<double>(&*bound))
        out[key] = number_json(*number);
    else
        out[key] = std::get<std::string>(*bound);
}

inline OrderedJson moment_json(const Moment& moment) {
    if (const TimeOfDay* time = std::get_if<TimeOfDay>(&moment)) return to_string(*time);
    return std::get<std::string>(moment);
}

inline const char* word(SunEvent event) {
    return event == SunEvent::kSunrise ? "sunrise" : "sunset";
}

// A list even of one: days are read as a set.
inline void put_weekdays(OrderedJson& out, const Texts& weekdays) {
    if (!weekdays.empty()) out["weekday"] = weekdays;
}

inline void merge(OrderedJson& out, const Json& mapping) {
    if (!mapping.is_object()) return;
    for (const auto& [key, value] : mapping.items()) out[key] = OrderedJson(value);
}

// What a numeric_state trigger and condition have in common.
template <class NumericState>
void put_numeric_state(OrderedJson& out, const NumericState& numeric) {
    out["entity_id"] = one_or_list(numeric.entities);
    put_text(out, "attribute", numeric.attribute);
    put_bound(out, "above", numeric.above);
    put_bound(out, "below", numeric.below);
}

template <class Part>
OrderedJson list_json(const std::vector<Part>& parts) {
    OrderedJson out = OrderedJson::array();
    for (const Part& part : parts) out.push_back(to_json(part));
    return out;
}

}  // namespace hearth::automation
