#include "gnn_synergy/home/entity_type.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace hearth::synergy {
namespace {

constexpr std::array<const char*, kDomains> kDomainWords{"sensor",         "binary_sensor",
                                                         "light",          "switch",
                                                         "input_boolean",  "script",
                                                         "input_number",   "media_player",
                                                         "input_select",   "cover",
                                                         "button",         "group",
                                                         "input_text",     "timer",
                                                         "climate",        "automation",
                                                         "device_tracker", "person",
                                                         "select",         "camera",
                                                         "scene",          "input_datetime",
                                                         "vacuum",         "lock",
                                                         "number",         "fan",
                                                         "calendar",       "alarm_control_panel",
                                                         "input_button",   "remote",
                                                         "counter",        "other"};

constexpr std::array<const char*, kKinds> kKindWords{
    "",        "light",  "motion",      "door",   "mode",    "person",      "tv",     "power",
    "battery", "window", "temperature", "vacuum", "blind",   "thermostat",  "washer", "button",
    "weather", "bed",    "garage",      "fan",    "speaker", "illuminance", "leak",   "humidity",
    "contact", "smoke",  "lock",        "update", "doorbell"};

// Device classes of Home Assistant with another name than the kind, and words of names.
constexpr std::array<std::pair<const char*, const char*>, 60> kSynonyms{{
    {"occupancy", "motion"},
    {"presence", "person"},
    {"moving", "motion"},
    {"opening", "contact"},
    {"garage_door", "garage"},
    {"moisture", "leak"},
    {"gas", "smoke"},
    {"carbon_monoxide", "smoke"},
    {"energy", "power"},
    {"current", "power"},
    {"voltage", "power"},
    {"shutter", "blind"},
    {"curtain", "blind"},
    {"shade", "blind"},
    {"awning", "blind"},
    {"receiver", "speaker"},
    {"outlet", "power"},
    {"lamp", "light"},
    {"lights", "light"},
    {"lampe", "light"},
    {"licht", "light"},
    {"lumiere", "light"},
    {"luz", "light"},
    {"luce", "light"},
    {"bewegung", "motion"},
    {"pir", "motion"},
    {"beweging", "motion"},
    {"rorelse", "motion"},
    {"tur", "door"},
    {"tuer", "door"},
    {"deur", "door"},
    {"dorr", "door"},
    {"porte", "door"},
    {"puerta", "door"},
    {"porta", "door"},
    {"fenster", "window"},
    {"raam", "window"},
    {"fonster", "window"},
    {"fenetre", "window"},
    {"ventana", "window"},
    {"finestra", "window"},
    {"temp", "temperature"},
    {"temperatur", "temperature"},
    {"heizung", "thermostat"},
    {"heating", "thermostat"},
    {"radiator", "thermostat"},
    {"rolladen", "blind"},
    {"jalousie", "blind"},
    {"rollo", "blind"},
    {"bett", "bed"},
    {"dryer", "washer"},
    {"dishwasher", "washer"},
    {"waschmaschine", "washer"},
    {"media", "tv"},
    {"television", "tv"},
    {"fernseher", "tv"},
    {"lux", "illuminance"},
    {"water", "leak"},
    {"schloss", "lock"},
    {"klingel", "doorbell"},
}};

int known_kind(std::string_view word) {
    if (word.empty()) return 0;
    for (int kind = 1; kind < kKinds; ++kind)
        if (word == kKindWords[static_cast<std::size_t>(kind)]) return kind;
    for (const auto& [synonym, kind] : kSynonyms)
        if (word == synonym) return known_kind(kind);
    return 0;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

int domain_of(std::string_view entity) {
    const std::string_view domain = entity.substr(0, entity.find('.'));
    for (int i = 0; i + 1 < kDomains; ++i)
        if (domain == kDomainWords[static_cast<std::size_t>(i)]) return i;
    return kDomains - 1;
}

int kind_of(std::string_view device_class, std::string_view name) {
    if (const int kind = known_kind(device_class); kind != 0) return kind;
    // The last word that says something: "hall light motion" is a motion sensor.
    int found = 0;
    std::string word;
    for (std::size_t i = 0; i <= name.size(); ++i) {
        if (i < name.size() && is_letter(name[i])) {
            word += static_cast<char>(name[i] | 0x20);
            continue;
        }
        if (const int kind = known_kind(word); kind != 0) found = kind;
        word.clear();
    }
    return found;
}

const char* domain_word(int domain) { return kDomainWords.at(static_cast<std::size_t>(domain)); }
const char* kind_word(int kind) { return kKindWords.at(static_cast<std::size_t>(kind)); }

}  // namespace hearth::synergy
