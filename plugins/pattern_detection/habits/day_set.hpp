// Weekdays, and sets of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hearth::pattern {

// 0 = Monday; `day` counts from 1970, which began on a Thursday.
constexpr int weekday_of(int day) { return (day % 7 + 10) % 7; }

class DaySet {
public:
    constexpr DaySet() = default;
    // Bit 0: Monday, to bit 6: Sunday.
    constexpr explicit DaySet(unsigned bits) : bits_(static_cast<std::uint8_t>(bits & 0x7F)) {}

    static constexpr DaySet every() { return DaySet(0x7F); }
    static constexpr DaySet workdays() { return DaySet(0x1F); }
    static constexpr DaySet weekend() { return DaySet(0x60); }

    constexpr bool has(int weekday) const { return (bits_ >> weekday & 1) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr bool operator==(const DaySet&) const = default;
    std::vector<int> weekdays() const;  // 0 = Monday, ascending

    // "every day", "on workdays", "on Saturdays and Sundays", "on Mondays".
    std::string words() const;

private:
    std::uint8_t bits_ = 0x7F;
};

}  // namespace hearth::pattern
