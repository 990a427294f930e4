// The pause before the next connection attempt: doubles from failure to failure up to a bound, plus
// up to a fifth of chance so that clients of a restarted broker do not all come at once.
#pragma once

#include <chrono>

namespace hearth {

class Backoff {
public:
    using Milliseconds = std::chrono::milliseconds;

    // Precondition: 0 < first <= max.
    Backoff(Milliseconds first, Milliseconds max) : first_(first), max_(max), base_(first) {}

    // `chance` in [0, 1). Between first and 1.2 * max.
    Milliseconds next(double chance);
    void reset() { base_ = first_; }

private:
    Milliseconds first_, max_, base_;
};

}  // namespace hearth
