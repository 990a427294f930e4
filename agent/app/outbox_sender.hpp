// Sends what must not be lost: messages stand in the outbox until the broker has confirmed them.
// Event loop only.
#pragma once

#include <map>
#include <string>

#include "mqtt/broker_session.hpp"
#include "store/store.hpp"

namespace hearth::app {

class OutboxSender {
public:
    OutboxSender(store::Store& store, BrokerSession& broker) : store_(store), broker_(broker) {}

    // Stores the message and sends it as soon as the broker is there. A failing store is logged;
    // the message is then tried once without it.
    void send(const std::string& topic, const std::string& payload, bool retain);

    void on_connected();
    void on_lost();
    void on_delivered(std::int64_t publish_id);

private:
    void send_pending();

    store::Store& store_;
    BrokerSession& broker_;
    std::map<std::int64_t, std::int64_t> sent_;  // publish id -> outbox id
    std::int64_t last_sent_ = 0;  // outbox id; later ones have not been sent in this connection
};

}  // namespace hearth::app
