// A cron expression: at which minutes of the home's local time something is to happen.
//
// Right across daylight-saving changes, following Vixie cron (cron(8), "daylight saving time")
// where it says something:
//  * What the spring gap skips happens once, at the moment of the change. Only expressions whose
//    hour is a wildcard (*/5 * * * *, 30 * * * *) just go on: their next turn is near.
//  * What the autumn overlap shows twice happens once, the first time, unless the minute or the
//    hour is a wildcard; those go on in real time through both.
// A field is a wildcard when it begins with '*' or names every value.
//
// Immutable; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "core/time_zone.hpp"
#include "learning/cron_fields.hpp"

namespace hearth::learning {

class CronExpression {
public:
    // Five fields: minute (0-59), hour (0-23), day-of-month (1-31), month (1-12 or jan-dec),
    // day-of-week (0-7 or sun-sat; 0 and 7 are Sunday); each '*', a value, a range (days of the
    // week may wrap: fri-mon), any of them with a step (5/15: from 5 to the end), or a list of
    // these. Or
    // @hourly and the like. kInvalid: see parse_cron_fields.
    static Result<CronExpression> parse(std::string_view text);

    // The first time strictly later than `utc`; a whole minute, but for a change of the clocks
    // within a minute. Nothing only beyond the years 1 to 9999.
    std::optional<TimeUs> next_after(TimeUs utc, const TimeZone& zone) const;

    // As given, without blanks around it.
    const std::string& text() const { return text_; }
    // "Sundays at 03:00"; the expression itself where words would be clumsy.
    std::string in_words() const;

private:
    CronExpression(std::string text, const CronFields& fields);
    std::optional<TimeUs> next_wall(TimeUs wall) const;
    std::optional<int> next_minute_of_day(int from) const;
    std::optional<std::int64_t> next_day(std::int64_t from) const;

    std::string text_;
    CronFields fields_;
    bool happens_late_in_gap_ = true;
    bool repeats_in_overlap_ = false;
};

}  // namespace hearth::learning
