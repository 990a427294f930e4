// The key by which the store knows a change again, whichever source and however often it came.
#pragma once

#include <string>

#include "domain/state_change.hpp"

namespace hearth {

// 16 raw bytes: 8 that grow with time (big endian, so that the keys of new changes stand together
// in the store's index), 8 of a hash. Of entity and time (updated_us, else the publisher's
// changed_us) when the source tells a time, so that both streams give the same key; else of entity,
// state and inbox_id, so that reading the inbox again after a crash does. Any thread.
std::string change_key(const StateChange& change);

}  // namespace hearth
