// SampleStore: what the models learn from, each sample once, and how many were filtered and why.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "domain/sample.hpp"
#include "store/counters.hpp"
#include "store/database.hpp"

namespace hearth::store {

struct SampleQuery {
    std::string kind;
    TimeUs from_us = std::numeric_limits<TimeUs>::min();  // inclusive
    TimeUs to_us = std::numeric_limits<TimeUs>::max();    // exclusive
    std::int64_t after_id = 0;                            // only samples stored after this one
    // Only samples up to this one: fixes the set while new ones arrive between slices.
    std::int64_t through_id = std::numeric_limits<std::int64_t>::max();
};

// Where an export stands; starts before everything.
struct SamplePosition {
    TimeUs time_us = std::numeric_limits<TimeUs>::min();
    std::int64_t id = 0;
};

class SampleStore {
public:
    using OnSample = std::function<void(const Sample&)>;

    SampleStore(Database& database, Counters& counters, const Clock& clock)
        : database_(database), counters_(counters), clock_(clock) {}

    // False: a sample of that kind with that distinct key is there already (the caller counts it as
    // filtered). Sets sample.id when stored.
    Result<bool> insert(Sample& sample);

    Status count_filtered(const std::string& kind, const std::string& reason, std::int64_t n = 1);
    // Reason to count.
    Result<std::map<std::string, std::int64_t>> filtered(const std::string& kind);

    // Samples in order of time (then id), one call of on_sample each; nothing is held in memory.
    // The whole query in one go: for small sets and for tools.
    Status export_samples(const SampleQuery& query, const OnSample& on_sample);
    // The next at most max_rows of them; `position` moves on. True when there may be more.
    Result<bool> export_slice(const SampleQuery& query, SamplePosition& position, int max_rows,
                              const OnSample& on_sample);

    // The same from the newest sample back. Begin with a fresh position.
    Result<bool> newest_slice(const SampleQuery& query, SamplePosition& position, int max_rows,
                              const OnSample& on_sample);

    Result<std::optional<Sample>> sample(std::int64_t id);
    // The n newest by time, newest first.
    Result<std::vector<Sample>> latest(const std::string& kind, int n);
    // Rows there are now; O(1).
    std::int64_t count(const std::string& kind) const;
    // Highest id ever given to a sample of that kind; 0 if none; O(1).
    std::int64_t last_sample_id(const std::string& kind) const;
    // Times of the oldest and newest sample of that kind; nothing when there is none.
    Result<std::optional<TimeUs>> first_time(const std::string& kind);
    // When the first sample of that kind that is still there was stored.
    Result<std::optional<TimeUs>> first_stored(const std::string& kind);
    Result<std::optional<TimeUs>> last_time(const std::string& kind);
    // Kinds of which there are samples, with their number; O(number of kinds).
    std::map<std::string, std::int64_t> kinds() const;

private:
    Result<bool> read_slice(Result<Statement> rows, SamplePosition& position, int max_rows,
                            const OnSample& on_sample);

    Database& database_;
    Counters& counters_;
    const Clock& clock_;
};

}  // namespace hearth::store
