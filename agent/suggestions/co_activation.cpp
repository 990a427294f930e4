#include "suggestions/co_activation.hpp"

#include <algorithm>
#include <utility>

#include "core/log.hpp"

namespace hearth::suggestions {

namespace {

constexpr int kRowsPerSlice = 500;
constexpr const char* kInteractions = "interaction";
constexpr const char* kTriggerState = "trigger_state";
constexpr const char* kTargetState = "target_state";

}  // namespace

void CoActivation::complete(asio::io_context& loop, store::Store& store, Json reply, TimeUs from_us,
                            OnDone on_done, CoActivationRules rules) {
    std::shared_ptr<CoActivation> scan(
        new CoActivation(loop, store, std::move(reply), std::move(on_done), rules));
    scan->query_.kind = kInteractions;
    scan->query_.from_us = from_us;
    scan->query_.through_id = store.samples().last_sample_id(kInteractions);
    scan->position_.time_us = from_us;
    scan->note_pairs();
    if (scan->pairs_.empty()) return scan->on_done_(std::move(scan->reply_));
    asio::post(loop, [scan] { scan->next_slice(); });
}

void CoActivation::note_pairs() {
    const auto synergies = reply_.is_object() ? reply_.find("synergies") : reply_.end();
    if (!reply_.is_object() || synergies == reply_.end() || !synergies->is_array()) return;
    std::size_t noted = 0;
    for (Json& synergy : *synergies) {
        if (!synergy.is_object()) continue;
        synergy.erase("seen");  // what Hearth counts nobody else says
        const std::string trigger = text_member(synergy, "trigger"),
                          target = text_member(synergy, "target");
        if (trigger.empty() || target.empty() || noted >= rules_.most_pairs) continue;
        const bool is_new = pairs_[target].try_emplace(trigger).second;
        if (is_new) targets_of_[trigger].push_back(target);
        noted += is_new ? 1 : 0;
    }
}

void CoActivation::next_slice() {
    const auto more = store_.samples().export_slice(query_, position_, kRowsPerSlice,
                                                    [this](const Sample& s) { take(s); });
    if (!more) {
        log::warn("cannot count what follows what error=\"{}\"", more.error().text);
        return on_done_(std::move(reply_));
    }
    if (!*more) return finish();
    asio::post(loop_, [self = shared_from_this()] { self->next_slice(); });
}

void CoActivation::take(const Sample& sample) {
    const std::string entity = text_member(sample.features, "entity");
    const std::string state = text_member(sample.features, "state");
    if (const auto triggers = pairs_.find(entity); sample.target && triggers != pairs_.end())
        for (auto& [trigger, pair] : triggers->second) {
            const auto last = last_.find(trigger);
            if (last == last_.end() || last->second.time_us == pair.counted_us ||
                sample.time_us - last->second.time_us > rules_.within_us)
                continue;
            pair.counted_us = last->second.time_us;
            ++pair.of;
            ++pair.together[{last->second.state, state}];
        }
    const auto targets = targets_of_.find(entity);
    if (targets == targets_of_.end()) return;
    last_[entity] = {state, sample.time_us};
    for (const std::string& target : targets->second) ++pairs_[target][entity].occasions[state];
}

// Where the model named a state, only pairs with that one count.
void CoActivation::tell(Json& synergy, const Pair& pair) const {
    const std::string trigger = text_member(synergy, kTriggerState);
    const std::string target = text_member(synergy, kTargetState);
    const bool is_told = !trigger.empty() && !target.empty();
    std::int64_t most = 0;
    States best{trigger, target};
    for (const auto& [states, times] : pair.together) {
        const bool fits = (trigger.empty() || states.first == trigger) &&
                          (target.empty() || states.second == target);
        if (!fits || times <= most) continue;
        most = times;
        best = states;
    }
    const bool clear = most >= rules_.min_together &&
                       static_cast<double>(most) >= rules_.min_share * static_cast<double>(pair.of);
    if (!is_told && !clear) return;
    synergy[kTriggerState] = best.first;
    synergy[kTargetState] = best.second;
    const auto occasions = pair.occasions.find(best.first);
    synergy["seen"] = {{"together", most},
                       {"of", pair.of},
                       {"occasions", occasions == pair.occasions.end() ? 0 : occasions->second},
                       {"within_s", static_cast<double>(rules_.within_us) / kMicrosPerSecond}};
}

void CoActivation::finish() {
    for (Json& synergy : reply_["synergies"]) {
        if (!synergy.is_object()) continue;
        const auto triggers = pairs_.find(text_member(synergy, "target"));
        if (triggers == pairs_.end()) continue;
        const auto pair = triggers->second.find(text_member(synergy, "trigger"));
        if (pair != triggers->second.end()) tell(synergy, pair->second);
    }
    on_done_(std::move(reply_));
}

}  // namespace hearth::suggestions
