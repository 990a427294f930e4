// What a plugin can say to the worker that runs it: progress, log lines, and "am I to stop?".
// A thin C++ face of hearth_host; also usable without any host (tests), then it is silent. For one
// thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sdk/hearth_plugin.h"

namespace hearth::sdk {

// One message of progress; what does not apply stays empty.
struct Progress {
    std::string_view phase;  // "featurize", "fit" or "evaluate"
    double fraction = 0;     // of this phase, 0 to 1
    std::size_t epoch = 0;   // from 1; 0: not in an epoch
    std::size_t epochs = 0;
    std::optional<double> train_loss, validation_loss;
};

class Host {
public:
    Host() = default;
    // `host` must outlive this object; null is allowed and means silence.
    explicit Host(const hearth_host* host) : host_(host) {}

    // Cheap; may be called for every row: what comes too soon after the last message of the same
    // phase and epoch is dropped.
    void progress(const Progress& progress) const;
    void info(std::string_view text) const { log(HEARTH_LOG_INFO, text); }
    void warning(std::string_view text) const { log(HEARTH_LOG_WARNING, text); }
    // Ask at least every few hundred milliseconds of work and return sdk::cancelled() when true.
    bool is_cancelled() const;

private:
    using Clock = std::chrono::steady_clock;

    bool is_too_soon(const Progress& progress) const;
    void log(hearth_log_level level, std::string_view text) const;
    const hearth_host* host_ = nullptr;
    // What was told last.
    mutable std::string told_phase_;
    mutable std::size_t told_epoch_ = 0;
    mutable Clock::time_point told_;
};

}  // namespace hearth::sdk
