// Brings accepted suggestions into Home Assistant: each once, with bounded attempts, and the
// suggestion says how it stands. What was under way when the process ended is tried again; the id
// of the automation is that of the suggestion, so it is never made twice. Event loop only.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/clock.hpp"
#include "ha_api/automation_api.hpp"
#include "suggestions/suggester.hpp"

namespace hearth::app {

class AutomationCreator {
public:
    using Create =
        std::function<void(const std::string& id, const Json& automation, ha_api::OnCreated)>;

    // create: empty when Hearth shall create none; what still waits for it says so then.
    AutomationCreator(const Clock& clock, suggestions::Suggester& suggester, Create create)
        : clock_(clock), suggester_(suggester), create_(std::move(create)) {}

    // One may have been accepted.
    void wake() { next_us_ = 0; }
    // About once a second: begins with the next one that is due; one at a time.
    void tick();

private:
    void begin(const suggestions::Suggestion& suggestion);
    void on_created(const std::string& id, const Result<ha_api::Creation>& result);
    void note(const std::string& id, const suggestions::Creation& creation);

    const Clock& clock_;
    suggestions::Suggester& suggester_;
    Create create_;
    bool under_way_ = false;
    TimeUs next_us_ = 0;                                     // wall clock; nothing is due before
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);  // an answer may come after this
};

}  // namespace hearth::app
