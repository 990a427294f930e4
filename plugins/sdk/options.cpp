#include "sdk/options.hpp"

#include <algorithm>
#include <cmath>

#include "sdk/failure.hpp"

namespace hearth::sdk {

namespace {

using Type = OptionSpec::Type;

std::string number_text(double value) { return dump_json(Json(value)); }

std::string allowed(const OptionSpec& spec) {
    switch (spec.type) {
        case Type::kBoolean: return "true or false";
        case Type::kChoice: {
            std::string out = "one of";
            for (const std::string& choice : spec.choices) out += " '" + choice + "'";
            return out;
        }
        case Type::kInteger:
        case Type::kReal: break;
    }
    return std::string(spec.type == Type::kInteger ? "a whole number" : "a number") + " from " +
           number_text(spec.minimum) + " to " + number_text(spec.maximum);
}

bool in_range(const OptionSpec& spec, const Json& value) {
    const auto number = value.get<double>();
    return std::isfinite(number) && number >= spec.minimum && number <= spec.maximum;
}

bool is_allowed(const OptionSpec& spec, const Json& value) {
    switch (spec.type) {
        case Type::kInteger: return value.is_number_integer() && in_range(spec, value);
        case Type::kReal: return value.is_number() && in_range(spec, value);
        case Type::kBoolean: return value.is_boolean();
        case Type::kChoice:
            return value.is_string() && std::find(spec.choices.begin(), spec.choices.end(),
                                                  value.get<std::string>()) != spec.choices.end();
    }
    return false;
}

OptionSpec spec_of(std::string name, Type type, Json value) {
    OptionSpec out;
    out.name = std::move(name);
    out.type = type;
    out.default_value = std::move(value);
    return out;
}

}  // namespace

OptionSpec OptionSpec::integer(std::string name, std::int64_t value, std::int64_t minimum,
                               std::int64_t maximum) {
    OptionSpec out = spec_of(std::move(name), Type::kInteger, value);
    out.minimum = static_cast<double>(minimum);
    out.maximum = static_cast<double>(maximum);
    return out;
}

OptionSpec OptionSpec::real(std::string name, double value, double minimum, double maximum) {
    OptionSpec out = spec_of(std::move(name), Type::kReal, value);
    out.minimum = minimum;
    out.maximum = maximum;
    return out;
}

OptionSpec OptionSpec::boolean(std::string name, bool value) {
    return spec_of(std::move(name), Type::kBoolean, value);
}

OptionSpec OptionSpec::choice(std::string name, std::string value,
                              std::vector<std::string> choices) {
    OptionSpec out = spec_of(std::move(name), Type::kChoice, std::move(value));
    out.choices = std::move(choices);
    return out;
}

Result<Options> Options::read(const Json& given, const std::vector<OptionSpec>& declared) {
    Options out;
    for (const OptionSpec& spec : declared) out.values_[spec.name] = spec.default_value;
    if (given.is_null()) return out;
    if (!given.is_object()) return bad_input("'options' is no object");
    for (const auto& [name, value] : given.items()) {
        const auto spec =
            std::find_if(declared.begin(), declared.end(),
                         [&wanted = name](const OptionSpec& s) { return s.name == wanted; });
        if (spec == declared.end())
            return bad_input("the option '" + name + "' is not declared by this plugin");
        if (!is_allowed(*spec, value))
            return bad_input("the option '" + name + "' is " + dump_json(value).substr(0, 80) +
                             "; it may be " + allowed(*spec));
        out.values_[name] = value;
    }
    return out;
}

std::int64_t Options::integer(const std::string& name) const {
    return values_.at(name).get<std::int64_t>();
}

double Options::real(const std::string& name) const { return values_.at(name).get<double>(); }

bool Options::boolean(const std::string& name) const { return values_.at(name).get<bool>(); }

const std::string& Options::choice(const std::string& name) const {
    return values_.at(name).get_ref<const std::string&>();
}

}  // namespace hearth::sdk
