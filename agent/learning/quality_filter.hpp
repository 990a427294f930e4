// The quality rules that a sample must pass after it was recognised as an interaction, and a
// model's own filter.
//
// One object per daemon; event loop only. Keeps a short memory per entity to notice implausible
// rates.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/manifest.hpp"
#include "domain/sample.hpp"

namespace hearth::learning {

struct QualityRules {
    bool learning_enabled = true;
    std::string pause;  // reason word while nothing is learned ("paused", "guest", "vacation");
                        // empty: it is
    double min_confidence = 0.5;
    int implausible_per_minute = 30;  // more interactions of one entity within a minute are dropped
    std::vector<std::string> excluded;  // globs over entity ids ("sensor.*_power")
};

class QualityFilter {
public:
    explicit QualityFilter(QualityRules rules) : rules_(std::move(rules)) {}

    void set_rules(QualityRules rules) { rules_ = std::move(rules); }
    void set_pause(const std::string& reason) { rules_.pause = reason; }
    const QualityRules& rules() const { return rules_; }
    // The reason word while nothing is learned; empty: it is.
    std::string pause() const { return rules_.learning_enabled ? rules_.pause : "paused"; }

    // The reason word why the sample is dropped, or nothing; pause() only where nothing else is
    // wrong with it. Counts it towards the entity's rate
    // (by sample time).
    std::optional<std::string> objection(const Sample& sample);

private:
    bool names_excluded(const Sample& sample) const;
    bool too_fast(const std::string& entity_id, TimeUs time);

    QualityRules rules_;
    std::unordered_map<std::string, std::deque<TimeUs>>
        recent_;  // per entity, times of the last minute
};

// The model wants to know what automations did, as context.
bool asks_for_automations(const SampleFilter& filter);

// The reason word why a model with this filter does not learn from the sample, or nothing. Pure.
std::optional<std::string> model_objection(const SampleFilter& filter, const Sample& sample);

// Shell-style glob (*, ?) over a whole entity id.
bool glob_matches(const std::string& pattern, const std::string& text);

}  // namespace hearth::learning
