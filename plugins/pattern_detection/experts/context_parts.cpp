#include "pattern_detection/experts/context_parts.hpp"

namespace hearth::pattern {
namespace {

constexpr std::array<double, 12> kFineGaps{1, 3, 6, 10, 20, 40, 60, 120, 300, 900, 3600, 14400};
constexpr std::array<double, 5> kCoarseGaps{5, 30, 120, 900, 7200};
constexpr std::array<double, 6> kSessionPositions{1, 2, 3, 5, 8, 13};

}  // namespace

int fine_gap(const Moment& moment) { return bucket_of(moment.gap_s[0], kFineGaps); }
int coarse_gap(const Moment& moment, std::size_t back) {
    return bucket_of(moment.gap_s[back], kCoarseGaps);
}
int three_hours(const Moment& moment) { return static_cast<int>(moment.hour / 3); }
int hour(const Moment& moment) { return static_cast<int>(moment.hour); }
int session_position(const Moment& moment) {
    return bucket_of(static_cast<double>(moment.session_position), kSessionPositions);
}

}  // namespace hearth::pattern
