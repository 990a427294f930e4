// The address of the broker, checked and in the form that Paho takes.
#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"

namespace hearth {

struct BrokerUri {
    std::string text;  // tcp://… or ssl://…
    bool tls = false;
};

// Takes tcp://, ssl:// and their other names mqtt:// and mqtts://. kInvalid for anything else; the
// error never repeats the text, which may carry a password by mistake.
Result<BrokerUri> parse_broker_uri(std::string_view text);

}  // namespace hearth
