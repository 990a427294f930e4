#include "learning/quality_filter.hpp"

#include <fnmatch.h>

#include <algorithm>

#include "domain/state_change.hpp"

namespace hearth::learning {

namespace {

constexpr std::size_t kMaxEntities = 5000;
constexpr std::string_view kAutomationOrigin = "automation";

bool allows(const std::vector<std::string>& allowed, const std::string& word) {
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), word) != allowed.end();
}

std::string feature(const Sample& sample, const char* key) {
    return json_string(sample.features, key).value_or("");
}

}  // namespace

bool glob_matches(const std::string& pattern, const std::string& text) {
    return ::fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

bool QualityFilter::too_fast(const std::string& entity_id, TimeUs time) {
    if (recent_.size() > kMaxEntities) recent_.clear();
    auto& times = recent_[entity_id];
    while (!times.empty() && (time - times.front() > kMicrosPerMinute || times.front() > time))
        times.pop_front();
    times.push_back(time);
    if (times.size() <= static_cast<std::size_t>(rules_.implausible_per_minute)) return false;
    times.pop_front();
    return true;
}

// A sample is about one entity, or names several in a text.
bool QualityFilter::names_excluded(const Sample& sample) const {
    std::vector<std::string> names;
    if (std::string entity_id = feature(sample, "entity"); !entity_id.empty())
        names.push_back(std::move(entity_id));
    const auto list = sample.features.find("entities");
    if (list != sample.features.end() && list->is_array())
        for (const Json& name : *list)
            if (name.is_string()) names.push_back(name.get<std::string>());
    for (const std::string& pattern : rules_.excluded)
        for (const std::string& name : names)
            if (glob_matches(pattern, name)) return true;
    return false;
}

std::optional<std::string> QualityFilter::objection(const Sample& sample) {
    const std::string entity_id = feature(sample, "entity");
    if (names_excluded(sample)) return "excluded";
    if (sample.confidence < rules_.min_confidence) return "low_confidence";
    if (!entity_id.empty() && too_fast(entity_id, sample.time_us)) return "implausible_rate";
    if (const std::string reason = pause(); !reason.empty()) return reason;
    return std::nullopt;
}

bool asks_for_automations(const SampleFilter& filter) {
    return std::find(filter.origins.begin(), filter.origins.end(), kAutomationOrigin) !=
           filter.origins.end();
}

std::optional<std::string> model_objection(const SampleFilter& filter, const Sample& sample) {
    const std::string origin = feature(sample, "origin");
    // What automations do is no habit: only who names them gets them, and as context.
    const bool unasked = filter.origins.empty() && origin == kAutomationOrigin;
    if (unasked || !allows(filter.origins, origin)) return "origin";
    if (!allows(filter.domains, domain_of(feature(sample, "entity")))) return "domain";
    if (sample.confidence < filter.min_confidence) return "low_confidence";
    return std::nullopt;
}

}  // namespace hearth::learning
