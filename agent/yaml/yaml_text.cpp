#include "yaml/yaml_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/utf8.hpp"
#include "yaml/yaml_scalar.hpp"

namespace hearth {

namespace {

std::string text_of(const std::string& text) {
    if (is_safe_plain_text(text)) return text;
    return yaml_quoted(is_utf8(text) ? text : utf8_excerpt(text, text.size()));
}

// With a point always, or it would be read as an integer or, in YAML 1.1, as text ("1e-05").
std::string real_text(double value) {
    if (!std::isfinite(value)) return "null";
    std::string out(40, '\0');
    const auto end = std::to_chars(out.data(), out.data() + out.size(), value).ptr;
    out.resize(static_cast<std::size_t>(end - out.data()));
    const std::size_t exponent = out.find('e');
    if (out.find('.') == std::string::npos)
        out.insert(exponent == std::string::npos ? out.size() : exponent, ".0");
    return out;
}

std::string scalar_text(const OrderedJson& value) {
    if (value.is_string()) return text_of(value.get_ref<const std::string&>());
    if (value.is_number_float()) return real_text(value.get<double>());
    if (value.is_object()) return "{}";
    if (value.is_array()) return "[]";
    return value.dump();
}

// The tags that Home Assistant has; a key of another name is a key.
bool is_tagged(const OrderedJson& value) {
    static constexpr std::array<std::string_view, 8> kTags = {"!input",
                                                              "!secret",
                                                              "!include",
                                                              "!include_dir_list",
                                                              "!include_dir_merge_list",
                                                              "!env_var",
                                                              "!include_dir_named",
                                                              "!include_dir_merge_named"};
    if (!value.is_object() || value.size() != 1 || !value.begin()->is_string()) return false;
    return std::find(kTags.begin(), kTags.end(), value.begin().key()) != kTags.end();
}

std::string tagged_text(const OrderedJson& value) {
    return value.begin().key() + " " + text_of(value.begin()->get_ref<const std::string&>());
}

bool is_block(const OrderedJson& value) {
    return value.is_structured() && !value.empty() && !is_tagged(value);
}

void write(const OrderedJson& value, std::size_t indent, bool begun, std::string& out);

// What comes after "key:" or "-".
void write_value(const OrderedJson& value, std::size_t indent, std::string& out) {
    if (is_block(value)) {
        out += "\n";
        write(value, indent, false, out);
    } else {
        out += " " + (is_tagged(value) ? tagged_text(value) : scalar_text(value)) + "\n";
    }
}

// begun: the first line has its indent already, since it stands behind "- ".
void write(const OrderedJson& value, std::size_t indent, bool begun, std::string& out) {
    const auto begin_line = [&] {
        if (!begun) out.append(indent, ' ');
        begun = false;
    };
    if (value.is_object()) {
        for (const auto& [key, member] : value.items()) {
            begin_line();
            out += text_of(key) + ":";
            write_value(member, indent + 2, out);
        }
        return;
    }
    for (const OrderedJson& item : value) {
        begin_line();
        out += "-";
        if (is_block(item)) {
            out += " ";
            write(item, indent + 2, true, out);
        } else {
            write_value(item, indent + 2, out);
        }
    }
}

}  // namespace

std::string yaml_text(const OrderedJson& value) {
    std::string out;
    if (is_block(value))
        write(value, 0, false, out);
    else
        out = (is_tagged(value) ? tagged_text(value) : scalar_text(value)) + "\n";
    return out;
}

}  // namespace hearth
