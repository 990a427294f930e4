// Values of hyper-parameters against what a manifest declares. Pure.
#pragma once

#include <string>

#include "core/result.hpp"
#include "domain/manifest.hpp"

namespace hearth::config {

// The value in the parameter's type (an integer for a real becomes a real, a number for a choice
// its text). kInvalid: "found 200; allowed: an integer from 1 to 100".
Result<Json> check_value(const HyperParameter& parameter, const Json& value);

// "an integer from 1 to 100", "true or false", "one of: a, b".
std::string allowed_values(const HyperParameter& parameter);

}  // namespace hearth::config
