#include "automation/mapping_reader.hpp"

#include <algorithm>

#include "automation/time_text.hpp"
#include "core/trimmed.hpp"
#include "core/utf8.hpp"
#include "domain/state_change.hpp"

namespace hearth::automation {

namespace {

std::string shown(const Json& value) {
    constexpr std::size_t kMost = 40;
    return utf8_excerpt(dump_json(value), kMost);
}

Texts split(const std::string& text) {
    Texts out;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t comma = std::min(text.find(',', begin), text.size());
        out.push_back(trimmed(text.substr(begin, comma - begin)));
        begin = comma + 1;
    }
    return out;
}

}  // namespace

std::string join_path(const std::string& path, const std::string& key) {
    return path.empty() ? key : path + "/" + key;
}

std::string MappingReader::path_of(const std::string& key) const { return join_path(path_, key); }

void MappingReader::problem(const std::string& key, const std::string& text) {
    problems_.push_back({.path = key.empty() ? path_ : path_of(key), .text = text});
}

const Json* MappingReader::find(const char* key) {
    const auto found = mapping_.find(key);
    if (found == mapping_.end()) return nullptr;
    seen_.insert(key);
    return &*found;
}

const Json* MappingReader::find(const char* key, const char* old_key) {
    const Json* now = find(key);
    const Json* before = find(old_key);
    found_key_ = now != nullptr ? key : old_key;
    if (now == nullptr) return before;
    if (before != nullptr)
        problem(old_key, std::string("'") + key + "' and '" + old_key +
                             "' are two spellings of one key; give one of them");
    return now;
}

// A number is taken for its text, as Home Assistant does; true and false are almost always an
// unquoted on or off.
std::optional<std::string> MappingReader::text_of(const Json& value, const std::string& key) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number()) return dump_json(value);
    if (value.is_boolean()) {
        const bool yes = value.get<bool>();
        problem(key, std::string("must be text, but an unquoted ") +
                         (yes ? "on, yes or true" : "off, no or false") + " is read as " +
                         (yes ? "true" : "false") + "; write it in quotes");
        return std::nullopt;
    }
    if (value.is_object() && value.size() == 1 && value.begin().key().starts_with('!')) {
        leave_untyped();  // !secret, !input: known only to Home Assistant
        return std::nullopt;
    }
    problem(key, "must be text, not " + shown(value));
    return std::nullopt;
}

std::string MappingReader::text(const char* key) {
    const Json* value = find(key);
    if (value == nullptr || value->is_null()) return "";
    return text_of(*value, key).value_or("");
}

std::string MappingReader::required_text(const char* key) {
    const std::size_t before = problems_.size();
    std::string out = text(key);
    if (out.empty() && !untyped_ && problems_.size() == before) problem(key, "is missing");
    return out;
}

Texts MappingReader::texts(const char* key, bool separated) {
    const Json* value = find(key);
    Texts out;
    if (value == nullptr || value->is_null()) return out;
    const auto add = [&](const Json& item, const std::string& where) {
        const auto one = text_of(item, where);
        if (!one) return;
        if (!separated || is_template(*one)) return out.push_back(*one);
        for (std::string& part : split(*one))
            if (part.empty())
                problem(where, "has an empty name");
            else
                out.push_back(std::move(part));
    };
    if (!value->is_array()) {
        add(*value, key);
        return out;
    }
    for (std::size_t i = 0; i < value->size(); ++i)
        add((*value)[i], std::string(key) + "/" + std::to_string(i));
    return out;
}

Texts MappingReader::required_texts(const char* key, bool separated) {
    const std::size_t before = problems_.size();
    Texts out = texts(key, separated);
    if (out.empty() && !untyped_ && problems_.size() == before) problem(key, "is missing");
    return out;
}

std::optional<Texts> MappingReader::states(const char* key) {
    const auto found = mapping_.find(key);
    if (found == mapping_.end()) return std::nullopt;
    // An empty list means nothing in Home Assistant, null means any state.
    if (found->is_array() && found->empty()) problem(key, "is an empty list");
    return texts(key);
}

std::optional<std::int64_t> MappingReader::duration(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return std::nullopt;
    if (const auto ms = parse_duration(*value)) return ms;
    if (is_template(dump_json(*value)) || dump_json(*value).starts_with("{\"!"))
        leave_untyped();
    else
        problem(key,
                "must be a time such as \"00:05:00\", seconds, or hours, minutes and seconds, "
                "not " +
                    shown(*value));
    return std::nullopt;
}

std::optional<Bound> MappingReader::bound(const char* key) {
    const Json* value = find(key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    if (value->is_number()) return Bound(value->get<double>());
    if (value->is_string()) {
        const auto& text = value->get_ref<const std::string&>();
        if (is_entity_id(text)) return Bound(text);
        const Json number = Json::parse(text, nullptr, false);
        if (number.is_number()) return Bound(number.get<double>());
        if (is_template(text)) {
            leave_untyped();
            return std::nullopt;
        }
    } else if (value->is_object()) {
        leave_untyped();
        return std::nullopt;
    }
    problem(key, "must be a number or an entity, not " + shown(*value));
    return std::nullopt;
}

std::optional<Moment> MappingReader::moment(const Json& value, const std::string& key) {
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        if (const auto time = parse_time_of_day(text)) return Moment(*time);
        if (is_entity_id(text)) return Moment(text);
        if (is_template(text)) {
            leave_untyped();
            return std::nullopt;
        }
    } else if (value.is_object()) {
        leave_untyped();  // an entity with an offset
        return std::nullopt;
    }
    problem(key,
            "must be a time such as \"07:30:00\" (in quotes) or an entity, not " + shown(value));
    return std::nullopt;
}

Texts MappingReader::weekdays() {
    Texts days = texts("weekday");
    for (const std::string& day : days)
        if (!is_weekday(day) && !is_template(day))
            problem("weekday", "must be of mon, tue, wed, thu, fri, sat, sun, not '" +
                                   utf8_excerpt(day, 40) + "'");
    return days;
}

bool MappingReader::flag(const char* key, bool fallback) {
    const Json* value = find(key);
    if (value == nullptr) return fallback;
    if (value->is_boolean()) return value->get<bool>();
    leave_untyped();  // a template, or text such as "true"
    return fallback;
}

std::optional<SunEvent> MappingReader::sun_event(const char* key) {
    if (!has(key)) return std::nullopt;
    const std::string word = text(key);
    if (word == "sunrise") return SunEvent::kSunrise;
    if (word == "sunset") return SunEvent::kSunset;
    if (!untyped_) problem(key, "must be sunrise or sunset, not '" + utf8_excerpt(word, 40) + "'");
    return std::nullopt;
}

bool MappingReader::untyped() const {
    if (untyped_) return true;
    for (const auto& [key, value] : mapping_.items())
        if (!seen_.contains(key)) return true;
    return false;
}

Json MappingReader::without(const std::set<std::string>& keys) const {
    Json out = Json::object();
    for (const auto& [key, value] : mapping_.items())
        if (!keys.contains(key)) out[key] = value;
    return out;
}

}  // namespace hearth::automation
