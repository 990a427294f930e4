#include "store/inbox_cursor.hpp"

#include <string>

#include "store_sql_embedded.hpp"

namespace hearth::store {

Result<std::int64_t> InboxCursor::get() {
    auto statement = database_.query(store_sql::get_cursor);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    return statement->integer(0);
}

Status InboxCursor::advance(std::int64_t inbox_id) {
    if (auto status = database_.run(store_sql::advance_cursor, inbox_id); !status) return status;
    if (database_.changes() == 1) return {};
    return Error{ErrorCode::kInvalid, database_.path() + ": the inbox cursor cannot go back to " +
                                          std::to_string(inbox_id)};
}

}  // namespace hearth::store
