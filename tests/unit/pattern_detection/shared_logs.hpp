// Logs of real homes for measuring, where they are present: ../shared/data beside the repository,
// or the folder named by HEARTH_SHARED_DATA. They are never part of the repository; tests that need
// them say so and pass over when they are absent.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "core/iso_time.hpp"
#include "pattern_detection/event.hpp"

namespace hearth::test {

inline std::string shared_data_folder() {
    if (const char* folder = std::getenv("HEARTH_SHARED_DATA")) return folder;
    return (std::filesystem::path(HEARTH_SOURCE_DIR) / "../shared/data").string();
}

// The fields of a line; quoted fields lose their quotes.
inline std::vector<std::string> csv_fields(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            fields.emplace_back();
        } else if (c != '\r') {
            fields.back() += c;
        }
    }
    return fields;
}

// events.csv of an activity home as events of sensors (columns start, end, then the identity);
// nothing when the file is absent.
inline std::optional<std::vector<pattern::Event>> read_activity_log(const std::string& home,
                                                                    bool drop_repeats) {
    std::ifstream file(std::filesystem::path(shared_data_folder()) / home / "events.csv");
    if (!file) return std::nullopt;
    std::vector<pattern::Event> events;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        const std::vector<std::string> fields = csv_fields(line);
        pattern::Event event;
        // Ordonez: location, type, place; the others: id, name.
        event.label = fields[2];
        if (fields.size() == 5) event.label.append(1, ' ').append(fields[4]);
        event.entity = event.label;
        event.time_us = parse_local_time(fields[0]).value();
        event.until_us = parse_local_time(fields[1]);
        if (drop_repeats && !events.empty() && events.back().label == event.label) continue;
        events.push_back(event);
    }
    return events;
}

}  // namespace hearth::test
