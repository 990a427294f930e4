// The description of the interface, made from the command registry: nothing is written twice.
#pragma once

#include "commands/command_registry.hpp"
#include "core/json.hpp"

namespace hearth::http {

// For GET /api/v1:
// [{"name","summary","read_only","parameters":[{"name","type","required","summary"}]}]
Json list_commands(const commands::CommandRegistry& registry);

// An OpenAPI 3.1 document of all paths.
Json openapi_document(const commands::CommandRegistry& registry);

}  // namespace hearth::http
