// DriftStore: what each version learned from, as distributions, and the last comparison with them.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

struct StoredDrift {
    Json reference = Json::object();
    Json report = Json::object();  // of the last comparison; empty: none yet
    TimeUs assessed_us = 0;        // when that was; 0: never
    std::string told_state = "unknown";
    TimeUs told_us = 0;
};

class DriftStore {
public:
    explicit DriftStore(Database& database) : database_(database) {}

    Result<std::optional<StoredDrift>> get(const std::string& model, std::int64_t version);
    Status set_reference(const std::string& model, std::int64_t version, const Json& reference);
    // All but the reference; does nothing when the version has none.
    Status set_assessment(const std::string& model, std::int64_t version, const StoredDrift& drift);

private:
    Database& database_;
};

}  // namespace hearth::store
