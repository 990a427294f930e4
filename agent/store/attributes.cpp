#include "store/attributes.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/utf8.hpp"

namespace hearth::store {

Json merge_attributes(Json attributes, const Json& members) {
    if (!attributes.is_object()) attributes = Json::object();
    if (!members.is_object()) return attributes;
    for (const auto& [key, value] : members.items()) {
        if (value.is_null())
            attributes.erase(key);
        else
            attributes[key] = value;
    }
    return attributes;
}

std::string bounded_attributes(Json& attributes, std::size_t max_bytes) {
    std::string text = dump_json(attributes);
    if (text.size() <= max_bytes) return text;
    std::vector<std::pair<std::size_t, std::string>> members;  // bytes in the text, key
    for (const auto& [key, value] : attributes.items())
        members.emplace_back(dump_json(key).size() + dump_json(value).size() + 2, key);
    std::sort(members.rbegin(), members.rend());
    std::size_t bytes = text.size();
    for (const auto& [size, key] : members) {
        if (bytes <= max_bytes) break;
        attributes.erase(key);
        bytes -= std::min(bytes, size);
    }
    return dump_json(attributes);
}

std::string attribute_text(const Json& attributes, const char* key) {
    return utf8_excerpt(json_string(attributes, key).value_or(""), 255);
}

Json stored_object(const std::string& text, JsonLimits limits) {
    auto parsed = parse_json(text, limits);
    if (!parsed || !parsed->is_object()) return Json::object();
    return std::move(*parsed);
}

}  // namespace hearth::store
