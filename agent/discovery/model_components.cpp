#include "discovery/components.hpp"
#include "discovery/names.hpp"
#include "discovery/topics.hpp"

namespace hearth::discovery {

namespace {

// Adds the components of one model.
class ModelComponents {
public:
    ModelComponents(const AgentView& agent, const ModelView& model, ComponentList& list)
        : agent_(agent), model_(model), list_(list), title_(title_of(model.name)) {}

    void add_sensors() {
        sensor("state", "state", "mdi:brain", with_details(reading("state"), "state_details"));
        sensor("score", "score", "mdi:chart-line", score());
        Json missing = reading("missing");
        missing["state_class"] = "measurement";
        missing["unit_of_measurement"] = "samples";
        sensor("missing", "samples until training", "mdi:counter",
               with_details(std::move(missing), "missing_details"));
        sensor("decision", "last decision", "mdi:gavel",
               with_details(reading("decision"), "decision_details"));
        Json version = reading("version");
        version["entity_category"] = "diagnostic";
        sensor("version", "version", "mdi:tag", std::move(version));
        if (model_.serves) add_serving();
    }

    void add_buttons() {
        button("train", "train", "mdi:play", "train", R"(,"force":true)", "");
        button("retrain", "train from scratch", "mdi:restart", "train",
               R"(,"full":true,"force":true)", "");
        button("roll_back", "roll back", "mdi:backup-restore", "rollback", "", "config");
        // One careless tap would take the model away: it has to be enabled first.
        button("reset", "reset", "mdi:delete-restore", "reset", "", "config", false);
    }

    // Home Assistant offers "Install" while another version waits than the one that is installed.
    // Its payload is fixed text, so it names the version: that makes its id new for each, and a
    // press means the version that was shown.
    void add_update() {
        const std::string topic = model_topic(agent_, model_.name);
        const std::string version = std::to_string(model_.waiting_version);
        entity("update", "update", "version", "mdi:package-up",
               {{"state_topic", topic},
                {"value_template", "{{ value_json.update | tojson }}"},
                {"json_attributes_topic", topic},
                {"json_attributes_template", "{{ value_json.update_details | tojson }}"},
                {"command_topic", command_topic(agent_, "approve")},
                {"payload_install",
                 dump_json({{"id", "ha-approve-" + model_.name.substr(0, 32) + "-" + version},
                            {"model", model_.name},
                            {"version", model_.waiting_version}})},
                {"qos", 1}});
        button("decline", "decline version", "mdi:package-down", "decline", "", "");
    }

    void add_settings() {
        Json on_off = setting("enabled", "{{ value }}");
        on_off.update({{"payload_on", "true"},
                       {"payload_off", "false"},
                       {"state_on", "ON"},
                       {"state_off", "OFF"}});
        entity("switch", "enabled", "", "mdi:power", std::move(on_off));
        Json threshold = setting("threshold", "{{ value }}");
        threshold.update({{"min", model_.threshold_minimum},
                          {"max", model_.threshold_maximum},
                          {"step", 1},
                          {"mode", "box"},
                          {"unit_of_measurement", "samples"}});
        entity("number", "threshold", "threshold", "mdi:arrow-collapse-up", std::move(threshold));
        Json tolerance = setting("tolerance", "{{ value }}");
        tolerance.update({{"min", 0}, {"max", 0.5}, {"step", 0.001}, {"mode", "box"}});
        entity("number", "tolerance", "tolerance", "mdi:plus-minus-variant", std::move(tolerance));
        Json policy = setting("policy", R"("{{ value }}")");
        policy["options"] = {"tolerance", "improvement"};
        entity("select", "policy", "policy", "mdi:scale-balance", std::move(policy));
    }

private:
    void add_serving() {
        const std::string topic = prediction_topic(agent_, model_.name);
        entity("sensor", "prediction", "prediction", "mdi:crystal-ball",
               {{"state_topic", topic},
                {"value_template", "{{ value_json.state }}"},
                {"json_attributes_topic", topic},
                {"json_attributes_template", "{{ value_json.details | tojson }}"}});
        Json memory = reading("worker_mb");
        memory.update({{"device_class", "data_size"},
                       {"unit_of_measurement", "MB"},
                       {"state_class", "measurement"},
                       {"entity_category", "diagnostic"}});
        sensor("worker_memory", "worker memory", "mdi:memory", std::move(memory));
    }

    Json score() const {
        Json out = with_details(reading("score"), "score_details");
        out["state_class"] = "measurement";
        out["suggested_display_precision"] = 3;
        return out;
    }

    Json reading(const std::string& value) const {
        return {{"state_topic", model_topic(agent_, model_.name)},
                {"value_template", "{{ value_json." + value + " }}"}};
    }

    Json with_details(Json sensor, const std::string& details) const {
        sensor["json_attributes_topic"] = model_topic(agent_, model_.name);
        sensor["json_attributes_template"] = "{{ value_json." + details + " | tojson }}";
        return sensor;
    }

    Json setting(const std::string& key, const std::string& value) const {
        Json out = reading(key);
        out["command_topic"] = command_topic(agent_, "set");
        out["command_template"] =
            command_template(R"("key":"models.)" + model_.name + "." + key + R"(","value":)" +
                             value + R"(,"from":"home_assistant")");
        out["entity_category"] = "config";
        out["qos"] = 1;
        return out;
    }

    void button(const std::string& key, const std::string& name, const std::string& icon,
                const std::string& command, const std::string& more, const std::string& category,
                bool enabled = true) {
        Json out = {
            {"command_topic", command_topic(agent_, command)},
            {"command_template", command_template(R"("model":")" + model_.name + "\"" + more)},
            {"qos", 1}};
        if (!category.empty()) out["entity_category"] = category;
        if (!enabled) out["enabled_by_default"] = false;
        entity("button", key, name, icon, std::move(out));
    }

    void sensor(const std::string& key, const std::string& name, const std::string& icon,
                Json rest) {
        entity("sensor", key, name, icon, std::move(rest));
    }

    void entity(const std::string& platform, const std::string& key, const std::string& name,
                const std::string& icon, Json rest) {
        list_.add(platform, model_.name + "_" + key, title_ + (name.empty() ? "" : " " + name),
                  icon, std::move(rest));
    }

    const AgentView& agent_;
    const ModelView& model_;
    ComponentList& list_;
    std::string title_;
};

}  // namespace

void add_model_components(const AgentView& agent, const ModelView& model, ComponentList& list) {
    ModelComponents components(agent, model, list);
    components.add_sensors();
    components.add_buttons();
    components.add_update();
    components.add_settings();
}

}  // namespace hearth::discovery
