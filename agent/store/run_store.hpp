// RunStore: every training run that was ever started, the failed ones included.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "domain/run.hpp"
#include "store/counters.hpp"
#include "store/database.hpp"

namespace hearth::store {

class RunStore {
public:
    RunStore(Database& database, Counters& counters) : database_(database), counters_(counters) {}

    // kConflict when the id is in use.
    Status insert(const Run& run);
    // kNotFound.
    Status update(const Run& run);
    Result<std::optional<Run>> get(const std::string& id);
    // The one that was inserted last first, whatever the clock said; empty model: of all models.
    Result<std::vector<Run>> list(int limit, const std::string& model = {});
    // At start: runs that were queued or running when the daemon ended are marked as failed with
    // that reason. Returns them as they are now.
    Result<std::vector<Run>> fail_interrupted(const std::string& reason, TimeUs now_us);

private:
    Database& database_;
    Counters& counters_;
};

}  // namespace hearth::store
