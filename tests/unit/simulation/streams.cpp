#include "streams.hpp"

#include <boost/test/unit_test.hpp>

namespace hearth::test {

SimulationOptions berlin(int weeks) {
    auto zone = TimeZone::find("Europe/Berlin");
    BOOST_REQUIRE(zone.ok());
    return {weeks, CalendarDate{2024, 3, 4}, std::move(zone).value()};
}

std::vector<HomeEvent> stream(std::uint64_t seed, const SimulationOptions& options) {
    SimulatedHome home(seed, options);
    std::vector<HomeEvent> events;
    while (auto event = home.next()) events.push_back(std::move(*event));
    return events;
}

const std::vector<HomeEvent>& four_weeks() {
    static const std::vector<HomeEvent> events = stream(1, berlin(4));
    return events;
}

bool is_real_change(const HomeEvent& event) {
    return event.old_state && *event.old_state != event.new_state &&
           *event.old_state != "unavailable" && event.new_state != "unavailable";
}

bool is_human_action(const HomeEvent& event) {
    const std::string domain = domain_of(event.entity_id);
    const bool operated = domain == "light" || domain == "switch" || domain == "cover" ||
                          domain == "media_player" || domain == "climate" || domain == "lock" ||
                          domain == "input_boolean";
    const bool arrived = event.new_state == "open" || event.new_state == "closed";
    const bool automatic = !event.context.parent_id.empty() || event.entity_id == "light.outside";
    return operated && !arrived && !automatic && is_real_change(event);
}

LocalTime berlin_time(const HomeEvent& event) {
    return TimeZone::find("Europe/Berlin")->local(event.updated_us);
}

}  // namespace hearth::test
