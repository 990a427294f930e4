// A made-up home as it is before anybody lives in it: sensors, activities with their scripts and
// times of day, the residents' habits, and how its log is written. Drawn broadly, so that homes
// differ as much as real ones: 6 to 72 sensors, strict and careless residents, logs of intervals,
// of activations alone, of every change, with chattering sensors and without.
#pragma once

#include <cstdint>
#include <vector>

#include "pattern_detection/prior/dice.hpp"

namespace hearth::pattern {

// One step of an activity: one of several sensors fires.
struct Step {
    std::vector<std::size_t> sensors;
    std::vector<double> weights;
    double skip = 0, repeat = 0;  // probabilities; repeat: once more, again and again
    double gap_s = 10, gap_sigma = 1;
};

struct Activity {
    std::vector<Step> steps;
    bool wanders = false;       // steps are drawn from `moves` instead of in order
    std::vector<double> moves;  // [step, step]: weights of what comes next
    double length = 4;          // of a wandering one, mean
    double swap = 0;            // probability that a step changes places with the next
    std::vector<double> hours, spreads, peaks;  // bumps of the day: middle, deviation, weight
    double any_time = .1;                       // weight besides the bumps
    double weekend = 1;                         // factor at the weekend
    double weight = 1;
    double rest_h = 1;              // at least about that long until it comes again
    std::vector<double> followers;  // by activity: factor on what comes right after
};

struct Resident {
    std::vector<Activity> activities;
    double wakes = 7, sleeps = 23;           // hours
    double pause_s = 1800, pause_sigma = 1;  // between activities
    double soon = .3, soon_s = 60;           // share of pauses that are short, and their median
    double night = .05;                      // factor on activity between sleeping and waking
};

enum class LogForm { kIntervals, kActivations, kChanges };

struct HomePlan {
    std::size_t sensors = 10;
    LogForm form = LogForm::kActivations;
    bool drops_repeats = false;
    std::vector<Resident> residents;
    std::vector<double> on_s;     // by sensor: how long it stays on, median
    std::vector<double> chatter;  // by sensor: probability of firing once more
    double chatter_s = 5;
    double noise = .02;        // probability of a stray sensor at a step
    double lost = .02;         // probability that a firing is not recorded
    double interrupted = .05;  // probability that an activity is left at a step
    double on_the_way = .2;    // probability of passing sensors between activities
    std::vector<std::size_t> passages;
    double changes_after = 2;  // share of the log after which habits change; above 1: never
    std::size_t rows = 1000;
};

HomePlan draw_home(Dice& dice);
// Another script and time for an activity: people change.
Activity draw_activity(Dice& dice, const HomePlan& plan, double care);

}  // namespace hearth::pattern
