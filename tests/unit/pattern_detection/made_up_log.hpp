// A log of a made-up household, with a miner that observes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "made_up_events.hpp"
#include "pattern_detection/habits/habit_miner.hpp"

namespace hearth::test {

struct MadeUpLog {
    pattern::HabitMiner miner{TimeZone::utc()};

    void add(const std::string& label, TimeUs time, bool active = true) {
        pattern::Event event = event_of(label, time);
        event.active = active;
        miner.observe(event);
    }
    // Signs of presence; surroundings: sun or weather.
    void add_context(const std::string& label, TimeUs time, bool surroundings = false) {
        pattern::Event event = event_of(label, time);
        event.target = false;
        event.surroundings = surroundings;
        miner.observe(event);
    }
    // rise, set: minutes after midnight of that day.
    void add_sun(TimeUs midnight, int rise, int set) {
        add_context("sun.sun=above_horizon", midnight + rise * kMicrosPerMinute, true);
        add_context("sun.sun=below_horizon", midnight + set * kMicrosPerMinute, true);
    }
    std::optional<pattern::Habit> find(pattern::Habit::Kind kind, const std::string& label) const {
        for (const pattern::Habit& habit : miner.clearest(1000))
            if (habit.kind == kind && habit.label == label) return habit;
        return std::nullopt;
    }
};

// Numbers that are the same on every machine (Knuth's linear congruential generator).
class Numbers {
public:
    explicit Numbers(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
    int below(int end) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(end));
    }
    // 0 < u < 1
    double uniform() { return (below(1'000'000) + .5) / 1e6; }

private:
    std::uint64_t state_;
};

}  // namespace hearth::test
