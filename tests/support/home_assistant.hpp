// Home Assistant at the other end of the broker: subscribes as it does, and shows what it would
// make of what comes. For one thread; TestLoop and broker outlive it.
#pragma once

#include <map>
#include <string>

#include "integration/mqtt_client.hpp"
#include "support/home_assistant_view.hpp"

namespace hearth::test {

class HomeAssistant {
public:
    HomeAssistant(TestLoop& loop, const BrokerOptions& options,
                  std::string prefix = "homeassistant", std::string base_topic = "hearth")
        : loop_(loop),
          client_(loop, options),
          prefix_(std::move(prefix)),
          base_topic_(std::move(base_topic)) {}

    bool start() {
        return client_.start().ok() &&
               client_.subscribe({{prefix_ + "/device/+/config", 0}, {base_topic_ + "/#", 0}});
    }
    bool wait(const std::function<bool()>& condition, std::chrono::seconds within) {
        return loop_.run_until([&] { return take_messages(), condition(); }, within);
    }

    // The last message of each topic; an empty one means that nothing is left.
    const std::string& last(const std::string& topic) { return take_messages(), messages_[topic]; }
    int times(const std::string& topic) { return take_messages(), times_[topic]; }
    bool was_retained(const std::string& topic) const {
        const auto found = retained_.find(topic);
        return found != retained_.end() && found->second;
    }
    std::string config_topic(const std::string& id = "hearth") const {
        return prefix_ + "/device/" + id + "/config";
    }
    std::map<std::string, std::string> configs() {
        take_messages();
        std::map<std::string, std::string> out;
        for (const auto& [topic, payload] : messages_)
            if (topic.starts_with(prefix_ + "/device/") && !payload.empty()) out[topic] = payload;
        return out;
    }
    // null while there is none.
    Json config() {
        const auto parsed = parse_json(last(config_topic()), {8 * 1024 * 1024, 64});
        return parsed ? *parsed : Json();
    }

    discovery::Shown shown(const discovery::Entity& entity) {
        return discovery::show(entity, last(entity.config.value("state_topic", "")));
    }
    std::string state(const std::string& key) {
        const Json device = config();
        return device.is_null() ? "" : shown(discovery::entity_of(device, key)).state;
    }
    // Presses, switches, enters; the id of the command.
    std::string use(const std::string& key, const std::string& value = "PRESS") {
        const auto entity = discovery::entity_of(config(), key);
        const std::string command = discovery::command_of(entity, value, SystemClock().wall_us());
        static_cast<void>(
            client_.session().publish(entity.config["command_topic"], command, 1, false));
        return json_string(*parse_json(command), "id").value_or("");
    }
    void say_online() {
        static_cast<void>(client_.session().publish(prefix_ + "/status", "online", 0, false));
    }

private:
    void take_messages() {
        for (Arrived& message : client_.arrived()) {
            ++times_[message.topic];
            retained_[message.topic] = message.retained;
            messages_[message.topic] = std::move(message.payload);
        }
        client_.clear();
    }

    TestLoop& loop_;
    MqttClient client_;
    std::string prefix_, base_topic_;
    std::map<std::string, std::string> messages_;
    std::map<std::string, int> times_;
    std::map<std::string, bool> retained_;
};

}  // namespace hearth::test
