// DropoutMask: which inputs or hidden units stay in a gradient step, and how much they count for
// the rest (Srivastava et al. 2014; the scaled form, so that nothing changes when nothing is
// dropped).
//
// The stream depends on its key alone (SplitMix64: Steele, Lea, Flood 2014), so that a resumed fit
// draws what an uninterrupted one would. Sixteen bits a number: LibTorch's own dropout draws a
// number for each, which takes a third of a small network's fit. Not thread-safe.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

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
        const float out = kept_or_not(bits_);
        bits_ >>= 16;
        --left_;
        return out;
    }

    // As many draws as `to` has room for; what is left of sixty-four bits begun is passed over.
    // Four at a time: many times as fast as one by one.
    void fill(std::span<float> to) {
        left_ = 0;
        if (threshold_ == 0) return std::fill(to.begin(), to.end(), 1.0F);
        std::size_t i = 0;
        for (; i + 4 <= to.size(); i += 4) {
            const std::uint64_t bits = mixed(state_ += kStep);
            for (std::size_t lane = 0; lane < 4; ++lane)
                to[i + lane] = kept_or_not(bits >> (16 * lane));
        }
        for (; i < to.size(); ++i) to[i] = next();
    }

private:
    static constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15ULL;

    // Without a branch: which it would be, nobody can predict.
    float kept_or_not(std::uint64_t bits) const {
        const std::uint32_t stays = (bits & 0xffff) >= threshold_ ? ~std::uint32_t{0} : 0;
        return std::bit_cast<float>(stays & std::bit_cast<std::uint32_t>(kept_));
    }

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
