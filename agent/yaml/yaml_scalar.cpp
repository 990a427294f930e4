#include "yaml/yaml_scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <regex>

namespace hearth {

namespace {

// A word in the three ways in which YAML 1.1 knows it: lower case, Capital, UPPER CASE.
bool is_word(std::string_view text, std::string_view word) {
    if (text.size() != word.size()) return false;
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    for (std::size_t i = 0; i < text.size(); ++i)
        if (lower(text[i]) != word[i]) return false;
    const bool rest_upper = std::all_of(text.begin() + 1, text.end(), upper);
    const bool rest_lower = std::none_of(text.begin() + 1, text.end(), upper);
    return rest_lower || (rest_upper && upper(text[0]));
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return is_word(text, word); });
}

constexpr std::array<std::string_view, 3> kTrue{"yes", "true", "on"};
constexpr std::array<std::string_view, 3> kFalse{"no", "false", "off"};

bool is_null(std::string_view text) { return text.empty() || text == "~" || is_word(text, "null"); }

std::optional<Json> integer(std::string_view digits, int base, bool negative) {
    std::int64_t value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return Json(negative ? -value : value);
}

// "1:30:00": each part has 60 times the weight of the next.
std::optional<Json> base_sixty(std::string_view text, bool negative) {
    std::int64_t total = 0;
    while (!text.empty()) {
        const std::size_t colon = text.find(':');
        std::int64_t part = 0;
        const std::string_view digits = text.substr(0, colon);
        if (std::from_chars(digits.data(), digits.data() + digits.size(), part).ec != std::errc())
            return std::nullopt;
        if (total > (INT64_MAX - part) / 60) return std::nullopt;
        total = total * 60 + part;
        text = colon == std::string_view::npos ? "" : text.substr(colon + 1);
    }
    return Json(negative ? -total : total);
}

std::optional<Json> number(std::string_view plain) {
    // The forms of YAML 1.1 as Home Assistant's reader knows them.
    static const std::regex kInteger(
        "[-+]?(0b[0-1_]+|0x[0-9a-fA-F_]+|0[0-7_]+|0|[1-9][0-9_]*(:[0-5]?[0-9])*)",
        std::regex::optimize);
    static const std::regex kReal(
        "[-+]?([0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?)",
        std::regex::optimize);
    constexpr std::size_t kLongest = 64;
    if (plain.size() > kLongest) return std::nullopt;
    std::string text(plain);
    const bool is_integer = std::regex_match(text, kInteger);
    if (!is_integer && !std::regex_match(text, kReal)) return std::nullopt;
    text.erase(std::remove(text.begin(), text.end(), '_'), text.end());
    const bool negative = text[0] == '-';
    std::string_view digits = text;
    if (text[0] == '-' || text[0] == '+') digits.remove_prefix(1);
    if (is_integer) {
        if (digits.find(':') != std::string_view::npos) return base_sixty(digits, negative);
        if (digits.starts_with("0b")) return integer(digits.substr(2), 2, negative);
        if (digits.starts_with("0x")) return integer(digits.substr(2), 16, negative);
        return integer(digits, digits.size() > 1 && digits[0] == '0' ? 8 : 10, negative);
    }
    double value = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc() ||
        !std::isfinite(value))
        return std::nullopt;
    return Json(negative ? -value : value);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Json yaml_plain_value(std::string_view plain) {
    if (is_null(plain)) return nullptr;
    const char first = plain[0];
    if (is_digit(first) || first == '-' || first == '+' || first == '.') {
        if (auto found = number(plain)) return *std::move(found);
    } else if (is_one_of(plain, kTrue)) {
        return true;
    } else if (is_one_of(plain, kFalse)) {
        return false;
    }
    return std::string(plain);
}

bool is_safe_plain_text(std::string_view text) {
    constexpr std::size_t kLongest = 120;
    if (text.empty() || text.size() > kLongest || !is_letter(text[0])) return false;
    if (text.back() == ' ') return false;
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == ' ' || c == '/' ||
               c == '-';
    });
    if (!plain || is_one_of(text, kTrue) || is_one_of(text, kFalse) || is_null(text)) return false;
    // Booleans in the text of YAML 1.1, though few readers take them for such.
    return !is_word(text, "y") && !is_word(text, "n");
}

std::string yaml_quoted(std::string_view text) {
    static constexpr const char* kHex = "0123456789abcdef";
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += std::string("\\") + c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (code < 0x20 || code == 0x7f)
            out += std::string("\\x") + kHex[code >> 4] + kHex[code & 0xf];
        // U+0080 to U+009F, U+2028, U+2029 and U+FEFF: line ends and marks that a reader may eat.
        else if (code == 0xc2 && i + 1 < text.size() &&
                 static_cast<unsigned char>(text[i + 1]) < 0xa0) {
            const auto low = static_cast<unsigned char>(text[++i]);
            out += std::string("\\x") + kHex[low >> 4] + kHex[low & 0xf];
        } else if (text.substr(i, 3) == "\xe2\x80\xa8" || text.substr(i, 3) == "\xe2\x80\xa9") {
            out += text[i + 2] == '\xa8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else if (text.substr(i, 3) == "\xef\xbb\xbf" || text.substr(i, 3) == "\xef\xbf\xbe" ||
                   text.substr(i, 3) == "\xef\xbf\xbf") {
            out += text[i + 1] == '\xbb'   ? "\\ufeff"
                   : text[i + 2] == '\xbe' ? "\\ufffe"
                                           : "\\uffff";
            i += 2;
        } else {
            out += c;
        }
    }
    return out + "\"";
}

Json json_of_yaml(const YamlNode& node) {
    Json out;
    switch (node.kind) {
        case YamlNode::Kind::kNull: break;
        case YamlNode::Kind::kScalar:
            out = node.quoted || !node.tag.empty() ? Json(node.text) : yaml_plain_value(node.text);
            break;
        case YamlNode::Kind::kList:
            out = Json::array();
            for (const YamlNode& item : node.items) out.push_back(json_of_yaml(item));
            break;
        case YamlNode::Kind::kMap:
            out = Json::object();
            for (const YamlMember& member : node.members)
                out[member.key] = json_of_yaml(member.value);
            break;
    }
    if (node.tag.empty()) return out;
    return Json{{node.tag, std::move(out)}};
}

}  // namespace hearth
