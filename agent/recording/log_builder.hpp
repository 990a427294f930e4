// Gathers the events of one log: gives sensors their entity ids, checks times and states, keeps to
// the limits. Shared by the readers of all formats.
#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "recording/entity_names.hpp"
#include "recording/line_source.hpp"
#include "recording/log_reader.hpp"

namespace hearth {

class LogBuilder {
public:
    LogBuilder(std::string path, LogFormat format, const ReadOptions& options);

    const ReadOptions& options() const { return options_; }
    EntityNames& names() { return names_; }
    EventLog& log() { return log_; }

    // Counts a row of the file; kTooLarge over options().max_rows.
    Status count_row();
    void add(LogEvent event) { log_.events.push_back(std::move(event)); }
    // The log in order of time.
    EventLog take();

private:
    ReadOptions options_;
    EntityNames names_;
    EventLog log_;
};

// A wall-clock time, or kInvalid in words (without the place).
Result<TimeUs> read_wall_time(std::string_view text);

// "ON" -> "on", "CLOSE" -> "closed"; other words as they are.
std::string normal_state(const std::string& word);

// Why a text cannot be a name or state: empty, too long. Empty if it can.
std::string objection_to_text(const std::string& what, const std::string& text);

// At most 60 bytes of a text from outside, in quotes, for messages.
std::string shown(const std::string& text);

}  // namespace hearth
