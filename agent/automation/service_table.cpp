#include "automation/service_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "automation/table_text.hpp"

namespace hearth::automation {

namespace {

constexpr TargetNeed kOptional = TargetNeed::kOptional;
constexpr TargetNeed kNone = TargetNeed::kNone;
constexpr TargetNeed kTarget = TargetNeed::kRequired;

// Data that several services share.
constexpr std::string_view kLightOn =
    "brightness: integer 0..255; brightness_pct: number 0..100; brightness_step: integer "
    "-255..255; "
    "brightness_step_pct: number -100..100; color_temp_kelvin: integer 1..; "
    "rgb_color: numbers 3 0..255; rgbw_color: numbers 4 0..255; rgbww_color: numbers 5 0..255; "
    "hs_color: numbers 2 0..360; xy_color: numbers 2 0..1; color_name: text; "
    "white: any; profile: text; effect: text; flash: word short long; "
    "transition: number 0..6553; color_temp: integer 1..; kelvin: integer 1..";
constexpr std::string_view kCode = "code: text";

constexpr ServiceRow kServices[] = {
    {"light", "turn_on", kTarget, "on", kLightOn},
    {"light", "turn_off", kTarget, "off", "transition: number 0..6553; flash: word short long"},
    {"light", "toggle", kTarget, "", kLightOn},

    {"switch", "turn_on", kTarget, "on", ""},
    {"switch", "turn_off", kTarget, "off", ""},
    {"switch", "toggle", kTarget, "", ""},
    {"input_boolean", "turn_on", kTarget, "on", ""},
    {"input_boolean", "turn_off", kTarget, "off", ""},
    {"input_boolean", "toggle", kTarget, "", ""},
    {"input_boolean", "reload", kNone, "", ""},
    {"siren", "turn_on", kTarget, "on",
     "tone: any; duration: integer 0..; volume_level: number 0..1"},
    {"siren", "turn_off", kTarget, "off", ""},
    {"siren", "toggle", kTarget, "", ""},
    {"humidifier", "turn_on", kTarget, "on", ""},
    {"humidifier", "turn_off", kTarget, "off", ""},
    {"humidifier", "toggle", kTarget, "", ""},
    {"humidifier", "set_humidity", kTarget, "@humidity", "humidity*: integer 0..100"},
    {"humidifier", "set_mode", kTarget, "@mode", "mode*: text"},
    {"remote", "turn_on", kTarget, "on", "activity: text"},
    {"remote", "turn_off", kTarget, "off", ""},
    {"remote", "toggle", kTarget, "", ""},
    {"automation", "turn_on", kTarget, "on", ""},
    {"automation", "turn_off", kTarget, "off", "stop_actions: boolean"},
    {"automation", "toggle", kTarget, "", ""},
    {"automation", "trigger", kTarget, "", "skip_condition: boolean; variables: mapping"},
    {"automation", "reload", kNone, "", ""},

    {"cover", "open_cover", kTarget, "open", ""},
    {"cover", "close_cover", kTarget, "closed", ""},
    {"cover", "stop_cover", kTarget, "", ""},
    {"cover", "toggle", kTarget, "", ""},
    {"cover", "set_cover_position", kTarget, "@position", "position*: integer 0..100"},
    {"cover", "open_cover_tilt", kTarget, "", ""},
    {"cover", "close_cover_tilt", kTarget, "", ""},
    {"cover", "stop_cover_tilt", kTarget, "", ""},
    {"cover", "toggle_cover_tilt", kTarget, "", ""},
    {"cover", "set_cover_tilt_position", kTarget, "@tilt_position",
     "tilt_position*: integer 0..100"},
    {"valve", "open_valve", kTarget, "open", ""},
    {"valve", "close_valve", kTarget, "closed", ""},
    {"valve", "stop_valve", kTarget, "", ""},
    {"valve", "toggle", kTarget, "", ""},
    {"valve", "set_valve_position", kTarget, "@position", "position*: integer 0..100"},

    {"climate", "set_temperature", kTarget, "@temperature",
     "temperature: number; target_temp_high: number; target_temp_low: number; "
     "hvac_mode: word off heat cool heat_cool auto dry fan_only",
     "temperature | target_temp_high + target_temp_low"},
    {"climate", "set_hvac_mode", kTarget, "=hvac_mode",
     "hvac_mode*: word off heat cool heat_cool auto dry fan_only"},
    {"climate", "set_preset_mode", kTarget, "@preset_mode", "preset_mode*: text"},
    {"climate", "set_fan_mode", kTarget, "@fan_mode", "fan_mode*: text"},
    {"climate", "set_swing_mode", kTarget, "@swing_mode", "swing_mode*: text"},
    {"climate", "set_swing_horizontal_mode", kTarget, "", "swing_horizontal_mode*: text"},
    {"climate", "set_humidity", kTarget, "@humidity", "humidity*: integer 0..100"},
    {"climate", "turn_on", kTarget, "", ""},
    {"climate", "turn_off", kTarget, "off", ""},
    {"climate", "toggle", kTarget, "", ""},
    {"water_heater", "set_temperature", kTarget, "@temperature",
     "temperature*: number; operation_mode: text"},
    {"water_heater", "set_operation_mode", kTarget, "=operation_mode", "operation_mode*: text"},
    {"water_heater", "set_away_mode", kTarget, "@away_mode", "away_mode*: boolean"},
    {"water_heater", "turn_on", kTarget, "", ""},
    {"water_heater", "turn_off", kTarget, "off", ""},

    {"fan", "turn_on", kTarget, "on", "percentage: integer 0..100; preset_mode: text"},
    {"fan", "turn_off", kTarget, "off", ""},
    {"fan", "toggle", kTarget, "", ""},
    {"fan", "set_percentage", kTarget, "@percentage", "percentage*: integer 0..100"},
    {"fan", "increase_speed", kTarget, "", "percentage_step: integer 0..100"},
    {"fan", "decrease_speed", kTarget, "", "percentage_step: integer 0..100"},
    {"fan", "set_preset_mode", kTarget, "@preset_mode", "preset_mode*: text"},
    {"fan", "oscillate", kTarget, "", "oscillating*: boolean"},
    {"fan", "set_direction", kTarget, "@direction", "direction*: word forward reverse"},

    {"lock", "lock", kTarget, "locked", kCode},
    {"lock", "unlock", kTarget, "unlocked", kCode},
    {"lock", "open", kTarget, "open", kCode},
    {"alarm_control_panel", "alarm_disarm", kTarget, "disarmed", kCode},
    {"alarm_control_panel", "alarm_arm_home", kTarget, "armed_home", kCode},
    {"alarm_control_panel", "alarm_arm_away", kTarget, "armed_away", kCode},
    {"alarm_control_panel", "alarm_arm_night", kTarget, "armed_night", kCode},
    {"alarm_control_panel", "alarm_arm_vacation", kTarget, "armed_vacation", kCode},
    {"alarm_control_panel", "alarm_arm_custom_bypass", kTarget, "armed_custom_bypass", kCode},
    {"alarm_control_panel", "alarm_trigger", kTarget, "triggered", kCode},

    {"media_player", "turn_on", kTarget, "on", ""},
    {"media_player", "turn_off", kTarget, "off", ""},
    {"media_player", "toggle", kTarget, "", ""},
    {"media_player", "volume_up", kTarget, "", ""},
    {"media_player", "volume_down", kTarget, "", ""},
    {"media_player", "volume_set", kTarget, "@volume_level", "volume_level*: number 0..1"},
    {"media_player", "volume_mute", kTarget, "@is_volume_muted", "is_volume_muted*: boolean"},
    {"media_player", "media_play", kTarget, "playing", ""},
    {"media_player", "media_pause", kTarget, "paused", ""},
    {"media_player", "media_play_pause", kTarget, "", ""},
    {"media_player", "media_stop", kTarget, "", ""},
    {"media_player", "media_next_track", kTarget, "", ""},
    {"media_player", "media_previous_track", kTarget, "", ""},
    {"media_player", "media_seek", kTarget, "", "seek_position*: number 0.."},
    {"media_player", "play_media", kTarget, "playing",
     "media_content_id*: text; media_content_type*: text; enqueue: word play next add replace; "
     "announce: boolean; extra: mapping"},
    {"media_player", "select_source", kTarget, "@source", "source*: text"},
    {"media_player", "select_sound_mode", kTarget, "", "sound_mode: text"},
    {"media_player", "clear_playlist", kTarget, "", ""},
    {"media_player", "shuffle_set", kTarget, "", "shuffle*: boolean"},
    {"media_player", "repeat_set", kTarget, "", "repeat*: word off all one"},
    {"media_player", "join", kTarget, "", "group_members*: any"},
    {"media_player", "unjoin", kTarget, "", ""},

    {"vacuum", "start", kTarget, "cleaning", ""},
    {"vacuum", "pause", kTarget, "paused", ""},
    {"vacuum", "stop", kTarget, "idle", ""},
    {"vacuum", "return_to_base", kTarget, "docked", ""},
    {"vacuum", "locate", kTarget, "", ""},
    {"vacuum", "clean_spot", kTarget, "", ""},
    {"vacuum", "set_fan_speed", kTarget, "@fan_speed", "fan_speed*: text"},
    {"vacuum", "send_command", kTarget, "", "command*: text; params: any"},
    {"vacuum", "clean_area", kTarget, "", "cleaning_area_id: any"},
    {"lawn_mower", "start_mowing", kTarget, "mowing", ""},
    {"lawn_mower", "pause", kTarget, "paused", ""},
    {"lawn_mower", "dock", kTarget, "docked", ""},

    {"scene", "turn_on", kTarget, "on", "transition: number 0..6553"},
    {"scene", "apply", kNone, "", "entities*: mapping; transition: number 0..6553"},
    {"scene", "create", kNone, "", "scene_id*: text; entities: mapping; snapshot_entities: any"},
    {"scene", "delete", kTarget, "", ""},
    {"scene", "reload", kNone, "", ""},

    {"script", "turn_on", kTarget, "on", "variables: mapping"},
    {"script", "turn_off", kTarget, "off", ""},
    {"script", "toggle", kTarget, "", ""},
    {"script", "reload", kNone, "", ""},

    {"input_number", "set_value", kTarget, "=value", "value*: number"},
    {"input_number", "increment", kTarget, "", ""},
    {"input_number", "decrement", kTarget, "", ""},
    {"input_number", "reload", kNone, "", ""},
    {"number", "set_value", kTarget, "=value", "value*: number"},
    {"input_select", "select_option", kTarget, "=option", "option*: text"},
    {"input_select", "select_next", kTarget, "", "cycle: boolean"},
    {"input_select", "select_previous", kTarget, "", "cycle: boolean"},
    {"input_select", "select_first", kTarget, "", ""},
    {"input_select", "select_last", kTarget, "", ""},
    {"input_select", "set_options", kTarget, "", "options*: any"},
    {"input_select", "reload", kNone, "", ""},
    {"select", "select_option", kTarget, "=option", "option*: text"},
    {"select", "select_next", kTarget, "", "cycle: boolean"},
    {"select", "select_previous", kTarget, "", "cycle: boolean"},
    {"select", "select_first", kTarget, "", ""},
    {"select", "select_last", kTarget, "", ""},
    {"input_text", "set_value", kTarget, "=value", "value*: text"},
    {"input_text", "reload", kNone, "", ""},
    {"text", "set_value", kTarget, "=value", "value*: text"},
    {"input_datetime", "set_datetime", kTarget, "",
     "date: text; time: text; datetime: text; timestamp: number",
     "date | time | datetime | timestamp"},
    {"input_datetime", "reload", kNone, "", ""},
    {"button", "press", kTarget, "pressed", ""},
    {"input_button", "press", kTarget, "pressed", ""},
    {"input_button", "reload", kNone, "", ""},
    {"timer", "start", kTarget, "active", "duration: duration"},
    {"timer", "pause", kTarget, "paused", ""},
    {"timer", "cancel", kTarget, "idle", ""},
    {"timer", "finish", kTarget, "idle", ""},
    {"timer", "change", kTarget, "", "duration*: duration"},
    {"timer", "reload", kNone, "", ""},
    {"counter", "increment", kTarget, "", ""},
    {"counter", "decrement", kTarget, "", ""},
    {"counter", "reset", kTarget, "", ""},
    {"counter", "set_value", kTarget, "=value", "value*: integer 0.."},

    {"notify", "send_message", kTarget, "", "message*: text; title: text"},
    {"persistent_notification", "create", kNone, "",
     "message*: text; title: text; notification_id: text"},
    {"persistent_notification", "dismiss", kNone, "", "notification_id*: text"},
    {"persistent_notification", "dismiss_all", kNone, "", ""},
    {"homeassistant", "turn_on", kTarget, "on", ""},
    {"homeassistant", "turn_off", kTarget, "off", ""},
    {"homeassistant", "toggle", kTarget, "", ""},
    {"homeassistant", "update_entity", kTarget, "", ""},
    {"homeassistant", "restart", kNone, "", ""},
    {"homeassistant", "reload_all", kNone, "", ""},
    {"homeassistant", "reload_core_config", kNone, "", ""},
    {"tts", "speak", kTarget, "",
     "media_player_entity_id*: any; message*: text; cache: boolean; language: text; "
     "options: mapping"},
    {"assist_satellite", "announce", kTarget, "",
     "message: text; media_id: any; "
     "preannounce: any; preannounce_media_id: any"},
    {"mqtt", "publish", kNone, "",
     "topic*: text; payload: any; qos: integer 0..2; retain: boolean; evaluate_payload: boolean"},
    {"logbook", "log", kOptional, "", "name*: text; message*: text; domain: text"},
};

// Domains of which integrations bring more services than the table has.
constexpr std::array<std::string_view, 9> kOpenDomains = {
    "notify", "homeassistant", "tts",   "assist_satellite", "mqtt", "logbook",
    "script", "scene",         "remote"};

struct DomainRow {
    std::string_view domain;
    std::string_view states;  // words; "#": a number; "": any text
};

constexpr DomainRow kDomains[] = {
    {"binary_sensor", "on off"},
    {"light", "on off"},
    {"switch", "on off"},
    {"input_boolean", "on off"},
    {"fan", "on off"},
    {"humidifier", "on off"},
    {"remote", "on off"},
    {"siren", "on off"},
    {"automation", "on off"},
    {"script", "on off"},
    {"calendar", "on off"},
    {"schedule", "on off"},
    {"update", "on off"},
    {"cover", "open opening closed closing stopped"},
    {"valve", "open opening closed closing"},
    {"climate", "off heat cool heat_cool auto dry fan_only"},
    {"water_heater", "off eco electric gas heat_pump high_demand performance"},
    {"lock", "locked unlocked locking unlocking open opening jammed"},
    {"alarm_control_panel",
     "disarmed armed_home armed_away armed_night armed_vacation armed_custom_bypass arming "
     "disarming pending triggered"},
    {"media_player", "off on idle playing paused buffering standby"},
    {"vacuum", "cleaning docked idle paused returning error"},
    {"lawn_mower", "mowing docked paused returning error"},
    {"sun", "above_horizon below_horizon"},
    {"weather",
     "clear-night cloudy exceptional fog hail lightning lightning-rainy partlycloudy pouring rainy "
     "snowy snowy-rainy sunny windy windy-variant"},
    {"timer", "idle active paused"},
    {"camera", "idle recording streaming"},
    {"counter", "#"},
    {"number", "#"},
    {"input_number", "#"},
    {"zone", "#"},
    {"todo", "#"},
    {"sensor", ""},
    {"person", ""},
    {"device_tracker", ""},
    {"group", ""},
    {"select", ""},
    {"input_select", ""},
    {"text", ""},
    {"input_text", ""},
    {"input_datetime", ""},
    {"date", ""},
    {"time", ""},
    {"datetime", ""},
    {"scene", ""},
    {"button", ""},
    {"input_button", ""},
    {"event", ""},
    {"image", ""},
    {"notify", ""},
    {"conversation", ""},
    {"stt", ""},
    {"tts", ""},
    {"assist_satellite", ""},
};

const DomainRow* find_domain(std::string_view domain) {
    const auto* found = std::find_if(std::begin(kDomains), std::end(kDomains),
                                     [&](const DomainRow& row) { return row.domain == domain; });
    return found == std::end(kDomains) ? nullptr : found;
}

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
        return std::nullopt;
    return value;
}

// "0..255", "0.."
void read_range(std::string_view text, FieldRule& out) {
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) return;
    out.minimum = number_of(text.substr(0, dots));
    out.maximum = number_of(text.substr(dots + 2));
}

