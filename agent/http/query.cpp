#include "http/query.hpp"

#include <charconv>
#include <cmath>

#include "core/utf8.hpp"

namespace hearth::http {

namespace {

constexpr std::size_t kMaxFields = 64;

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

Error invalid(std::string text) { return {ErrorCode::kInvalid, std::move(text)}; }

Status check_path(std::string_view path) {
    for (std::size_t begin = 1; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view segment = path.substr(begin, end - begin);
        if (segment == "." || segment == "..")
            return invalid("a path must not have the segments '.' or '..'");
        begin = end + 1;
    }
    return {};
}

Result<QueryFields> parse_query(std::string_view text) {
    QueryFields fields;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view field = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (field.empty()) continue;
        if (fields.size() == kMaxFields)
            return invalid("more than " + std::to_string(kMaxFields) + " query fields");
        const std::size_t equals = field.find('=');
        auto name = percent_decode(field.substr(0, equals), true);
        if (!name) return name.error();
        auto value = percent_decode(
            equals == std::string_view::npos ? std::string_view() : field.substr(equals + 1), true);
        if (!value) return value.error();
        fields.emplace_back(*std::move(name), *std::move(value));
    }
    return fields;
}

template <class Number>
bool read_number(const std::string& text, Number& out) {
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, out);
    return error == std::errc() && stop == end;
}

Result<Json> typed_value(const std::string& name, const std::string& type,
                         const std::string& text) {
    if (type == "integer") {
        std::int64_t number = 0;
        if (read_number(text, number)) return Json(number);
    } else if (type == "number") {
        double number = 0;
        if (read_number(text, number) && std::isfinite(number)) return Json(number);
    } else if (type == "boolean") {
        if (text == "true" || text == "1") return Json(true);
        if (text == "false" || text == "0") return Json(false);
        return invalid("'" + name + "' must be true or false");
    } else {
        return Json(text);
    }
    return invalid("'" + name + "' must be of type " + type);
}

}  // namespace

Result<std::string> percent_decode(std::string_view text, bool plus_is_blank) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return invalid("broken percent-encoding at character " + std::to_string(i + 1));
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_blank) {
            c = ' ';
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            return invalid("control characters are not allowed in a URL");
        out.push_back(c);
    }
    if (!is_utf8(out)) return invalid("the URL does not decode to valid UTF-8");
    return out;
}

Result<Target> parse_target(std::string_view target) {
    if (target.empty() || target.front() != '/')
        return invalid("the request target must be a path that begins with '/'");
    const std::size_t question = target.find('?');
    auto path = percent_decode(target.substr(0, question), false);
    if (!path) return path.error();
    // An encoded slash would make one segment look like two.
    const auto slashes = [](std::string_view text) {
        return std::count(text.begin(), text.end(), '/');
    };
    if (slashes(*path) != slashes(target.substr(0, question)))
        return invalid("an encoded '/' is not allowed in a path");
    if (const Status checked = check_path(*path); !checked) return checked.error();
    Target out{*std::move(path), {}};
    if (question == std::string_view::npos) return out;
    auto query = parse_query(target.substr(question + 1));
    if (!query) return query.error();
    out.query = *std::move(query);
    return out;
}

Result<Json> arguments_from_query(const QueryFields& query, const commands::CommandInfo& command) {
    Json arguments = Json::object();
    for (const auto& [name, text] : query) {
        if (arguments.contains(name)) return invalid("'" + name + "' is given twice");
        std::string type = "string";
        for (const auto& parameter : command.parameters)
            if (parameter.name == name) type = parameter.type;
        auto value = typed_value(name, type, text);
        if (!value) return value.error();
        arguments[name] = *std::move(value);
    }
    return arguments;
}

}  // namespace hearth::http
