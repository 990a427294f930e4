#include "app/automation_creator.hpp"

#include <algorithm>
#include <limits>

#include "automation/tree_json.hpp"
#include "core/log.hpp"

namespace hearth::app {

namespace {

using suggestions::Creation;
using suggestions::Suggestion;

constexpr int kMostAttempts = 6;
constexpr TimeUs kFirstPause = kMicrosPerMinute;  // doubles with each attempt

bool may_pass(const Error& error) {
    return error.code == ErrorCode::kUnavailable || error.code == ErrorCode::kTimeout;
}

bool is_wanted(const Suggestion& one) {
    return one.state == suggestions::State::kAccepted && one.creation &&
           one.creation->stage == Creation::Stage::kWanted;
}

}  // namespace

void AutomationCreator::tick() {
    const TimeUs now = clock_.wall_us();
    if (under_way_ || now < next_us_) return;
    const auto all = suggestions_.all();
    if (!all) return log::error("no list of suggestions error=\"{}\"", all.error().text);
    next_us_ = std::numeric_limits<TimeUs>::max();
    const Suggestion* next = nullptr;
    for (const Suggestion& one : *all) {
        if (!is_wanted(one)) continue;
        // A clock that was set back does not make a pause longer than it was.
        const TimeUs due = std::min(one.creation->due_us, now + (kFirstPause << kMostAttempts));
        next_us_ = std::min(next_us_, due);
        if (due <= now) next = &one;
    }
    if (next) begin(*next);
}

void AutomationCreator::begin(const Suggestion& suggestion) {
    if (!create_) {
        wake();
        return note(suggestion.id, {Creation::Stage::kFailed,
                                    "not created in Home Assistant: home_assistant.create_"
                                    "automations was switched off before it was",
                                    suggestion.creation->attempts, 0});
    }
    under_way_ = true;
    create_("hearth_" + suggestion.id, Json(automation::to_json(suggestion.tree())),
            [this, alive = std::weak_ptr<int>(alive_),
             id = suggestion.id](const Result<ha_api::Creation>& result) {
                if (!alive.expired()) on_created(id, result);
            });
}

void AutomationCreator::on_created(const std::string& id, const Result<ha_api::Creation>& result) {
    under_way_ = false;
    wake();
    const auto suggestion = suggestions_.get(id);
    if (!suggestion || !suggestion->creation)
        return log::info("a suggestion is gone that was created in Home Assistant id={}", id);
    Creation creation = *suggestion->creation;
    ++creation.attempts;
    if (result) {
        creation.stage = Creation::Stage::kCreated;
        creation.text = *result == ha_api::Creation::kCreated
                            ? "created in Home Assistant as hearth_" + id
                            : "Home Assistant has hearth_" + id + " already; it was left as it is";
        log::info("automation created in Home Assistant id=hearth_{}", id);
        return note(id, creation);
    }
    const Error& error = result.error();
    creation.text = "not created in Home Assistant: " + error.text;
    if (may_pass(error) && creation.attempts < kMostAttempts) {
        creation.due_us = clock_.wall_us() + (kFirstPause << (creation.attempts - 1));
        creation.text += "; tried again soon";
    } else {
        creation.stage = Creation::Stage::kFailed;
        creation.text += creation.attempts > 1
                             ? "; given up after " + std::to_string(creation.attempts) + " attempts"
                             : "; not tried again";
    }
    log::warn("automation not created in Home Assistant id=hearth_{} attempt={} reason=\"{}\"", id,
              creation.attempts, error.text);
    note(id, creation);
}

void AutomationCreator::note(const std::string& id, const Creation& creation) {
    if (const Status noted = suggestions_.note_creation(id, creation); !noted)
        log::error("what came of creating an automation is not stored id={} error=\"{}\"", id,
                   noted.error().text);
}

}  // namespace hearth::app
