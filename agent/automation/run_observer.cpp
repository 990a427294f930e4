#include "automation/run_observer.hpp"

#include <array>
#include <utility>

#include "core/utf8.hpp"

namespace hearth::automation {

namespace {

constexpr std::size_t kLongestSource = 200;

// States on the way to another one, and those whose text is the time of use.
std::string outcome_of(const std::string& domain, const std::string& state) {
    static constexpr std::array<std::pair<const char*, const char*>, 5> kOnTheWay = {
        {{"opening", "open"},
         {"closing", "closed"},
         {"locking", "locked"},
         {"unlocking", "unlocked"},
         {"returning", "docked"}}};
    if (domain == "scene") return "on";
    if (domain == "button" || domain == "input_button") return "pressed";
    for (const auto& [passing, last] : kOnTheWay)
        if (state == passing) return last;
    return state;
}

bool is_gone(const std::string& state) { return state == "unavailable" || state == "unknown"; }

// "binary_sensor.hall" of "state of binary_sensor.hall".
std::string entity_after(const std::string& source, std::string_view words) {
    const std::string entity = source.substr(words.size());
    return is_entity_id(entity) ? entity : "";
}

}  // namespace

template <class Value>
void RunObserver::remember(Recent<Value>& recent, const std::string& id, Value value) {
    const auto [found, is_new] = recent.by_id.insert_or_assign(id, std::move(value));
    static_cast<void>(found);
    if (!is_new) return;
    recent.order.push_back(id);
    if (recent.order.size() <= max_contexts_) return;
    recent.by_id.erase(recent.order.front());
    recent.order.pop_front();
}

void RunObserver::triggered(const std::string& automation, const std::string& source) {
    remember(sources_, automation, utf8_excerpt(source, kLongestSource));
}

std::optional<Observation> RunObserver::change(const StateChange& change) {
    if (change.removed || !change.context.known || change.context.id.empty()) return std::nullopt;
    if (domain_of(change.entity_id) == "automation") return begun(change);
    auto out = done(change);
    if (change.state_differs)
        remember(states_, change.context.id, State{change.entity_id, change.new_state});
    return out;
}

// The automation's own change at the begin of a run carries the run's context. A person who turns
// it on or off changes its state in a context of their own.
std::optional<Observation> RunObserver::begun(const StateChange& change) {
    if (change.state_differs || !change.context.user_id.empty()) return std::nullopt;
    if (runs_.by_id.contains(change.context.id)) return std::nullopt;
    remember(runs_, change.context.id, change.entity_id);
    Observation out{.automation = change.entity_id, .run = true};
    const auto source = sources_.by_id.find(change.entity_id);
    if (source != sources_.by_id.end()) out.trigger_text = source->second;
    out.happening = happening_of(out.trigger_text, change);
    return out;
}

std::optional<Observation> RunObserver::done(const StateChange& change) const {
    const auto run = runs_.by_id.find(change.context.id);
    if (run == runs_.by_id.end() || !change.state_differs || is_gone(change.new_state))
        return std::nullopt;
    return Observation{.automation = run->second,
                       .effect = Effect{change.entity_id,
                                        outcome_of(domain_of(change.entity_id), change.new_state)}};
}

std::optional<Happening> RunObserver::happening_of(const std::string& source,
                                                   const StateChange& run) const {
    const auto cause = states_.by_id.find(run.context.parent_id);
    const State* before = cause != states_.by_id.end() ? &cause->second : nullptr;
    for (const auto& [words, kind] :
         {std::pair{"state of ", "state"}, {"numeric state of ", "numeric_state"}}) {
        if (!source.starts_with(words)) continue;
        Happening out{.kind = kind,
                      .entity = entity_after(source, words),
                      .what = {},
                      .minute = {},
                      .weekdays = {}};
        if (out.entity.empty()) return std::nullopt;
        if (out.kind == "state" && before != nullptr && before->entity == out.entity)
            out.what = before->state;
        return out;
    }
    if (source.starts_with("time") && !source.starts_with("time pattern")) {
        const TimeUs when = run.time_known && run.updated_us > 0 ? run.updated_us : run.received_us;
        const int minute = static_cast<int>(zone_.local(when).hour * 60);
        return Happening{
            .kind = "time", .entity = {}, .what = {}, .minute = minute, .weekdays = {}};
    }
    for (const char* event : {"sunrise", "sunset"})
        if (source.starts_with(event))
            return Happening{
                .kind = "sun", .entity = {}, .what = event, .minute = {}, .weekdays = {}};
    // Without the event, what changed right before tells.
    if (source.empty() && before != nullptr)
        return Happening{.kind = "state",
                         .entity = before->entity,
                         .what = before->state,
                         .minute = {},
                         .weekdays = {}};
    return std::nullopt;
}

}  // namespace hearth::automation
