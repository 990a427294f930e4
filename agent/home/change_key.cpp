#include "home/change_key.hpp"

#include "core/hash.hpp"

namespace hearth {

std::string change_key(const StateChange& change) {
    if (change.updated_us != 0)
        return content_key({change.entity_id, std::to_string(change.updated_us)});
    if (change.time_known)
        return content_key({change.entity_id, std::to_string(change.changed_us)});
    return content_key({change.entity_id, change.new_state, std::to_string(change.inbox_id)});
}

}  // namespace hearth
