// DroppedSamples: the newest rows that the quality filter left out, each with its reason, so that
// "why is it not learning from this?" has an answer.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

struct DroppedSample {
    std::int64_t id = 0;
    std::string kind, reason, entity_id, label;
    TimeUs time_us = 0;
};

inline constexpr std::int64_t kDroppedRows = 5000;

class DroppedSamples {
public:
    DroppedSamples(Database& database, const Clock& clock) : database_(database), clock_(clock) {}

    // Keeps the newest kDroppedRows.
    Status add(const DroppedSample& dropped);
    // Newest first.
    Result<std::vector<DroppedSample>> list(const std::string& kind, int limit);

private:
    Database& database_;
    const Clock& clock_;
};

}  // namespace hearth::store
