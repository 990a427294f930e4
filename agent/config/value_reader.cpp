#include "config/value_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>
#include <sstream>

#include "core/utf8.hpp"

namespace hearth::config {

namespace {

constexpr std::size_t kMaxText = 1024;  // bytes of one text

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

std::string range_text(const FieldInfo& info) {
    if (info.minimum && info.maximum)
        return " from " + number_text(*info.minimum) + " to " + number_text(*info.maximum);
    if (info.minimum) return " of at least " + number_text(*info.minimum);
    if (info.maximum) return " of at most " + number_text(*info.maximum);
    return "";
}

template <class Number>
std::optional<Number> parse_number(const std::string& text) {
    const char* begin = text.data();
    const char* end = begin + text.size();
    if (begin != end && *begin == '+') ++begin;
    Number number{};
    const auto [stop, error] = std::from_chars(begin, end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

std::optional<double> parse_real(const std::string& text) {
    const auto number = parse_number<double>(text);
    return number && std::isfinite(*number) ? number : std::nullopt;
}

bool in_range(const FieldInfo& info, double number) {
    return (!info.minimum || number >= *info.minimum) && (!info.maximum || number <= *info.maximum);
}

// What is allowed instead of this text, or nullopt when it is fine.
std::optional<std::string> objection(const FieldInfo& info, const std::string& text) {
    if (text.size() > kMaxText) return "at most " + std::to_string(kMaxText) + " bytes";
    if (!info.choices.empty() &&
        std::find(info.choices.begin(), info.choices.end(), text) == info.choices.end())
        return "one of: " + joined(info.choices);
    const char* allowed = info.check ? info.check(text) : nullptr;
    return allowed ? std::optional<std::string>(allowed) : std::nullopt;
}

class ValueReader {
public:
    ValueReader(const FieldInfo& info, const YamlNode& node, const std::string& base_folder,
                const Report& report)
        : info_(info), node_(node), base_folder_(base_folder), report_(report) {}

    void operator()(std::string* target) const {
        if (!is_text()) return misfit(target);
        if (const auto allowed = objection(info_, node_.text)) return refuse(node_, *allowed);
        *target = info_.path ? absolute(node_.text) : node_.text;
    }
    void operator()(int* target) const {
        const auto number = plain() ? parse_number<int>(node_.text) : std::nullopt;
        if (!number || !in_range(info_, *number)) return misfit(target);
        *target = *number;
    }
    void operator()(double* target) const {
        const auto number = plain() ? parse_real(node_.text) : std::nullopt;
        if (!number || !in_range(info_, *number)) return misfit(target);
        *target = *number;
    }
    void operator()(bool* target) const {
        if (!plain() || (node_.text != "true" && node_.text != "false")) return misfit(target);
        *target = node_.text == "true";
    }
    void operator()(std::optional<int>* target) const {
        const auto number = plain() ? parse_number<int>(node_.text) : std::nullopt;
        if (!number || !in_range(info_, *number)) return misfit(target);
        *target = *number;
    }
    void operator()(std::optional<double>* target) const {
        const auto number = plain() ? parse_real(node_.text) : std::nullopt;
        if (!number || !in_range(info_, *number)) return misfit(target);
        *target = *number;
    }
    void operator()(std::vector<std::string>* target) const {
        if (node_.kind != YamlNode::Kind::kList) return misfit(target);
        std::vector<std::string> items;
        for (const YamlNode& item : node_.items) {
            if (item.kind != YamlNode::Kind::kScalar)
                refuse(item, "a list of texts");
            else if (const auto allowed = objection(info_, item.text))
                refuse(item, "items that are " + *allowed);
            else if (std::find(items.begin(), items.end(), item.text) != items.end())
                refuse(item, "each item once");
            else
                items.push_back(item.text);
        }
        *target = std::move(items);
    }
    void operator()(Json* target) const {
        const Json value = yaml_as_json(node_);
        if (target->is_object()) {
            if (!value.is_object()) return misfit(target);
            target->update(value);
        } else {
            *target = value;
        }
    }
    void operator()(const Word& target) const {
        if (!is_text()) return misfit(target);
        if (const auto allowed = objection(info_, node_.text)) return refuse(node_, *allowed);
        target.set(node_.text);
    }
    void operator()(const Records&) const {}

private:
    bool is_text() const { return node_.kind == YamlNode::Kind::kScalar; }
    bool plain() const { return is_text() && !node_.quoted; }

    void refuse(const YamlNode& at, const std::string& allowed) const {
        // An address with '@' may carry a password by mistake.
        const bool hidden = info_.secret || at.text.find('@') != std::string::npos;
        report_(at.line, "found " + found_value(at, hidden) + "; allowed: " + allowed);
    }
    template <class T>
    void misfit(const T& target) const {
        refuse(node_, allowed_values(info_, Target(target)));
    }

    std::string absolute(const std::string& path) const {
        if (path.empty()) return path;
        return (std::filesystem::path(base_folder_) / path).lexically_normal().string();
    }

    const FieldInfo& info_;
    const YamlNode& node_;
    const std::string& base_folder_;
    const Report& report_;
};

struct AllowedText {
    const FieldInfo& info;

    std::string text() const {
        return info.choices.empty() ? "text" : "one of: " + joined(info.choices);
    }
    std::string operator()(std::string*) const { return text(); }
    std::string operator()(const Word&) const { return text(); }
    std::string operator()(int*) const { return "an integer" + range_text(info); }
    std::string operator()(std::optional<int>*) const { return "an integer" + range_text(info); }
    std::string operator()(double*) const { return "a number" + range_text(info); }
    std::string operator()(std::optional<double>*) const { return "a number" + range_text(info); }
    std::string operator()(bool*) const { return "true or false"; }
    std::string operator()(std::vector<std::string>*) const {
        return info.choices.empty() ? "a list of texts" : "a list of: " + joined(info.choices);
    }
    std::string operator()(Json*) const { return "a section of names and values"; }
    std::string operator()(const Records& records) const {
        return records.named ? "a section of names" : "a list of sections";
    }
};

}  // namespace

void read_value(const FieldInfo& info, const Target& target, const YamlNode& node,
                const std::string& base_folder, const Report& report) {
    std::visit(ValueReader(info, node, base_folder, report), target);
}

std::string allowed_values(const FieldInfo& info, const Target& target) {
    return std::visit(AllowedText{info}, target);
}

std::string found_value(const YamlNode& node, bool secret) {
    switch (node.kind) {
        case YamlNode::Kind::kNull: return "nothing";
        case YamlNode::Kind::kList: return "a list";
        case YamlNode::Kind::kMap: return "a section";
        case YamlNode::Kind::kScalar: break;
    }
    if (secret) return "***";
    return (node.quoted ? "the text '" : "'") + utf8_excerpt(node.text, 60) + "'";
}

Json yaml_as_json(const YamlNode& node) {
    switch (node.kind) {
        case YamlNode::Kind::kNull: return nullptr;
        case YamlNode::Kind::kList: {
            Json out = Json::array();
            for (const YamlNode& item : node.items) out.push_back(yaml_as_json(item));
            return out;
        }
        case YamlNode::Kind::kMap: {
            Json out = Json::object();
            for (const YamlMember& member : node.members)
                out[member.key] = yaml_as_json(member.value);
            return out;
        }
        case YamlNode::Kind::kScalar: break;
    }
    if (node.quoted) return node.text;
    if (node.text == "true" || node.text == "false") return node.text == "true";
    if (const auto integer = parse_number<std::int64_t>(node.text)) return *integer;
    if (const auto real = parse_real(node.text)) return *real;
    return node.text;
}

std::string number_text(double number) {
    std::ostringstream out;
    out.precision(15);
    out << number;
    return out.str();
}

}  // namespace hearth::config
