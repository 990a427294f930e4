// How one version did on one thing that really happened.
#pragma once

#include <cstdint>

#include "core/clock.hpp"

namespace hearth {

struct LiveScore {
    std::int64_t version = 0;  // 0: the fallback
    std::int64_t sample_id = 0;
    TimeUs time_us = 0;
    double top1 = 0;             // 1: the first answer was right
    double reciprocal_rank = 0;  // 1 / rank of what happened; 0: not among the answers
    double log_loss = 0;         // -ln of the probability it was given; natural logarithm
};

}  // namespace hearth
