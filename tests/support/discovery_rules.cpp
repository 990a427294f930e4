#include "support/discovery_rules.hpp"

namespace hearth::test::discovery {

const Abbreviations& abbreviations() {
    static const Abbreviations all = {
        {"dev", "device"},
        {"o", "origin"},
        {"cmps", "components"},
        {"avty", "availability"},
        {"avty_mode", "availability_mode"},
        {"avty_t", "availability_topic"},
        {"avty_tpl", "availability_template"},
        {"pl_avail", "payload_available"},
        {"pl_not_avail", "payload_not_available"},
        {"stat_t", "state_topic"},
        {"cmd_t", "command_topic"},
        {"e", "encoding"},
        {"t", "topic"},
        {"p", "platform"},
        {"uniq_id", "unique_id"},
        {"def_ent_id", "default_entity_id"},
        {"obj_id", "object_id"},
        {"en", "enabled_by_default"},
        {"ent_cat", "entity_category"},
        {"ic", "icon"},
        {"ent_pic", "entity_picture"},
        {"json_attr_t", "json_attributes_topic"},
        {"json_attr_tpl", "json_attributes_template"},
        {"ret", "retain"},
        {"val_tpl", "value_template"},
        {"cmd_tpl", "command_template"},
        {"unit_of_meas", "unit_of_measurement"},
        {"dev_cla", "device_class"},
        {"stat_cla", "state_class"},
        {"exp_aft", "expire_after"},
        {"frc_upd", "force_update"},
        {"ops", "options"},
        {"sug_dsp_prc", "suggested_display_precision"},
        {"pl_prs", "payload_press"},
        {"pl_on", "payload_on"},
        {"pl_off", "payload_off"},
        {"stat_on", "state_on"},
        {"stat_off", "state_off"},
        {"opt", "optimistic"},
        {"evt_typ", "event_types"},
        {"l_ver_t", "latest_version_topic"},
        {"pl_inst", "payload_install"},
        {"tit", "title"},
        {"rel_s", "release_summary"},
        {"rel_u", "release_url"},
        {"ptrn", "pattern"},
    };
    return all;
}

const Abbreviations& device_abbreviations() {
    static const Abbreviations all = {
        {"ids", "identifiers"},
        {"cns", "connections"},
        {"mf", "manufacturer"},
        {"mdl", "model"},
        {"mdl_id", "model_id"},
        {"hw", "hw_version"},
        {"sw", "sw_version"},
        {"sn", "serial_number"},
        {"sa", "suggested_area"},
        {"cu", "configuration_url"},
        {"name", "name"},
        {"via_device", "via_device"},
        {"identifiers", "identifiers"},
        {"connections", "connections"},
        {"manufacturer", "manufacturer"},
        {"model", "model"},
        {"model_id", "model_id"},
        {"hw_version", "hw_version"},
        {"sw_version", "sw_version"},
        {"serial_number", "serial_number"},
        {"suggested_area", "suggested_area"},
        {"configuration_url", "configuration_url"},
    };
    return all;
}

const Abbreviations& origin_abbreviations() {
    static const Abbreviations all = {{"name", "name"},
                                      {"sw", "sw_version"},
                                      {"sw_version", "sw_version"},
                                      {"url", "support_url"},
                                      {"support_url", "support_url"}};
    return all;
}

const Words& root_keys() {
    static const Words keys = {"availability",
                               "availability_mode",
                               "availability_topic",
                               "availability_template",
                               "payload_available",
                               "payload_not_available",
                               "state_topic",
                               "command_topic",
                               "qos",
                               "encoding"};
    return keys;
}

const Words& component_keys() {
    static const Words keys = {"platform",
                               "unique_id",
                               "name",
                               "default_entity_id",
                               "object_id",
                               "availability",
                               "availability_topic",
                               "availability_template",
                               "availability_mode",
                               "payload_available",
                               "payload_not_available",
                               "enabled_by_default",
                               "entity_category",
                               "icon",
                               "entity_picture",
                               "json_attributes_topic",
                               "json_attributes_template",
                               "qos",
                               "encoding"};
    return keys;
}

const Words& boolean_keys() {
    static const Words keys = {"enabled_by_default", "retain", "force_update", "optimistic"};
    return keys;
}

const Words& template_keys() {
    static const Words keys = {"value_template", "command_template", "json_attributes_template",
                               "availability_template"};
    return keys;
}

const Words& attributes_never_taken_over() {
    static const Words names = {"assumed_state",
                                "available",
                                "device_class",
                                "device_info",
                                "entity_category",
                                "entity_picture",
                                "entity_registry_enabled_default",
                                "extra_state_attributes",
                                "force_update",
                                "icon",
                                "name",
                                "should_poll",
                                "state",
                                "supported_features",
                                "unique_id",
                                "unit_of_measurement"};
    return names;
}

const Platform* platform(std::string_view name) {
    static const std::map<std::string, Platform, std::less<>> all = {
        {"sensor",
         {{"state_topic"},
          {"state_topic", "value_template", "unit_of_measurement", "device_class", "state_class",
           "expire_after", "force_update", "options", "last_reset_value_template",
           "suggested_display_precision"},
          {"battery", "data_rate", "data_size", "date", "duration", "enum", "timestamp",
           "uptime"}}},
        {"binary_sensor",
         {{"state_topic"},
          {"state_topic", "value_template", "payload_on", "payload_off", "device_class",
           "off_delay", "expire_after", "force_update"},
          {"connectivity", "problem", "running", "update"}}},
        {"button",
         {{"command_topic"},
          {"command_topic", "payload_press", "device_class"},
          {"identify", "restart", "update"},
          true}},
        {"switch",
         {{"command_topic"},
          {"command_topic", "state_topic", "value_template", "payload_on", "payload_off",
           "state_on", "state_off", "optimistic", "device_class"},
          {"outlet", "switch"},
          true}},
        {"number",
         {{"command_topic"},
          {"command_topic", "state_topic", "value_template", "min", "max", "step", "mode",
           "unit_of_measurement", "device_class", "payload_reset", "optimistic"},
          {"data_size", "duration"},
          true}},
        {"select",
         {{"command_topic", "options"},
          {"command_topic", "state_topic", "value_template", "options", "optimistic"},
          {},
          true}},
        {"text",
         {{"command_topic"},
          {"command_topic", "state_topic", "value_template", "min", "max", "mode", "pattern"},
          {},
          true}},
        {"event",
         {{"state_topic", "event_types"},
          {"state_topic", "value_template", "event_types", "device_class"},
          {"button", "doorbell", "motion"}}},
        {"update",
         {{},
          {"state_topic", "value_template", "latest_version_topic", "latest_version_template",
           "command_topic", "payload_install", "title", "release_summary", "release_url",
           "display_precision", "device_class", "retain"},
          {"firmware"}}},
    };
    const auto found = all.find(name);
    return found == all.end() ? nullptr : &found->second;
}

bool is_component(std::string_view name) {
    static const Words names = {"alarm_control_panel",
                                "binary_sensor",
                                "button",
                                "camera",
                                "climate",
                                "cover",
                                "device_automation",
                                "device_tracker",
                                "event",
                                "fan",
                                "humidifier",
                                "image",
                                "lawn_mower",
                                "light",
                                "lock",
                                "notify",
                                "number",
                                "scene",
                                "select",
                                "sensor",
                                "siren",
                                "switch",
                                "tag",
                                "text",
                                "update",
                                "vacuum",
                                "valve",
                                "water_heater"};
    return names.contains(name);
}

}  // namespace hearth::test::discovery
