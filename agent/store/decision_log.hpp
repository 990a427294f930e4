// DecisionLog: every run's end, change of a threshold, verdict on a candidate and act of the user,
// each with its reason. Rows are only added.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/decision.hpp"
#include "store/database.hpp"

namespace hearth::store {

class DecisionLog {
public:
    explicit DecisionLog(Database& database) : database_(database) {}

    // Sets decision.id.
    Status add(Decision& decision);
    // Newest first. Empty model or kind: all.
    Result<std::vector<Decision>> list(int limit, const std::string& model = {},
                                       const std::string& kind = {});

private:
    Database& database_;
};

}  // namespace hearth::store
