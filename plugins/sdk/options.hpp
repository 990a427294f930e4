// Hyper-parameters: what a plugin declares, and the values of one run. The manifest declares the
// same for the daemon; here they are checked once more, since a request may come from anywhere.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::sdk {

struct OptionSpec {
    enum class Type { kInteger, kReal, kBoolean, kChoice };
    std::string name;
    Type type = Type::kReal;
    Json default_value;
    double minimum = 0, maximum = 0;   // numbers only, inclusive
    std::vector<std::string> choices;  // kChoice only

    static OptionSpec integer(std::string name, std::int64_t value, std::int64_t minimum,
                              std::int64_t maximum);
    static OptionSpec real(std::string name, double value, double minimum, double maximum);
    static OptionSpec boolean(std::string name, bool value);
    static OptionSpec choice(std::string name, std::string value, std::vector<std::string> choices);
};

class Options {
public:
    // bad_input naming the option, what was given and what is allowed: not declared, of another
    // type, out of range. `given` null: all defaults.
    static Result<Options> read(const Json& given, const std::vector<OptionSpec>& declared);

    // Precondition: declared with that type; else std::out_of_range (a defect of the plugin).
    std::int64_t integer(const std::string& name) const;
    double real(const std::string& name) const;
    bool boolean(const std::string& name) const;
    const std::string& choice(const std::string& name) const;

private:
    std::map<std::string, Json> values_;
};

}  // namespace hearth::sdk
