// The recorded homes that models are measured on: where their logs lie and how they are read.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "recording/log_reader.hpp"
#include "recording/protocol.hpp"

namespace hearth::bench {

struct SharedSet {
    const char* name;
    const char* path;  // below the folder of the shared data
    ProtocolOptions protocol;
};

// `*`: repeats of a sensor dropped. smartthings-fr: its clean split.
inline std::vector<SharedSet> shared_sets() {
    const auto plain = [](bool drop_repeats) {
        return ProtocolOptions{SymbolKind::kActivations, drop_repeats};
    };
    return {{"kasteren-a", "kasteren-a/events.csv", plain(false)},
            {"kasteren-b*", "kasteren-b/events.csv", plain(true)},
            {"tapia-s1", "tapia-s1/events.csv", plain(false)},
            {"ordonez-a", "ordonez-a/events.csv", plain(false)},
            {"casas-on*", "casas-al-sample/events.csv.xz", plain(true)},
            {"casas", "casas-al-sample/events.csv.xz", {SymbolKind::kSensorState, false}},
            {"smartthings-fr", "smartthings-fr", plain(false)}};
}

inline std::string shared_folder() {
    if (const char* folder = std::getenv("HEARTH_SHARED_DATA")) return folder;
    return (std::filesystem::path(HEARTH_SOURCE_DIR) / "../shared/data").string();
}

}  // namespace hearth::bench
