// VersionStore: the versions of each model and which one is active (at most one, held by the
// schema). Rows are never deleted, so that a version can always be traced to its run and data.
//
// States: "candidate", "shadow", "waiting" (for approval), "active", "previous", "rejected",
// "damaged", "deleted" (the file is gone). Loop thread. Every function works inside a caller's
// Transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/run.hpp"
#include "store/database.hpp"
#include "store/run_store.hpp"

namespace hearth::store {

class VersionStore {
public:
    VersionStore(Database& database, RunStore& runs) : database_(database), runs_(runs) {}

    // The number that the next version of a model will have.
    Result<std::int64_t> next_version(const std::string& model);
    // Stores it as "candidate". version.version 0: takes the next number. Returns the number.
    // kConflict when that number is in use.
    Result<std::int64_t> add_candidate(const ModelVersion& version);
    // In one transaction: the active version becomes "previous", this one "active", and the run (if
    // given) is updated. Also for a rollback to an earlier version. kNotFound; kConflict when its
    // file is damaged or deleted.
    Status activate(const std::string& model, std::int64_t version, const Run* run = nullptr);
    // Any state but "active" (activate does that). Taking it from the active version leaves the
    // model without one. kInvalid, kNotFound.
    Status mark(const std::string& model, std::int64_t version, const std::string& state);

    Result<std::optional<ModelVersion>> active(const std::string& model);
    // The newest in state "shadow".
    Result<std::optional<ModelVersion>> in_shadow(const std::string& model);
    Result<std::optional<ModelVersion>> get(const std::string& model, std::int64_t version);
    // Newest first; deleted ones included.
    Result<std::vector<ModelVersion>> list(const std::string& model, int limit = 100);
    // The version that a rollback goes to: the newest "previous" one below the active one's number,
    // else the newest "previous" one.
    Result<std::optional<ModelVersion>> rollback_target(const std::string& model);
    // Versions whose files may be deleted: not active, shadow, waiting, candidate or pinned, and
    // not among the keep_n newest of the rest. Oldest first. Call mark(…, "deleted") after deleting
    // the file.
    Result<std::vector<ModelVersion>> deletable(const std::string& model, int keep_n,
                                                std::optional<std::int64_t> pinned = {});

private:
    Database& database_;
    RunStore& runs_;
};

}  // namespace hearth::store
