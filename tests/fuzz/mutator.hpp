// Changes inputs at random, always in the same way for the same seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace hearth::fuzz {

class Mutator {
public:
    // seeds: at least one.
    Mutator(std::vector<std::string> seeds, std::uint64_t seed);

    // A seed with one to eight changes: bytes flipped, cut out, doubled, put in, parts of other
    // seeds, words that parsers stumble over. At most kMaxBytes.
    std::string next();

    static constexpr std::size_t kMaxBytes = 64 * 1024;

private:
    std::size_t below(std::size_t end) { return end == 0 ? 0 : random_() % end; }
    void change(std::string& text);
    std::string piece();

    std::vector<std::string> seeds_;
    std::mt19937_64 random_;
};

}  // namespace hearth::fuzz
