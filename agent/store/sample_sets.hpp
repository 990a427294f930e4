// SampleSets: the two sets of samples that a model keeps apart from the rest: its permanent anchor
// set and its replay buffer.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

struct ReplaySlotRow {
    std::int64_t slot = 0, sample_id = 0;
    std::string label;
};

struct ReplayHead {
    std::int64_t seed = 0, capacity = 0;
    std::int64_t last_id = 0;  // of the newest sample that was offered
    std::int64_t slots = 0;    // in use when it was stored
};

struct StoredReplay {
    ReplayHead head;
    std::vector<ReplaySlotRow> slots;  // by slot
    std::map<std::string, std::int64_t> seen;
};

class SampleSets {
public:
    using Ids = std::unordered_set<std::int64_t>;

    explicit SampleSets(Database& database) : database_(database) {}

    Result<Ids> anchor(const std::string& model);
    // Replaces the set; it is chosen once and lives as long as its samples.
    Status set_anchor(const std::string& model, const std::vector<std::int64_t>& sample_ids);

    Result<Ids> replay_ids(const std::string& model);
    // Nothing when the model has no buffer yet.
    Result<std::optional<StoredReplay>> replay(const std::string& model);
    // One slot, its label's count and the head.
    Status set_replay_slot(const std::string& model, const ReplaySlotRow& row);
    Status set_replay_seen(const std::string& model, const std::string& label, std::int64_t seen);
    Status set_replay_head(const std::string& model, const ReplayHead& head);
    Status clear_replay(const std::string& model);

private:
    Result<Ids> ids(std::string_view sql, const std::string& model);

    Database& database_;
};

}  // namespace hearth::store
