// A made-up household as a dataset, for training: what follows the door depends on the hour and on
// the event before it, which no Markov chain of order 1 can know.
#pragma once

#include <string>

#include "sdk/plugin.hpp"

namespace hearth::test {

inline constexpr TimeUs kMonday = 1'704'067'200 * kMicrosPerSecond;  // 2024-01-01 00:00 UTC

inline sdk::Row row_of(const std::string& label, TimeUs time_us) {
    sdk::Row row;
    row.label = label;
    row.time_us = time_us;
    const std::size_t sign = label.find('=');
    row.features = {{"entity", label.substr(0, sign)}, {"state", label.substr(sign + 1)}};
    return row;
}

// Small pseudo-random numbers, the same on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t roll(std::uint64_t sides) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return (state_ >> 33) % sides;
    }

private:
    std::uint64_t state_;
};

inline sdk::Dataset made_up_home(std::size_t rows, std::uint64_t seed = 1) {
    sdk::Dataset dataset;
    dataset.kind = "interaction";
    dataset.time_zone = "UTC";
    Dice dice(seed);
    TimeUs time = kMonday;
    while (dataset.rows.size() < rows) {
        time += static_cast<TimeUs>(20 + dice.roll(100)) * kMicrosPerMinute;
        const bool evening = time / kMicrosPerHour % 24 >= 17;
        dataset.rows.push_back(row_of("binary_sensor.door=on", time));
        const bool surprise = dice.roll(10) == 0;
        const char* next = surprise  ? "switch.kettle=on"
                           : evening ? "light.hall=on"
                                     : "fan.hall=on";
        dataset.rows.push_back(row_of(next, time += 20 * kMicrosPerSecond));
        if (dice.roll(3) == 0)
            dataset.rows.push_back(
                row_of("media_player.tv=playing", time += 90 * kMicrosPerSecond));
    }
    dataset.rows.resize(rows);
    return dataset;
}

inline sdk::TrainInput train_input(sdk::Dataset dataset, const std::string& output,
                                   const std::vector<sdk::OptionSpec>& declared) {
    sdk::TrainInput input{{}, std::move(dataset), {}, *sdk::Options::read(nullptr, declared), {},
                          {}};
    input.request.output = output;
    input.request.seed = 3;
    input.split = *sdk::split_dataset(input.dataset, input.request.split);
    return input;
}

}  // namespace hearth::test
