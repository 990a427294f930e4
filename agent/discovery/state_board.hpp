// The messages that entities read their states from: which of them are to be sent now. One is sent
// when it has changed, and not more often than its pause allows; the newest payload is what counts.
// Event loop only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/clock.hpp"

namespace hearth::discovery {

struct StateMessage {
    std::string topic, payload;
    bool retain = true;
};

class StateBoard {
public:
    // pause_us: from one sending of the topic to the next.
    void put(StateMessage message, TimeUs pause_us);
    // steady clock. What it gives counts as sent.
    std::vector<StateMessage> take_due(TimeUs now_us);
    // Whoever listens knows nothing: all is to be sent again.
    void send_all_again();

private:
    struct Entry {
        StateMessage message;
        std::string sent;
        TimeUs pause_us = 0, sent_us = 0;
        bool was_sent = false;
    };
    std::map<std::string, Entry> entries_;  // by topic
};

}  // namespace hearth::discovery
