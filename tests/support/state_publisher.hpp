// Publishes state changes as mqtt_statestream does, each with a time of its own.
#pragma once

#include <string>

#include "core/iso_time.hpp"
#include "support/test_publisher.hpp"

namespace hearth::test {

class StatePublisher {
public:
    explicit StatePublisher(int port, const std::string& client_id = "state-publisher")
        : publisher_("127.0.0.1", port, client_id) {}

    // "light.kitchen", "on": three messages (state and its two times).
    void change(const std::string& entity_id, const std::string& state, TimeUs at) {
        std::string base = "ha_state/" + entity_id + "/";
        base[base.find('.')] = '/';
        const std::string time = format_iso_time(at);
        publisher_.publish(base + "state", state);
        publisher_.publish(base + "last_updated", time);
        publisher_.publish(base + "last_changed", time);
    }

    TestPublisher& raw() { return publisher_; }
    bool flush() { return publisher_.flush(); }

private:
    TestPublisher publisher_;
};

}  // namespace hearth::test
