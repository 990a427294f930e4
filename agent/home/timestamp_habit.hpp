// Learns whether a statestream sends last_updated and last_changed (publish_timestamps in Home
// Assistant), so that states need not wait for times that never come.
#pragma once

namespace hearth {

class TimestampHabit {
public:
    // A live time came.
    void note_time() {
        seen_ = true;
        silent_ = 0;
    }
    // A live state stayed without times.
    void note_silence() {
        if (silent_ < kSilencesThatTell) ++silent_;
    }

    bool sends_none() const { return silent_ >= kSilencesThatTell; }
    bool sends_times() const { return seen_ && !sends_none(); }

private:
    static constexpr int kSilencesThatTell = 5;
    bool seen_ = false;
    int silent_ = 0;  // states without times since the last time
};

}  // namespace hearth
