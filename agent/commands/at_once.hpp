// A command that has its answer when it returns.
#pragma once

#include "commands/agent_context.hpp"
#include "commands/command_registry.hpp"

namespace hearth::commands {

inline auto at_once(const AgentContext& agent,
                    Result<Json> (*handler)(const AgentContext&, const Json&)) {
    return [agent, handler](const Json& arguments, const Reply& reply) {
        reply(handler(agent, arguments));
    };
}

}  // namespace hearth::commands
