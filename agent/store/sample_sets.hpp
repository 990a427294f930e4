// SampleSets: the two sets of samples that a model keeps apart from the rest: its permanent anchor
// set and its replay buffer.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

class SampleSets {
public:
    explicit SampleSets(Database& database) : database_(database) {}

    Result<std::unordered_set<std::int64_t>> anchor(const std::string& model);
    // Replaces the set; it is chosen once and lives as long as its samples.
    Status set_anchor(const std::string& model, const std::vector<std::int64_t>& sample_ids);

    // Sample id to stratum.
    Result<std::map<std::int64_t, std::string>> replay(const std::string& model);
    Status add_replay(const std::string& model, std::int64_t sample_id, const std::string& stratum);
    Status remove_replay(const std::string& model, std::int64_t sample_id);

private:
    Database& database_;
};

}  // namespace hearth::store
