// DropoutMask: which inputs or hidden units stay in a gradient step, and how much they count for
// the rest (Srivastava et al. 2014; the scaled form, so that nothing changes when nothing is
// dropped).
//
// The stream depends on its key alone, so that a resumed fit draws what an uninterrupted one would.
// Sixteen bits a number: LibTorch's own dropout draws a number for each, which takes a third of a
// small network's fit. Not thread-safe.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/split_mix.hpp"

namespace hearth::sdk {

class DropoutMask {
public:
    // share: of what is dropped, 0 <= share < 1, in steps of 1/65536.
    DropoutMask(std::uint64_t key, double share)
        : state_(key + kSplitMixStep),
          threshold_(static_cast<std::uint32_t>(share * 65536)),
          kept_(threshold_ == 0 ? 1.0F : static_cast<float>(1 / (1 - share))) {}

    // Each 0 with the probability `share`, else 1 / (1 - share).
    void fill(std::span<float> to) {
        if (threshold_ == 0) return std::fill(to.begin(), to.end(), kept_);
        for (std::size_t i = 0; i < to.size(); i += kLanes) {
            const std::uint64_t bits = split_mix(state_ += kSplitMixStep);
            for (std::size_t lane = 0; lane < std::min(kLanes, to.size() - i); ++lane)
                to[i + lane] = kept_or_not(bits >> (16 * lane));
        }
    }

private:
    static constexpr std::size_t kLanes = 4;  // draws of one number

    // Without a branch: which it would be, nobody can predict.
    float kept_or_not(std::uint64_t bits) const {
        const std::uint32_t stays = (bits & 0xffff) >= threshold_ ? ~std::uint32_t{0} : 0;
        return std::bit_cast<float>(stays & std::bit_cast<std::uint32_t>(kept_));
    }

    std::uint64_t state_;
    std::uint32_t threshold_;
    float kept_;
};

}  // namespace hearth::sdk
