#include "simulation/house_calendar.hpp"

#include "simulation/calendar_date.hpp"

namespace hearth::simulation {

HouseCalendar::HouseCalendar(std::int64_t first_day, int weeks, Random random) {
    const std::int64_t monday = first_day - weekday_of_day(first_day);
    constexpr int kBlock = 4;
    for (int week = 0; week <= weeks; week += kBlock) add_block(monday + week * 7, random);
}

void HouseCalendar::add_block(std::int64_t monday, Random& random) {
    const std::int64_t guest_week = random.between(std::int64_t{0}, 3);
    const std::int64_t away_week = (guest_week + random.between(std::int64_t{1}, 3)) % 4;
    for (int day = 4; day <= 6; ++day) guest_.insert(monday + guest_week * 7 + day);
    for (int day = 5; day <= 6; ++day) away_.insert(monday + away_week * 7 + day);
    const auto workday = [&] {
        const std::int64_t week = random.between(std::int64_t{0}, 3);
        return monday + week * 7 + random.between(std::int64_t{0}, 4);
    };
    holidays_.insert(workday());
    const bool anna = random.chance(0.5);
    (anna ? anna_sick_ : ben_sick_).insert(workday());
}

DayFacts HouseCalendar::facts(std::int64_t day) const {
    DayFacts facts;
    facts.weekday = weekday_of_day(day);
    facts.free = facts.weekday >= 5 || holidays_.contains(day);
    facts.anna_sick = anna_sick_.contains(day) && !facts.free;
    facts.ben_sick = ben_sick_.contains(day) && !facts.free;
    facts.guest = guest_.contains(day);
    facts.away = away_.contains(day);
    return facts;
}

bool applies(DayKind kind, const DayFacts& day) {
    switch (kind) {
        case DayKind::kEveryDay: return true;
        case DayKind::kWorkdays: return !day.free;
        case DayKind::kFreeDays: return day.free;
        case DayKind::kMonWedFri: return !day.free && day.weekday % 2 == 0;
        case DayKind::kTueThu: return !day.free && day.weekday % 2 == 1;
    }
    return false;
}

}  // namespace hearth::simulation
