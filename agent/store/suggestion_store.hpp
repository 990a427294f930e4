// SuggestionStore: what was proposed to the household, and what it said.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

struct SuggestionRow {
    std::string id;  // a ULID
    std::string key;
    std::string state;
    std::string source;
    TimeUs created_us = 0, changed_us = 0, due_us = 0;
    Json body = Json::object();
};

class SuggestionStore {
public:
    explicit SuggestionStore(Database& database) : database_(database) {}

    // kConflict for an id that exists.
    Status add(const SuggestionRow& row);
    // State, times and body. kNotFound.
    Status update(const SuggestionRow& row);
    Result<std::optional<SuggestionRow>> get(const std::string& id);
    // Newest first.
    Result<std::vector<SuggestionRow>> list(int limit);
    // All but those that expired before; newest first.
    Result<std::vector<SuggestionRow>> remembered(TimeUs expired_since_us);
    // Not answered, and their time has come: to expire or to come back; oldest first, at most 100.
    Result<std::vector<SuggestionRow>> due(TimeUs now_us);
    // An unknown one is no error.
    Status remove(const std::string& id);

private:
    Result<std::vector<SuggestionRow>> rows(Result<Statement> statement);

    Database& database_;
};

}  // namespace hearth::store
