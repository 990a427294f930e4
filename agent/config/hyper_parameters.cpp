#include "config/hyper_parameters.hpp"

#include <algorithm>
#include <cmath>

#include "config/value_reader.hpp"
#include "core/utf8.hpp"

namespace hearth::config {

namespace {

using Type = HyperParameter::Type;

bool in_range(const HyperParameter& parameter, double number) {
    return std::isfinite(number) && (!parameter.minimum || number >= *parameter.minimum) &&
           (!parameter.maximum || number <= *parameter.maximum);
}

bool is_choice(const HyperParameter& parameter, const std::string& word) {
    return std::find(parameter.choices.begin(), parameter.choices.end(), word) !=
           parameter.choices.end();
}

}  // namespace

std::string allowed_values(const HyperParameter& parameter) {
    if (parameter.type == Type::kBoolean) return "true or false";
    if (parameter.type == Type::kChoice) {
        std::string out;
        for (const auto& word : parameter.choices) out += (out.empty() ? "" : ", ") + word;
        return "one of: " + out;
    }
    std::string out = parameter.type == Type::kInteger ? "an integer" : "a number";
    if (parameter.minimum) out += " from " + number_text(*parameter.minimum);
    if (parameter.maximum)
        out += (parameter.minimum ? " to " : " up to ") + number_text(*parameter.maximum);
    return out;
}

Result<Json> check_value(const HyperParameter& parameter, const Json& value) {
    switch (parameter.type) {
        case Type::kInteger:
            if (value.is_number_integer() && in_range(parameter, value.get<double>())) return value;
            break;
        case Type::kReal:
            if (value.is_number() && in_range(parameter, value.get<double>()))
                return Json(value.get<double>());
            break;
        case Type::kBoolean:
            if (value.is_boolean()) return value;
            break;
        case Type::kChoice:
            const std::string word =
                value.is_string() ? value.get<std::string>() : dump_json(value);
            if (is_choice(parameter, word)) return Json(word);
            break;
    }
    return Error{ErrorCode::kInvalid, "found " + utf8_excerpt(dump_json(value), 60) +
                                          "; allowed: " + allowed_values(parameter)};
}

}  // namespace hearth::config
