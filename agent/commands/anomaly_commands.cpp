// What is strange about the day.
#include "commands/handlers.hpp"

namespace hearth::commands {

void add_anomaly_commands(CommandRegistry& registry, const AgentContext& agent) {
    registry.add(
        {"anomalies",
         "what is strange about the day: something usual that did not happen, something "
         "unusual that did",
         true,
         {}},
        [agent](const Json&, const Reply& reply) {
            agent.anomalies.look([reply](const Result<std::vector<anomalies::Anomaly>>& found) {
                if (!found) return reply(found.error());
                Json out = Json::array();
                for (const anomalies::Anomaly& one : *found) out.push_back(report(one));
                reply(std::move(out));
            });
        });
}

}  // namespace hearth::commands
