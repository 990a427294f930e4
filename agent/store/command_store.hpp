// CommandStore: commands of the last minutes that changed something, with their answers, so that
// one which is repeated after a restart does not run again.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

struct StoredCommand {
    std::string id;
    std::string fingerprint;  // raw bytes; equal for equal commands
    TimeUs begun_us = 0;
    std::string reply;  // JSON; empty: not answered
};

class CommandStore {
public:
    explicit CommandStore(Database& database) : database_(database) {}

    // Replaces a row of that id.
    Status add(const StoredCommand& command);
    Status set_reply(const std::string& id, const std::string& reply);
    // Rows begun before that go.
    Status remove_before(TimeUs time_us);
    // Oldest first.
    Result<std::vector<StoredCommand>> list();

private:
    Database& database_;
};

}  // namespace hearth::store
