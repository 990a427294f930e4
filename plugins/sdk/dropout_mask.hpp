// DropoutMask: which inputs or hidden units stay in a gradient step, and how much they count for
// the rest (Srivastava et al. 2014; the scaled form, so that nothing changes when nothing is
// dropped).
//
// The stream depends on its key alone (SplitMix64: Steele, Lea, Flood 2014), so that a resumed fit
// draws what an uninterrupted one would. Sixteen bits a number: LibTorch's own dropout draws a
// number for each, which takes a third of a small network's fit. Not thread-safe.
#pragma once

#include <cstdint>

namespace hearth::sdk {

class DropoutMask {
public:
    // share: of what is dropped, 0 <= share < 1, in steps of 1/65536.
    DropoutMask(std::uint64_t key, double share)
        : state_(key),
          threshold_(static_cast<std::uint32_t>(share * 65536)),
          kept_(threshold_ == 0 ? 1.0F : static_cast<float>(1 / (1 - share))) {}

    // 0 with the probability `share`, else 1 / (1 - share).
    float next() {
        if (threshold_ == 0) return 1;
        if (left_ == 0) {
            bits_ = mixed(state_ += kStep);
            left_ = 4;
        }
        const auto draw = static_cast<std::uint32_t>(bits_ & 0xffff);
        bits_ >>= 16;
        --left_;
        return draw < threshold_ ? 0.0F : kept_;
    }

private:
    static constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15ULL;

    static std::uint64_t mixed(std::uint64_t value) {
        value += kStep;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
        value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
        return value ^ (value >> 31);
    }

    std::uint64_t state_, bits_ = 0;
    std::uint32_t threshold_;
    float kept_;
    int left_ = 0;
};

}  // namespace hearth::sdk
