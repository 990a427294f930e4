// What Home Assistant accepts as MQTT discovery, as tables: names, abbreviations, what each
// platform needs and knows. Written from its documented rules (device bundles, 2024.11+).
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace hearth::test::discovery {

using Words = std::set<std::string, std::less<>>;
using Abbreviations = std::map<std::string, std::string, std::less<>>;

struct Platform {
    Words required;
    Words known;  // besides the common ones
    Words device_classes;
    bool publishes = false;  // command_template and retain make sense
};

// Of the root, components and availability entries; device and origin have lists of their own.
const Abbreviations& abbreviations();
const Abbreviations& device_abbreviations();
const Abbreviations& origin_abbreviations();

const Words& root_keys();       // besides device, components and origin
const Words& component_keys();  // of all entity platforms
const Words& boolean_keys();
const Words& template_keys();
const Words& attributes_never_taken_over();

// Nothing for a platform that is not in the table.
const Platform* platform(std::string_view name);
bool is_component(std::string_view name);

}  // namespace hearth::test::discovery
