// The live feed: what happens in the agent, for whoever watches (server-sent events, MQTT state
// topics).
//
// Single-threaded: publish and subscribe on the event loop only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "core/json.hpp"

namespace hearth {

class Feed {
public:
    using Listener = std::function<void(const std::string& kind, const Json& body)>;

    // kind: "samples", "run", "decision", "prediction", "status", …
    void publish(const std::string& kind, const Json& body) const;

    // Returns a number for unsubscribe. A listener may unsubscribe itself while it is called.
    std::uint64_t subscribe(Listener listener);
    void unsubscribe(std::uint64_t id);

private:
    std::map<std::uint64_t, Listener> listeners_;
    std::uint64_t next_id_ = 1;
};

}  // namespace hearth