FieldRule::Type type_of(std::string_view word) {
    using Type = FieldRule::Type;
    constexpr std::pair<std::string_view, Type> kTypes[] = {
        {"text", Type::kText},         {"integer", Type::kInteger}, {"number", Type::kNumber},
        {"boolean", Type::kBoolean},   {"word", Type::kWord},       {"numbers", Type::kNumbers},
        {"duration", Type::kDuration}, {"mapping", Type::kMapping}};
    for (const auto& [name, type] : kTypes)
        if (name == word) return type;
    return Type::kAny;
}

// "position*: integer 0..100"
FieldRule field_of(std::string_view text) {
    FieldRule out;
    const std::size_t colon = text.find(':');
    out.name = text.substr(0, colon);
    out.required = out.name.ends_with('*');
    if (out.required) out.name.remove_suffix(1);
    const std::vector<std::string_view> words = table_parts(text.substr(colon + 1), ' ');
    out.type = type_of(words.front());
    if (out.type == FieldRule::Type::kWord) out.words.assign(words.begin() + 1, words.end());
    if (out.type == FieldRule::Type::kNumbers)
        out.count = static_cast<std::size_t>(number_of(words[1]).value_or(0));
    read_range(words.back(), out);
    return out;
}

}  // namespace

const ServiceRow* find_service(std::string_view domain, std::string_view name) {
    const auto* found = std::find_if(
        std::begin(kServices), std::end(kServices),
        [&](const ServiceRow& row) { return row.domain == domain && row.name == name; });
    return found == std::end(kServices) ? nullptr : found;
}

