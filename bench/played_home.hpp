// The daemon's engine behind a home that is played to it: with default settings, real workers, and
// a clock that follows the events.
#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "config/loader.hpp"
#include "engine/engine.hpp"
#include "recording/ha_messages.hpp"
#include "support/manual_clock.hpp"
#include "support/temporary_folder.hpp"

namespace hearth::bench {

// What fails is thrown: a benchmark has nobody to hand an error to.
inline void require(const Status& done) {
    if (!done) throw std::runtime_error(done.error().text);
}
template <typename T>
void require(const Result<T>& result) {
    if (!result) throw std::runtime_error(result.error().text);
}

class PlayedHome {
public:
    static constexpr TimeUs kTick = kMicrosPerHour;

    // more: "key=value" as for hearthd --set.
    PlayedHome(TimeUs begin_us, engine::EngineHandlers handlers,
               const std::vector<std::string>& more = {})
        : settings_(settings(more)),
          clock_(begin_us),
          engine_(loop_, clock_, settings_, std::move(handlers)) {
        require(engine_.make());
        require(engine_.start());
        engine_.broker_connected();
    }
    ~PlayedHome() { engine_.stop(); }
    PlayedHome(const PlayedHome&) = delete;
    PlayedHome& operator=(const PlayedHome&) = delete;

    // The clock goes to the event, an hour at a time, and the engine has dealt with it at the end.
    void receive(const HomeEvent& event) {
        while (clock_.wall_us() + kTick < event.changed_us) pass(kTick);
        pass(std::max<TimeUs>(0, event.changed_us - clock_.wall_us()));
        const HaMessage message = plain_json_message(event, "plain");
        engine_.on_message(message.topic, message.payload, false);
        settle();
    }

    Json ask(const std::string& command, const Json& arguments = Json::object()) {
        Json out;
        engine_.registry().run(command, arguments, [&](const Result<Json>& reply) {
            out = reply ? *reply : Json{{"error", reply.error().text}};
        });
        settle();
        return out;
    }

    engine::Engine& engine() { return engine_; }
    const Clock& clock() const { return clock_; }

private:
    config::Settings settings(const std::vector<std::string>& more) const {
        std::vector<std::string> all = {"data_folder=" + folder_.file("data"),
                                        ("plugin_folder=" HEARTH_BINARY_DIR "/one_plugin"),
                                        ("worker=" HEARTH_BINARY_DIR "/bin/hearth-worker"),
                                        "trust_any_owner=true",
                                        "http.socket=",
                                        "training.max_load_per_core=0",
                                        "training.max_temperature_c=0",
                                        "training.min_free_memory_mb=0",
                                        "sources=[{kind: plain_json, topic: plain/#}]"};
        all.insert(all.end(), more.begin(), more.end());
        auto loaded = config::load_settings("", all, {});
        require(loaded);
        return std::move(loaded->settings);
    }

    void pass(TimeUs span) {
        clock_.advance(span);
        engine_.tick();
        settle();
    }

    void settle() {
        const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(5);
        do {
            loop_.restart();
            if (loop_.poll() == 0) loop_.run_one_for(std::chrono::milliseconds(1));
            if (std::chrono::steady_clock::now() > until)
                throw std::runtime_error("the engine does not come to rest");
        } while (engine_.busy());
    }

    test::TemporaryFolder folder_;
    config::Settings settings_;
    test::ManualClock clock_;
    asio::io_context loop_{1};
    engine::Engine engine_;
};

}  // namespace hearth::bench
