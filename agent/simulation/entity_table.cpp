#include "simulation/home.hpp"

namespace hearth {

namespace {

using Entities = std::vector<SimulatedEntity>;

void add_people_and_house(Entities& out) {
    out.push_back({"person.anna", "Anna", "", "", "", "home"});
    out.push_back({"person.ben", "Ben", "", "", "", "home"});
    out.push_back({"sun.sun", "Sun", "", "", "", "below_horizon"});
    out.push_back({"input_boolean.guest_mode", "Guest mode", "", "", "", "off"});
    out.push_back({"input_boolean.washing_done", "Washing done", "", "", "Bathroom", "off"});
    out.push_back({"lock.front_door", "Front door lock", "", "", "Hall", "locked"});
    out.push_back({"climate.living_room", "Living room heating", "", "", "Living room", "off"});
    for (const auto& [id, name] :
         {std::pair("automation.hall_light_on", "Hall light on with motion"),
          std::pair("automation.hall_light_off", "Hall light off after motion"),
          std::pair("automation.outside_light_on", "Outside light at sunset"),
          std::pair("automation.outside_light_off", "Outside light off late"),
          std::pair("automation.washing_done", "Washing is done")})
        out.push_back({id, name, "", "", "", "on"});
}

void add_sensors(Entities& out) {
    for (const auto& [room, name] :
         {std::pair("hall", "Hall"), std::pair("kitchen", "Kitchen"),
          std::pair("living_room", "Living room"), std::pair("bathroom", "Bathroom"),
          std::pair("bedroom", "Bedroom"), std::pair("office", "Office")})
        out.push_back({std::string("binary_sensor.") + room + "_motion",
                       std::string(name) + " motion", "motion", "", name, "off"});
    out.push_back({"binary_sensor.front_door", "Front door", "door", "", "Hall", "off"});
    out.push_back({"binary_sensor.fridge_door", "Fridge door", "door", "", "Kitchen", "off"});
    out.push_back(
        {"binary_sensor.bedroom_window", "Bedroom window", "window", "", "Bedroom", "off"});
    const std::string celsius = "\u00b0C";
    out.push_back({"sensor.outdoor_temperature", "Outdoor temperature", "temperature", celsius,
                   "Garden", "6.0"});
    out.push_back({"sensor.living_room_temperature", "Living room temperature", "temperature",
                   celsius, "Living room", "19.5"});
    out.push_back({"sensor.bedroom_temperature", "Bedroom temperature", "temperature", celsius,
                   "Bedroom", "17.5"});
    out.push_back(
        {"sensor.bathroom_humidity", "Bathroom humidity", "humidity", "%", "Bathroom", "52"});
    out.push_back(
        {"sensor.outdoor_illuminance", "Outdoor brightness", "illuminance", "lx", "Garden", "0"});
    out.push_back(
        {"sensor.washing_machine_power", "Washing machine power", "power", "W", "Bathroom", "1.0"});
}

void add_devices(Entities& out) {
    for (const auto& [id, name, area] :
         {std::tuple("light.hall", "Hall light", "Hall"),
          std::tuple("light.kitchen", "Kitchen light", "Kitchen"),
          std::tuple("light.living_room", "Living room light", "Living room"),
          std::tuple("light.reading_lamp", "Reading lamp", "Living room"),
          std::tuple("light.bathroom", "Bathroom light", "Bathroom"),
          std::tuple("light.bedroom", "Bedroom light", "Bedroom"),
          std::tuple("light.bedside", "Bedside lamp", "Bedroom"),
          std::tuple("light.office", "Office light", "Office"),
          std::tuple("light.outside", "Outside light", "Garden"),
          std::tuple("switch.coffee_machine", "Coffee machine", "Kitchen"),
          std::tuple("switch.kitchen_hood", "Kitchen hood", "Kitchen"),
          std::tuple("switch.desk", "Desk", "Office"),
          std::tuple("switch.washing_machine", "Washing machine", "Bathroom"),
          std::tuple("media_player.television", "Television", "Living room"),
          std::tuple("media_player.kitchen_radio", "Kitchen radio", "Kitchen")})
        out.push_back({id, name, "", "", area, "off"});
    out.push_back(
        {"cover.living_room_blind", "Living room blind", "blind", "", "Living room", "closed"});
    out.push_back({"cover.bedroom_blind", "Bedroom blind", "blind", "", "Bedroom", "closed"});
}

Entities all_entities() {
    Entities out;
    add_people_and_house(out);
    add_sensors(out);
    add_devices(out);
    return out;
}

}  // namespace

const std::vector<SimulatedEntity>& SimulatedHome::entities() {
    static const Entities entities = all_entities();
    return entities;
}

}  // namespace hearth
