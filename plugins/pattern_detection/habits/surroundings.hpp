// What a habit may depend on beside the clock: who is at home, whether the sun is up, the weather.
//
// A circumstance is a set of labels that hold at once, such as "person.anna=home", or "nobody is at
// home" of all persons. That one of several is away is none: who comes home and does something was
// away just before. At most 32 are told apart. Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pattern_detection/habits/event_log.hpp"

namespace hearth::pattern {

class Surroundings {
public:
    using Mask = std::uint32_t;  // a bit for each circumstance

    explicit Surroundings(const EventLog& log);

    std::size_t size() const { return circumstances_.size(); }
    // Labels that hold together.
    const std::vector<std::string>& labels(std::size_t circumstance) const {
        return circumstances_[circumstance];
    }
    // Which of them held right after that time; 0 as long as nothing is known.
    Mask at(TimeUs time_us) const;
    // All persons that the log knows were away.
    bool nobody_home(TimeUs time_us) const;

private:
    struct Change {
        TimeUs time_us = 0;
        Mask mask = 0;
        bool nobody_home = false;
    };

    const Change* last_change(TimeUs time_us) const;

    std::vector<std::vector<std::string>> circumstances_;
    std::vector<Change> changes_;
};

}  // namespace hearth::pattern
