#include "automation/yaml_value.hpp"

#include <charconv>
#include <cmath>

#include "core/utf8.hpp"
#include "yaml/yaml_scalar.hpp"

namespace hearth::automation {

std::string shown(const YamlNode& node) {
    constexpr std::size_t kMost = 40;
    if (node.kind == YamlNode::Kind::kMap) return "keys and values";
    if (node.kind == YamlNode::Kind::kList) return "a list";
    if (node.kind == YamlNode::Kind::kNull) return "nothing";
    return "'" + utf8_excerpt(node.text, kMost) + "'";
}

Json value_of(const YamlNode& node) {
    return node.quoted ? Json(node.text) : yaml_plain_value(node.text);
}

std::optional<double> number_of(const YamlNode& node) {
    if (node.kind != YamlNode::Kind::kScalar) return std::nullopt;
    const Json value = value_of(node);
    if (value.is_number()) return value.get<double>();
    if (!value.is_string()) return std::nullopt;
    const auto& text = value.get_ref<const std::string&>();
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() ||
        !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::string number_text(double value) {
    std::string out = dump_json(Json(value));
    return out.ends_with(".0") ? out.substr(0, out.size() - 2) : out;
}

std::string listed(const std::vector<std::string_view>& words) {
    std::string out;
    for (const std::string_view one : words) out += (out.empty() ? "" : ", ") + std::string(one);
    return out;
}

}  // namespace hearth::automation
