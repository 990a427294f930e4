// What has happened so far in the current group, and the row of facts that the next action is
// predicted from: the last symbols, the hour and weekday on the household's clock, gaps, the
// session, the run of equal symbols, the entities that are on, and when each symbol was last seen.
//
// Gaps are elapsed time (UTC), so that a change to daylight-saving time is no gap; hours are local.
// Not thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/time_zone.hpp"
#include "pattern_detection/active_set.hpp"
#include "pattern_detection/event.hpp"
#include "pattern_detection/vocabulary.hpp"

namespace hearth::pattern {

// Right after the newest event.
struct Moment {
    static constexpr std::size_t kDepth = 6;

    std::array<int, kDepth> recent;  // symbols, newest first; kNoSymbol where there is none
    std::array<double, 2> gap_s;     // seconds before the newest event and before the one before it
    double hour = 0;                 // 0 <= hour < 24
    int weekday = 0;                 // 0 = Monday to 6 = Sunday
    std::int64_t day = 0;            // days since 1970 on the household's calendar
    bool weekend = false;
    int session_position = 0;  // events of this session before the newest
    int session_first = kNoSymbol;
    int run_length = 0;  // how often the newest symbol came in a row
    int before_run = kNoSymbol;
    int before_before_run = kNoSymbol;  // the symbol before the run of before_run
    std::uint64_t active_set = 0;       // key of the set of entities that are on
    TimeUs time_us = 0;
    std::int64_t events = 0;  // in this group
};

class History {
public:
    static constexpr double kFirstGapS = 1e6;    // "gap" before the first event
    static constexpr double kSessionGapS = 900;  // a longer gap begins a session

    explicit History(TimeZone zone);

    // Appends an event. Another group than the last event's begins a new history.
    void push(const Event& event, int symbol);
    // Begins a new history unless `group` is that of the newest event: what is known before the
    // first event of that group. True when it began anew.
    bool enter_group(const std::string& group);

    const Moment& moment() const { return moment_; }
    bool empty() const { return moment_.events == 0; }

    // Symbols seen in this group, the most recent first.
    const std::vector<int>& by_recency() const { return by_recency_; }
    // Events since the symbol was last seen (0: the newest event), or -1: never in this group.
    std::int64_t events_since(int symbol) const;
    // Seconds from the newest event to `time_us`, not below 0 (some logs have times that go back).
    // Precondition: not empty().
    double seconds_until(TimeUs time_us) const;
    // How often the symbol came in the session and on the day (by the household's calendar) of the
    // newest event.
    int session_count(int symbol) const;
    int day_count(int symbol) const;
    // Seconds between the newest event and the last one with the symbol, not below 0. Precondition:
    // events_since(symbol) >= 0.
    double seconds_since(int symbol) const;

private:
    struct LastSeen {
        std::int64_t event = -1;
        TimeUs time_us = 0;
        std::int64_t session = -1, day = 0;  // of that event
        int in_session = 0, on_day = 0;
    };

    const LastSeen* find(int symbol) const;
    void reset();
    void follow_session(int symbol);
    void follow_run(int symbol);
    void follow_recency(int symbol);

    TimeZone zone_;
    std::string group_;
    Moment moment_;
    std::int64_t session_ = 0;  // number of the current one
    ActiveSet active_;
    std::vector<LastSeen> last_seen_;  // by symbol
    std::vector<int> by_recency_;
};

}  // namespace hearth::pattern
