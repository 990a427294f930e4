// InboxCursor: how far the inbox has been processed. It stands in hearth.db, so that it moves in
// the same transaction as what processing stores: a crash can neither lose nor count twice.
#pragma once

#include <cstdint>

#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

class InboxCursor {
public:
    explicit InboxCursor(Database& database) : database_(database) {}
    // Id of the newest processed message; 0 at first.
    Result<std::int64_t> get();
    // Call it inside the batch's Transaction. kInvalid when `inbox_id` is lower than now.
    Status advance(std::int64_t inbox_id);

private:
    Database& database_;
};

}  // namespace hearth::store
