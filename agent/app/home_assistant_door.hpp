// Hearth in Home Assistant: its device by MQTT discovery, and how its entities stand.
//
// The payload of discovery is kept by the broker (retained); it is sent again with every
// connection, and when Home Assistant says that it has come. What Hearth left on the broker earlier
// and would not leave there now is taken away. Buttons, switches and numbers send commands to
// <base>/command/<name>, as everybody does. Event loop only.
#pragma once

#include <functional>
#include <random>
#include <string>

#include "core/asio.hpp"
#include "discovery/published.hpp"
#include "discovery/state_board.hpp"
#include "engine/engine.hpp"

namespace hearth::app {

class HomeAssistantDoor {
public:
    using Send =
        std::function<void(const std::string& topic, const std::string& payload, bool retain)>;

    // send_surely: kept until the broker has confirmed it. send_now: at once or not at all.
    HomeAssistantDoor(asio::io_context& loop, const Clock& clock, engine::Engine& engine,
                      Send send_surely, Send send_now);

    void on_connected();
    // Its birth message.
    void on_home_assistant_online();
    void on_prediction(const Json& prediction);
    // A new one, as commands report it.
    void on_suggestion(const Json& suggestion);
    // What was asked in Home Assistant, or its answer.
    void on_question(const AskEntry& entry);
    void on_anomaly(const Json& anomaly);
    // summary: of commands::model_summary.
    void show_model(const training::TrainedModel& model, const Json& summary);
    // About once a second, while connected.
    void tick();
    void stop();

private:
    bool enabled() const { return engine_.settings().home_assistant.discovery; }
    void introduce();
    void part_from(const discovery::ComponentKeys& gone);
    void send_config(const discovery::ComponentKeys& gone);
    void remember(const discovery::Published& published);
    void show_waiting(const std::string& model, std::int64_t version);
    void send_due();

    const Clock& clock_;
    engine::Engine& engine_;
    Send send_surely_, send_now_;
    discovery::AgentView view_;
    discovery::ComponentKeys gone_;  // the parting of these is under way
    discovery::StateBoard board_;
    asio::steady_timer parting_timer_, birth_timer_;
    std::mt19937 random_{std::random_device{}()};
};

}  // namespace hearth::app
