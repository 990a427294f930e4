// The argument of every command that is about one model.
#pragma once

#include "commands/command_registry.hpp"

namespace hearth::commands {

inline ParameterInfo model_parameter() {
    return {"model", "string", true, "name of the model, as `hearth models` lists it"};
}

}  // namespace hearth::commands
