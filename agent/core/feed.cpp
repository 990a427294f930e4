#include "core/feed.hpp"

#include <utility>

namespace hearth {

void Feed::publish(const std::string& kind, const Json& body) const {
    const auto present = listeners_;  // a listener may change the list
    for (const auto& [id, listener] : present)
        if (listeners_.contains(id)) listener(kind, body);
}

std::uint64_t Feed::subscribe(Listener listener) {
    listeners_.emplace(next_id_, std::move(listener));
    return next_id_++;
}

void Feed::unsubscribe(std::uint64_t id) { listeners_.erase(id); }

}  // namespace hearth
