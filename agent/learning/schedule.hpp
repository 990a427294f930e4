// The schedule of one model: does its cron expression call for a run now? Pure.
//
// Slots that passed unnoticed (the machine was off) are made up for by ONE run, if the last of them
// is not too old; what is too old is skipped, and said. A slot calls for a run once, also when the
// clock jumps back. Where the clock is more than a week before what has been handled, one of the
// two is wrong; the schedule then goes on by the clock it has, and still knows the old mark when
// the clock comes back (a Raspberry Pi that starts in 1970 until it finds the time).
//
// Not thread-safe; one owner.
#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/time_zone.hpp"
#include "learning/cron.hpp"
#include "learning/schedule_state.hpp"

namespace hearth::learning {

struct ScheduleRules {
    TimeUs catch_up_within_us = kMicrosPerDay;          // a slot older than this is skipped
    TimeUs on_time_within_us = 300 * kMicrosPerSecond;  // a slot older than this was missed
};

struct ScheduleCheck {
    bool fire = false;
    std::optional<TimeUs> slot_us;  // the slot that calls for the run; UTC
    // Slots that had no run in time, all made up for by this run (itself among them when it is
    // late). Counted up to kMostCounted.
    int missed = 0;
    int skipped = 0;                // slots that get no run at all; counted up to kMostCounted
    std::optional<TimeUs> next_us;  // strictly later than now; nothing while stopped
    std::string words;              // the above as a sentence, times in the home's zone
    bool changed = false;           // the state is to be stored
};

class Schedule {
public:
    static constexpr int kMostCounted = 1'000;

    // A state made for another expression or zone keeps only `stopped`.
    Schedule(CronExpression cron, TimeZone zone, ScheduleRules rules, ScheduleState state);

    // A slot that calls for a run is handled from then on: store state() together with the wanted
    // run. If the program ends before, the stored state lets the slot call again.
    // The first check of a new schedule never fires: what was before it was not missed.
    ScheduleCheck check(TimeUs now);

    // Slots that pass while it is stopped are not missed. Starting what is started does nothing.
    void start(TimeUs now);
    void stop() { state_.stopped = true; }

    const ScheduleState& state() const { return state_; }
    const CronExpression& cron() const { return cron_; }

private:
    std::optional<TimeUs>& mark(TimeUs now);
    std::optional<TimeUs> last_slot(TimeUs after, TimeUs until) const;
    int count_slots(TimeUs after, TimeUs until) const;
    void judge_slot(TimeUs slot, TimeUs handled, TimeUs now, ScheduleCheck& out) const;
    std::string local_text(TimeUs time) const;
    std::string words_for(const ScheduleCheck& check, TimeUs handled, TimeUs now) const;
    std::string late_words(const ScheduleCheck& check, TimeUs now) const;
    std::string skipped_words(const ScheduleCheck& check) const;

    CronExpression cron_;
    TimeZone zone_;
    ScheduleRules rules_;
    ScheduleState state_;
};

}  // namespace hearth::learning
