// The daemon's engine with a clock that is moved by hand: what a scenario talks to.
//
// It is a process of its own, so that a scenario can kill it as a power cut does. Messages come in
// by its standard input instead of a broker; everything behind that is what the daemon does.
#pragma once

#include <memory>
#include <string>

#include "config/settings.hpp"
#include "core/json.hpp"
#include "engine/engine.hpp"
#include "support/manual_clock.hpp"

namespace hearth::scenarios {

struct HostOptions {
    config::Settings settings;
    TimeUs wall_us = 0;
    std::string machine_root;  // holds the proc/ and sys/ that the resource governor reads
};

class ScenarioHost {
public:
    explicit ScenarioHost(HostOptions options);
    Status start();

    // One request: {"op":…}. The answer has "error" if it could not be done.
    //   message  {topic, payload, retained}   a message from the broker
    //   live     {count, every_us, events}    people do things, one event after another in turn
    //   advance  {us, step_us}                time passes
    //   jump     {us}                         the wall clock alone jumps, as NTP makes it
    //   command  {name, arguments}            as any door gives it; the answer has "reply"
    //   wait     {for}                        "idle", or "training": one is under way
    // All return when nothing is left to do. While the script holds trainings (its "hold"), they do
    // not wait for one; with the hold they wait again.
    Json handle(const Json& request);

private:
    engine::EngineHandlers handlers();
    Status live(const Json& request);
    Status advance(const Json& request);
    Status publish(const Json& event);
    Json command(const Json& request);
    Status settle();
    Status wait_until_idle();
    Status wait_for_training();
    bool held() const;  // a training would stand still: the scenario does not wait for it
    template <typename Condition>
    Status run_until(Condition condition, const char* what);

    HostOptions options_;
    test::ManualClock clock_;
    asio::io_context loop_{1};
    engine::Engine engine_;
    Json last_prediction_;
    std::int64_t predictions_ = 0;
};

}  // namespace hearth::scenarios
