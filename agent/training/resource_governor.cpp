#include "training/resource_governor.hpp"

namespace hearth::training {

namespace {
constexpr TimeUs kReadPause = 10 * kMicrosPerSecond;
}

const learning::MachineState& ResourceGovernor::machine() {
    const TimeUs now = clock_.steady_us();
    if (!read_us_ || now - *read_us_ >= kReadPause) {
        machine_ = probe_.read();
        read_us_ = now;
    }
    return machine_;
}

std::vector<learning::Blocker> ResourceGovernor::objections() {
    return learning::objections(machine(), rules_, clock_.wall_us(), zone_, state_);
}

}  // namespace hearth::training
