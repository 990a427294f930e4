// Makes messages for the tests of the home room.
#pragma once

#include <string>
#include <utility>

#include "core/iso_time.hpp"
#include "domain/message.hpp"

namespace hearth::test {

// 2025-03-09T14:05:08 UTC: when the messages of the tables arrive.
inline constexpr TimeUs kArrival = 1'741'529'108'000'000;

inline InboundMessage message(std::string topic, std::string payload, bool retained = false) {
    InboundMessage out;
    out.inbox_id = 1;
    out.topic = std::move(topic);
    out.payload = std::move(payload);
    out.retained = retained;
    out.received_us = kArrival;
    return out;
}

// Precondition: text is an ISO time.
inline TimeUs at(const char* text) { return parse_iso_time(text).value(); }

}  // namespace hearth::test
