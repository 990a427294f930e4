// How long things last, from what began them to what ended them. Bounded memory. Not thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "pattern_detection/event.hpp"
#include "pattern_detection/habits/habit.hpp"

namespace hearth::pattern {

class Durations {
public:
    void observe(const Event& event);

    // The most frequent first, at most `top` of those seen at least four times.
    std::vector<Habit> most_frequent(std::size_t top) const;

private:
    static constexpr std::size_t kMaxEntries = 50'000;
    static constexpr std::size_t kKept = 32;  // newest durations of a label

    struct Spans {
        std::array<float, kKept> seconds{};
        std::uint32_t count = 0;
        void add(double value) { seconds[count++ % kKept] = static_cast<float>(value); }
        double median() const;
    };
    struct Activity {
        std::string label;  // what began it
        TimeUs since_us = 0;
    };

    std::unordered_map<std::string, Activity> active_;  // by entity
    std::unordered_map<std::string, Spans> spans_;      // by what began it
};

}  // namespace hearth::pattern
