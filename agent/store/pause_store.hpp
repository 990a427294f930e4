// PauseStore: times in which nothing is learned: pauses and visits of guests.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

struct Pause {
    std::int64_t id = 0;
    std::string model;  // empty: all models
    std::string kind;   // "pause", "guest" or "vacation"
    TimeUs from_us = 0;
    TimeUs until_us = 0;  // 0: until it is ended
    std::string reason;
};

class PauseStore {
public:
    explicit PauseStore(Database& database) : database_(database) {}

    Status begin(const Pause& pause);
    // Ends those that are open at `now_us`; returns how many. They are not among take_ended().
    Result<std::int64_t> end(const std::string& model, const std::string& kind, TimeUs now_us);
    // Those that have not ended at `now_us`.
    Result<std::vector<Pause>> open(TimeUs now_us);
    // Those that have ended by themselves at `now_us`, each once.
    Result<std::vector<Pause>> take_ended(TimeUs now_us);

private:
    Result<std::vector<Pause>> list(std::string_view sql, TimeUs now_us);

    Database& database_;
};

}  // namespace hearth::store
