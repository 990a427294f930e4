// Reading JSON that comes from outside. nlohmann::json with what Home Assistant needs and a hostile
// sender must meet: bare NaN and Infinity are read as null, sizes and nesting are bounded, invalid
// UTF-8 is an error.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace hearth {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

struct JsonLimits {
    std::size_t max_bytes = 256 * 1024;
    std::size_t max_depth = 64;
};

// Errors: kTooLarge (bytes or depth), kInvalid (not JSON, not UTF-8). The text names the position.
// Any thread.
Result<Json> parse_json(std::string_view text, JsonLimits limits = {});

// Text of a JSON value; never throws (invalid UTF-8 is replaced).
std::string dump_json(const Json& value);

// Members of an object, when present and of the type; never throw.
std::optional<std::string> json_string(const Json& object, const char* key);
// json_string(), or empty.
std::string text_member(const Json& object, const char* key);
std::optional<double> json_number(const Json& object, const char* key);
std::optional<std::int64_t> json_integer(const Json& object, const char* key);
std::optional<bool> json_bool(const Json& object, const char* key);

// Sets a member, unless there is nothing to say.
template <class Object>
void put_text(Object& object, const char* key, const std::string& text) {
    if (!text.empty()) object[key] = text;
}

}  // namespace hearth
