#include "recording/protocol.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "core/hash.hpp"
#include "domain/state_change.hpp"

namespace hearth {

namespace {

bool is_activation(const std::string& state) { return state == "on" || state == "open"; }
bool is_deactivation(const std::string& state) { return state == "off" || state == "closed"; }

bool is_binary_sensor(const LogEvent& event) {
    return domain_of(event.entity_id) == "binary_sensor";
}

bool is_interaction(const LogEvent& event) {
    return event.state != "unavailable" && event.state != "unknown" && !event.state.empty();
}

// Binary sensors alone, that show nothing but on/off and open/closed.
bool is_sensor_log(const EventLog& log) {
    return std::all_of(log.events.begin(), log.events.end(), [](const LogEvent& event) {
        return !is_interaction(event) ||
               (is_binary_sensor(event) &&
                (is_activation(event.state) || is_deactivation(event.state)));
    });
}

enum class Label { kLog, kSensor, kSensorState };

struct Rule {
    Label label = Label::kSensor;
    bool drop_deactivations = false;
};

Rule rule_for(const EventLog& log, SymbolKind symbol) {
    if (symbol == SymbolKind::kSensor) return {Label::kSensor, false};
    if (symbol == SymbolKind::kSensorState) return {Label::kSensorState, false};
    if (log.format == LogFormat::kDataset) return {Label::kLog, false};
    return {is_sensor_log(log) ? Label::kSensor : Label::kSensorState, true};
}

std::string label_of(const LogEvent& event, Label kind) {
    if (kind == Label::kLog) return event.sensor;
    return kind == Label::kSensor ? event.entity_id : event.entity_id + "=" + event.state;
}

Sample sample_of(const LogEvent& event, std::string label, TimeUs time) {
    Sample sample;
    sample.kind = "interaction";
    sample.time_us = time;
    sample.label = std::move(label);
    sample.features = {{"entity", event.entity_id}, {"state", event.state}, {"origin", "unknown"}};
    sample.distinct_key = content_key({sample.kind, sample.label, std::to_string(time)});
    sample.target = event.target;
    sample.source = SampleSource::kImported;
    sample.group = event.group;
    sample.part = event.part;
    return sample;
}

}  // namespace

std::vector<Sample> make_samples(const EventLog& log, const ProtocolOptions& options,
                                 const TimeZone& zone) {
    const Rule rule = rule_for(log, options.symbol);
    std::vector<Sample> samples;
    samples.reserve(log.events.size());
    for (const LogEvent& event : log.events) {
        if (!is_interaction(event)) continue;
        if (rule.drop_deactivations && is_binary_sensor(event) && is_deactivation(event.state))
            continue;
        std::string label = label_of(event, rule.label);
        const bool repeats = !samples.empty() && samples.back().label == label &&
                             samples.back().group == event.group;
        if (options.drop_repeats && repeats) continue;
        const TimeUs time = log.utc ? event.local_us : zone.to_utc(event.local_us);
        samples.push_back(sample_of(event, std::move(label), time));
    }
    return samples;
}

std::size_t count_symbols(const std::vector<Sample>& samples) {
    std::set<std::string_view> labels;
    for (const Sample& sample : samples) labels.insert(sample.label);
    return labels.size();
}

}  // namespace hearth
