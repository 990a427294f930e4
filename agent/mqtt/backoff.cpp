#include "mqtt/backoff.hpp"

#include <algorithm>

namespace hearth {

Backoff::Milliseconds Backoff::next(double chance) {
    const Milliseconds pause = base_;
    base_ = std::min(max_, base_ * 2);
    const auto extra = static_cast<double>(pause.count()) * 0.2 * chance;
    return pause + Milliseconds(static_cast<Milliseconds::rep>(extra));
}

}  // namespace hearth
