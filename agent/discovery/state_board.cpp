#include "discovery/state_board.hpp"

#include <utility>

namespace hearth::discovery {

void StateBoard::put(StateMessage message, TimeUs pause_us) {
    Entry& entry = entries_[message.topic];
    entry.message = std::move(message);
    entry.pause_us = pause_us;
}

std::vector<StateMessage> StateBoard::take_due(TimeUs now_us) {
    std::vector<StateMessage> out;
    for (auto& [topic, entry] : entries_) {
        const bool early = entry.was_sent && now_us - entry.sent_us < entry.pause_us;
        const bool same = entry.was_sent && entry.sent == entry.message.payload;
        if (early || same) continue;
        entry.was_sent = true;
        entry.sent = entry.message.payload;
        entry.sent_us = now_us;
        out.push_back(entry.message);
    }
    return out;
}

void StateBoard::send_all_again() {
    for (auto& [topic, entry] : entries_) entry.was_sent = false;
}

}  // namespace hearth::discovery
