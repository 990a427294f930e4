// The five fields of a cron expression as sets of values, read from text. Pure; any thread.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

#include "core/result.hpp"

namespace hearth::learning {

struct CronField {
    std::uint64_t values = 0;  // bit n: the value n
    bool star = false;         // the text begins with '*'

    bool has(int value) const { return (values >> value & 1U) != 0; }
    int count() const { return std::popcount(values); }
    // Precondition of both: count() > 0.
    int first() const { return std::countr_zero(values); }
    int last() const { return 63 - std::countl_zero(values); }
};

struct CronFields {
    CronField minute;   // 0 to 59
    CronField hour;     // 0 to 23
    CronField day;      // 1 to 31, of the month
    CronField month;    // 1 to 12
    CronField weekday;  // 0 = Sunday to 6 = Saturday

    // Does either of the two day fields suffice? As in Vixie cron: when neither begins with '*'.
    // Otherwise both have to match.
    bool either_day() const { return !day.star && !weekday.star; }
};

// Five fields, or one of @hourly @daily @midnight @weekly @monthly @yearly @annually. kInvalid
// names the field, what was found and what is allowed; also for a date that no year has (30
// February).
Result<CronFields> parse_cron_fields(std::string_view text);

}  // namespace hearth::learning
