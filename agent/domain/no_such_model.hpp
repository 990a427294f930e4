// What is said of a model that no plugin brought.
#pragma once

#include <string>

#include "core/result.hpp"

namespace hearth {

inline Error no_such_model(const std::string& name) {
    return {ErrorCode::kNotFound, "there is no model named " + name};
}

}  // namespace hearth
