#include "recording/replay_plan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace hearth {

namespace {

// A state that an entity takes, at a time in UTC.
struct Step {
    TimeUs time;
    const LogEvent* event;
    std::string state;
};

bool in_order(const Step& a, const Step& b) { return a.time < b.time; }

// Entities that the log shows as "on" and never otherwise.
std::set<std::string> momentary_entities(const EventLog& log) {
    std::set<std::string> momentary, other;
    for (const LogEvent& event : log.events)
        (event.state == "on" || event.state == "open" ? momentary : other).insert(event.entity_id);
    for (const std::string& id : other) momentary.erase(id);
    return momentary;
}

// Puts an end behind each "on" of the entities that have none.
void add_ends(std::vector<Step>& steps, const std::set<std::string>& momentary, TimeUs pulse) {
    std::map<std::string_view, TimeUs> next;  // start of the entity's following event
    std::vector<Step> ends;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        const std::string& id = step->event->entity_id;
        if (!momentary.contains(id)) continue;
        const auto following = next.find(id);
        TimeUs length = pulse;
        if (following != next.end()) length = std::min(pulse, (following->second - step->time) / 2);
        ends.push_back({step->time + length, step->event, step->state == "on" ? "off" : "closed"});
        next[id] = step->time;
    }
    std::reverse(ends.begin(), ends.end());
    std::stable_sort(ends.begin(), ends.end(), in_order);
    std::vector<Step> merged;
    merged.reserve(steps.size() + ends.size());
    std::merge(steps.begin(), steps.end(), ends.begin(), ends.end(), std::back_inserter(merged),
               in_order);
    steps = std::move(merged);
}

HomeEvent home_event(const Step& step, const HomeEvent* before, std::uint64_t number) {
    HomeEvent event;
    event.entity_id = step.event->entity_id;
    event.new_state = step.state;
    event.changed_us = event.updated_us = step.time;
    event.attributes = {{"friendly_name", step.event->sensor}};
    event.context = {make_context_id(step.time, 0, number), "", "", true};
    if (!before) return event;
    event.old_state = before->new_state;
    event.old_changed_us = before->changed_us;
    event.old_updated_us = before->updated_us;
    event.old_context = before->context;
    return event;
}

}  // namespace

std::vector<HomeEvent> plan_replay(const EventLog& log, const TimeZone& zone,
                                   const ReplayOptions& options) {
    std::vector<Step> steps;
    steps.reserve(log.events.size());
    for (const LogEvent& event : log.events)
        steps.push_back(
            {log.utc ? event.local_us : zone.to_utc(event.local_us), &event, event.state});
    std::stable_sort(steps.begin(), steps.end(), in_order);
    add_ends(steps, momentary_entities(log), std::max<TimeUs>(options.pulse_us, 0));
    TimeUs shift = 0;
    if (options.first_event_us && !steps.empty())
        shift = *options.first_event_us - steps.front().time;

    std::vector<HomeEvent> events;
    events.reserve(steps.size());
    std::map<std::string_view, std::size_t> last;  // index of the entity's last event
    for (Step& step : steps) {
        step.time += shift;
        const auto found = last.find(step.event->entity_id);
        const HomeEvent* before = found == last.end() ? nullptr : &events[found->second];
        events.push_back(home_event(step, before, events.size() + 1));
        last[step.event->entity_id] = events.size() - 1;
    }
    make_times_distinct(events);
    return events;
}

}  // namespace hearth