std::vector<std::string_view> all_services_of(std::string_view domain) {
    std::vector<std::string_view> out;
    if (std::find(kOpenDomains.begin(), kOpenDomains.end(), domain) != kOpenDomains.end())
        return out;
    for (const ServiceRow& row : kServices)
        if (row.domain == domain) out.push_back(row.name);
    return out;
}

std::vector<std::string_view> states_of_domain(std::string_view domain) {
    const DomainRow* row = find_domain(domain);
    return row == nullptr || row->states == "#" ? std::vector<std::string_view>()
                                                : table_parts(row->states, ' ');
}

bool is_numeric_domain(std::string_view domain) {
    const DomainRow* row = find_domain(domain);
    return row != nullptr && row->states == "#";
}

std::vector<FieldRule> fields_of(const ServiceRow& service) {
    std::vector<FieldRule> out;
    for (const std::string_view text : table_parts(service.fields, ';'))
        out.push_back(field_of(text));
    return out;
}

std::vector<std::vector<std::string_view>> needs_of(const ServiceRow& service) {
    std::vector<std::vector<std::string_view>> out;
    for (const std::string_view alternative : table_parts(service.needs, '|'))
        out.push_back(table_parts(alternative, '+'));
    return out;
}

bool is_known_domain(std::string_view domain) { return find_domain(domain) != nullptr; }

}  // namespace hearth::automation
