// Progress of something long. On a terminal: lines at the bottom that are drawn again in place;
// elsewhere: a plain line every few seconds.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "core/clock.hpp"

namespace hearth::cli {

// "[██████░░░░]  63 %" with a bar of `width` columns. fraction: 0 to 1, clamped. Pure.
std::string bar(double fraction, std::size_t width);

class ProgressBar {
public:
    // width: columns of the terminal. The stream and the clock must outlive the bar.
    ProgressBar(std::ostream& stream, const Clock& clock, bool terminal, std::size_t width);
    ~ProgressBar();  // as finish()
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    // What to show now, one text a line, without colour codes of their own. Drawn at most ten times
    // a second; off a terminal only the first line, every five seconds, from the fifth second on.
    void show(const std::vector<std::string>& lines);
    // A line that stays, above the progress.
    void print(const std::string& text);
    // Takes the progress away.
    void finish();

private:
    void erase();
    void draw();

    std::ostream& stream_;
    const Clock& clock_;
    bool terminal_;
    std::size_t width_;
    std::vector<std::string> lines_;
    std::size_t drawn_ = 0;  // lines on the screen
    TimeUs next_us_;         // steady time from which to draw again
};

}  // namespace hearth::cli
