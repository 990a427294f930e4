#include "discovery/components.hpp"
#include "discovery/topics.hpp"

namespace hearth::discovery {

namespace {

Json diagnostic(const AgentView& agent, const std::string& value) {
    return {{"state_topic", diagnostics_topic(agent)},
            {"value_template", "{{ value_json." + value + " }}"},
            {"entity_category", "diagnostic"}};
}

Json measured(Json sensor, const std::string& unit) {
    sensor["state_class"] = "measurement";
    if (!unit.empty()) sensor["unit_of_measurement"] = unit;
    return sensor;
}

Json size(Json sensor) {
    sensor["device_class"] = "data_size";
    return measured(std::move(sensor), "MB");
}

Json agent_switch(const AgentView& agent, const std::string& value, const std::string& command,
                  const std::string& arguments, const std::string& on, const std::string& off) {
    return {{"state_topic", agent_topic(agent)},
            {"value_template", "{{ value_json." + value + " }}"},
            {"command_topic", command_topic(agent, command)},
            {"command_template", command_template(arguments)},
            {"payload_on", on},
            {"payload_off", off},
            {"state_on", "ON"},
            {"state_off", "OFF"},
            {"qos", 1}};
}

Json setting_switch(const AgentView& agent, const std::string& value, const std::string& key) {
    return agent_switch(agent, value, "set",
                        R"("key":")" + key + R"(","value":{{ value }},"from":"home_assistant")",
                        "true", "false");
}

// What Hearth may propose automations for.
void add_suggestion_switches(const AgentView& agent, ComponentList& list) {
    Json all = setting_switch(agent, "suggestions", "suggestions.enabled");
    all["entity_category"] = "config";
    list.add("switch", "suggestions", "Suggestions", "mdi:lightbulb-auto", std::move(all));
    for (const std::string& domain : agent.suggestion_domains) {
        Json one =
            agent_switch(agent, "suggest_" + domain, "suggest_domain",
                         R"("domain":")" + domain + R"(","on":{{ value }},"from":"home_assistant")",
                         "true", "false");
        one["entity_category"] = "config";
        list.add("switch", "suggest_" + domain, "Suggestions for " + domain, "mdi:lightbulb-cfl",
                 std::move(one));
    }
}

// A question goes to the topic that every assistant may listen to; what is answered there comes
// back as a sensor, whole in its attributes.
void add_asking(const AgentView& agent, ComponentList& list) {
    const std::string topic = question_topic(agent);
    list.add("text", "question", "Ask", "mdi:chat-question",
             {{"state_topic", topic},
              {"value_template", "{{ value_json.question }}"},
              {"command_topic", ask_topic(agent)},
              {"command_template", question_template()},
              {"min", 1},
              {"max", 255},
              {"qos", 1}});
    list.add("button", "ask_again", "Ask again", "mdi:chat-question-outline",
             {{"command_topic", command_topic(agent, "ask_again")},
              {"command_template", command_template("")},
              {"qos", 1}});
    list.add("sensor", "answer", "Answer", "mdi:chat-processing",
             {{"state_topic", topic},
              {"value_template", "{{ value_json.answer }}"},
              {"json_attributes_topic", topic},
              {"json_attributes_template", "{{ value_json.details | tojson }}"}});
}

}  // namespace

void add_agent_components(const AgentView& agent, ComponentList& list) {
    list.add("switch", "learning", "Learning", "mdi:school",
             setting_switch(agent, "learning", "learning.enabled"));
    list.add("switch", "approval", "Ask before a new version goes live", "mdi:hand-back-left",
             setting_switch(agent, "approval", "learning.approval"));
    list.add(
        "switch", "scheduler", "Scheduler", "mdi:calendar-clock",
        agent_switch(agent, "scheduler", "schedule", R"("action":"{{ value }}")", "start", "stop"));
    list.add("switch", "guests", "Guest mode", "mdi:account-group",
             agent_switch(agent, "guests", "guests", R"("present":{{ value }})", "true", "false"));
    add_suggestion_switches(agent, list);
    add_asking(agent, list);
    // What the event carries besides its type (alias, explanation, YAML) become its attributes.
    list.add("event", "suggestion", "Suggestion", "mdi:lightbulb-on",
             {{"state_topic", suggestion_topic(agent)}, {"event_types", {"new"}}});
    list.add("sensor", "condition", "Condition", "mdi:heart-pulse", diagnostic(agent, "condition"));
    list.add("sensor", "queue", "Messages waiting", "mdi:tray-full",
             measured(diagnostic(agent, "queue"), "messages"));
    Json lag = measured(diagnostic(agent, "lag_s"), "s");
    lag["device_class"] = "duration";
    list.add("sensor", "lag", "Lag", "mdi:timer-sand", std::move(lag));
    list.add("sensor", "missed", "Missed changes", "mdi:map-marker-question",
             measured(diagnostic(agent, "missed"), "changes"));
    list.add("sensor", "quarantined", "Unreadable messages", "mdi:file-alert",
             measured(diagnostic(agent, "quarantined"), "messages"));
    list.add("sensor", "database", "Database", "mdi:database",
             size(diagnostic(agent, "database_mb")));
    list.add("sensor", "memory", "Memory", "mdi:memory", size(diagnostic(agent, "memory_mb")));
}

}  // namespace hearth::discovery
