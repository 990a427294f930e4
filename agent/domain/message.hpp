// A message as it came from the broker, before anyone has understood it.
#pragma once

#include <cstdint>
#include <string>

#include "core/clock.hpp"

namespace hearth {

struct InboundMessage {
    std::int64_t inbox_id = 0;  // position in the inbox; grows with arrival
    std::string topic;
    std::string payload;    // raw bytes; hostile until parsed
    bool retained = false;  // a snapshot that the broker kept, not something that happens now
    TimeUs received_us = 0;
};

}  // namespace hearth
