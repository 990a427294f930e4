#include "habits.hpp"

#include <fstream>
#include <random>

namespace hearth::conformance {

namespace {

constexpr TimeUs kMonday = 1'704'672'000 * kMicrosPerSecond;  // 2024-01-08 00:00 UTC

struct Step {
    int minute;  // of the day
    const char* entity;
    const char* state;
    bool target = true;
};

const std::vector<Step> kWeekday{{405, "binary_sensor.bedroom_motion", "on", false},
                                 {406, "light.bedroom", "on"},
                                 {412, "light.bathroom", "on"},
                                 {425, "light.bathroom", "off"},
                                 {427, "light.kitchen", "on"},
                                 {429, "switch.coffee", "on"},
                                 {470, "light.kitchen", "off"},
                                 {480, "lock.front_door", "locked"},
                                 {1050, "lock.front_door", "unlocked"},
                                 {1052, "light.hall", "on"},
                                 {1140, "media_player.tv", "playing"},
                                 {1350, "media_player.tv", "off"},
                                 {1352, "light.hall", "off"},
                                 {1360, "light.bedroom", "off"}};

const std::vector<Step> kWeekend{{545, "binary_sensor.bedroom_motion", "on", false},
                                 {546, "cover.bedroom", "open"},
                                 {555, "light.bathroom", "on"},
                                 {570, "light.bathroom", "off"},
                                 {575, "media_player.radio", "playing"},
                                 {580, "light.kitchen", "on"},
                                 {640, "light.kitchen", "off"},
                                 {700, "media_player.radio", "off"},
                                 {1150, "light.hall", "on"},
                                 {1200, "media_player.tv", "playing"},
                                 {1410, "media_player.tv", "off"},
                                 {1412, "light.hall", "off"},
                                 {1420, "cover.bedroom", "closed"}};

Json row_of(TimeUs time, const Step& step) {
    return {{"t", time},
            {"y", std::string(step.entity) + "=" + step.state},
            {"f",
             {{"entity", step.entity},
              {"state", step.state},
              {"origin", step.target ? "user" : "device"}}},
            {"w", 1},
            {"c", 1},
            {"target", step.target},
            {"src", "simulated"},
            {"g", ""}};
}

}  // namespace

std::vector<Json> make_habits(const Household& household) {
    std::mt19937_64 random(household.seed);
    const auto fraction = [&] { return static_cast<double>(random() >> 11) * 0x1.0p-53; };
    std::vector<Json> out;
    TimeUs last = 0;
    for (int day = 0; day < household.days; ++day) {
        const bool is_weekend = day % 7 >= 5;
        const std::vector<Step>& steps = is_weekend ? kWeekend : kWeekday;
        for (const Step& planned : steps) {
            Step step = planned;
            if (step.target && fraction() < household.chance) {
                const Step& other = steps[random() % steps.size()];
                if (other.target) step = {planned.minute, other.entity, other.state};
            }
            const auto jitter =
                static_cast<TimeUs>(fraction() * static_cast<double>(2 * kMicrosPerSecond * 20));
            last =
                std::max(last + kMicrosPerSecond, kMonday + day * kMicrosPerDay +
                                                      planned.minute * kMicrosPerMinute + jitter);
            out.push_back(row_of(last, step));
        }
    }
    return out;
}

Json header_for(const std::vector<Json>& rows, const std::string& kind) {
    return {{"hearth_dataset", 1},          {"kind", kind},
            {"time_zone", "Europe/Berlin"}, {"rows", rows.size()},
            {"new_after_us", nullptr},      {"simulated", true}};
}

void write_lines(const std::string& path, const std::vector<std::string>& lines) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    for (const std::string& line : lines) file << line << '\n';
}

void write_dataset(const std::string& path, const Json& header, const std::vector<Json>& rows) {
    std::vector<std::string> lines{header.dump()};
    for (const Json& row : rows) lines.push_back(row.dump());
    write_lines(path, lines);
}

std::size_t count_targets(const std::vector<Json>& rows) {
    std::size_t out = 0;
    for (const Json& row : rows) out += row.value("target", true);
    return out;
}

void shuffle_labels(std::vector<Json>& rows, std::size_t from_target, std::uint64_t seed) {
    std::vector<Json*> targets;
    for (Json& row : rows)
        if (row.value("target", true)) targets.push_back(&row);
    std::mt19937_64 random(seed);
    for (std::size_t i = targets.size(); i > from_target + 1; --i) {
        Json& a = *targets[i - 1];
        Json& b = *targets[from_target + random() % (i - from_target)];
        std::swap(a["y"], b["y"]);
        std::swap(a["f"], b["f"]);
    }
}

}  // namespace hearth::conformance
