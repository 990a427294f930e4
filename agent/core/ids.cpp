#include "core/ids.hpp"

#include <array>
#include <random>

namespace hearth {

std::string new_ulid(TimeUs now) {
    static constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::array<char, 26> text{};
    std::uint64_t milliseconds = static_cast<std::uint64_t>(now) / 1000;
    for (int i = 9; i >= 0; --i, milliseconds >>= 5)
        text[static_cast<std::size_t>(i)] = kAlphabet[milliseconds & 31];
    std::random_device random;
    for (std::size_t i = 10; i < text.size(); ++i) text[i] = kAlphabet[random() & 31];
    return {text.data(), text.size()};
}

}  // namespace hearth
