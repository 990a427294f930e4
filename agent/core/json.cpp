#include "core/json.hpp"

#include "core/json_members.hpp"
#include "core/utf8.hpp"

namespace hearth {

namespace {

// One pass over the text outside strings: measures the nesting and replaces Python's NaN, Infinity
// and -Infinity, which are no JSON, by null.
struct Scan {
    std::size_t depth = 0;
    std::string rewritten;  // empty when nothing had to be replaced
};

std::size_t special_number_at(std::string_view text, std::size_t at) {
    for (std::string_view word :
         {std::string_view("NaN"), std::string_view("Infinity"), std::string_view("-Infinity")})
        if (text.substr(at, word.size()) == word) return word.size();
    return 0;
}

std::size_t end_of_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at;
    }
    return text.size();
}

Scan scan(std::string_view text) {
    Scan out;
    std::size_t depth = 0, copied = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            i = end_of_string(text, i);
        } else if (c == '{' || c == '[') {
            out.depth = std::max(out.depth, ++depth);
        } else if (c == '}' || c == ']') {
            if (depth > 0) --depth;
        } else if (c == 'N' || c == 'I' || c == '-') {
            const std::size_t length = special_number_at(text, i);
            if (length == 0) continue;
            out.rewritten.append(text.substr(copied, i - copied)).append("null");
            i += length - 1;
            copied = i + 1;
        }
    }
    if (copied > 0) out.rewritten.append(text.substr(copied));
    return out;
}

}  // namespace

namespace {

Result<Json> parse_checked(std::string_view text, JsonLimits limits,
                           const Json::parser_callback_t& callback) {
    if (text.size() > limits.max_bytes)
        return Error{ErrorCode::kTooLarge, "JSON of " + std::to_string(text.size()) +
                                               " bytes; at most " +
                                               std::to_string(limits.max_bytes) + " are read"};
    if (!is_utf8(text)) return Error{ErrorCode::kInvalid, "the JSON text is not valid UTF-8"};
    const Scan scanned = scan(text);
    if (scanned.depth > limits.max_depth)
        return Error{ErrorCode::kTooLarge, "JSON nested " + std::to_string(scanned.depth) +
                                               " levels deep; at most " +
                                               std::to_string(limits.max_depth) + " are read"};
    try {
        return scanned.rewritten.empty() ? Json::parse(text, callback)
                                         : Json::parse(scanned.rewritten, callback);
    } catch (const Json::exception& e) {
        // What it has read last may end within a character.
        const std::string_view why = e.what();
        return Error{ErrorCode::kInvalid, "not valid JSON: " + utf8_excerpt(why, why.size())};
    }
}

}  // namespace

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
    return parse_checked(text, limits, nullptr);
}

Result<Json> parse_json_members(std::string_view text, JsonLimits limits,
                                const std::function<bool(const std::string&)>& keeps) {
    return parse_checked(text, limits, [&](int, Json::parse_event_t event, const Json& parsed) {
        return event != Json::parse_event_t::key || keeps(parsed.get_ref<const std::string&>());
    });
}

std::string dump_json(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

namespace {
const Json* member(const Json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}
}  // namespace

std::optional<std::string> json_string(const Json& object, const char* key) {
    const Json* value = member(object, key);
    return value && value->is_string() ? std::optional(value->get<std::string>()) : std::nullopt;
}

std::string text_member(const Json& object, const char* key) {
    return json_string(object, key).value_or("");
}

std::optional<double> json_number(const Json& object, const char* key) {
    const Json* value = member(object, key);
    return value && value->is_number() ? std::optional(value->get<double>()) : std::nullopt;
}

std::optional<std::int64_t> json_integer(const Json& object, const char* key) {
    const Json* value = member(object, key);
    return value && value->is_number_integer() ? std::optional(value->get<std::int64_t>())
                                               : std::nullopt;
}

std::optional<bool> json_bool(const Json& object, const char* key) {
    const Json* value = member(object, key);
    return value && value->is_boolean() ? std::optional(value->get<bool>()) : std::nullopt;
}

}  // namespace hearth
