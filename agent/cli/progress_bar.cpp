#include "cli/progress_bar.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include "cli/text.hpp"

namespace hearth::cli {

namespace {
constexpr TimeUs kRedrawUs = kMicrosPerSecond / 10;
constexpr TimeUs kPlainUs = 5 * kMicrosPerSecond;
}  // namespace

std::string bar(double fraction, std::size_t width) {
    const double part = std::isfinite(fraction) ? std::clamp(fraction, 0.0, 1.0) : 0.0;
    const auto full = static_cast<std::size_t>(part * static_cast<double>(width));
    std::string out = "[";
    for (std::size_t i = 0; i < width; ++i) out += i < full ? "█" : "░";
    // Never "100 %" before it is done.
    std::string percent = std::to_string(static_cast<int>(std::floor(part * 100)));
    percent.insert(0, 4 - percent.size(), ' ');
    return out + "]" + percent + " %";
}

ProgressBar::ProgressBar(std::ostream& stream, const Clock& clock, bool terminal, std::size_t width)
    : stream_(stream),
      clock_(clock),
      terminal_(terminal),
      width_(width),
      next_us_(clock.steady_us() + (terminal ? 0 : kPlainUs)) {}

ProgressBar::~ProgressBar() { finish(); }

void ProgressBar::show(const std::vector<std::string>& lines) {
    lines_ = lines;
    if (clock_.steady_us() < next_us_) return;
    next_us_ = clock_.steady_us() + (terminal_ ? kRedrawUs : kPlainUs);
    if (terminal_) {
        erase();
        draw();
    } else if (!lines_.empty()) {
        stream_ << lines_.front() << std::endl;
    }
}

void ProgressBar::print(const std::string& text) {
    erase();
    stream_ << text;
    if (text.empty() || text.back() != '\n') stream_ << '\n';
    if (terminal_) draw();
    stream_.flush();
}

void ProgressBar::finish() {
    erase();
    lines_.clear();
    stream_.flush();
}

// Up to the first line, and away with all below.
void ProgressBar::erase() {
    if (drawn_ > 0) stream_ << "\x1b[" << drawn_ << "A\r\x1b[J";
    drawn_ = 0;
}

void ProgressBar::draw() {
    // A line that wraps would take two: the count for the way back up must be right.
    for (const std::string& line : lines_) stream_ << fit(line, width_ - 1) << '\n';
    drawn_ = lines_.size();
    stream_.flush();
}

}  // namespace hearth::cli
