#include "fuzz/mutator.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace hearth::fuzz {

namespace {

using namespace std::string_view_literals;

constexpr std::array kWords = {"{"sv,
                               "}"sv,
                               "["sv,
                               "]"sv,
                               "\""sv,
                               ","sv,
                               ":"sv,
                               "null"sv,
                               "true"sv,
                               "NaN"sv,
                               "-"sv,
                               "1e308"sv,
                               "1e-400"sv,
                               "\\ud83d"sv,
                               "\\u0000"sv,
                               "\0"sv,
                               "\xff"sv,
                               "\xed\xa0\x80"sv,
                               "\xf4\x90\x80\x80"sv,
                               "/"sv,
                               "+"sv,
                               "#"sv,
                               "~"sv,
                               "%"sv,
                               "9223372036854775808"sv,
                               "-9223372036854775809"sv,
                               "99999999999999999999"sv,
                               "unavailable"sv,
                               "\n"sv,
                               "\r\n"sv,
                               " "sv,
                               "0x"sv};

}  // namespace

Mutator::Mutator(std::vector<std::string> seeds, std::uint64_t seed)
    : seeds_(std::move(seeds)), random_(seed) {}

std::string Mutator::next() {
    std::string out = seeds_[below(seeds_.size())];
    for (std::size_t changes = 1 + below(8); changes > 0; --changes) change(out);
    if (out.size() > kMaxBytes) out.resize(kMaxBytes);
    return out;
}

void Mutator::change(std::string& text) {
    const std::size_t at = below(text.size() + 1), length = below(std::size_t{1} << below(7));
    switch (below(6)) {
        case 0:
            if (at < text.size()) text[at] = static_cast<char>(random_());
            return;
        case 1: text.erase(at, length); return;
        case 2: text.insert(at, text.substr(at, length)); return;
        case 3: text.insert(at, kWords[below(kWords.size())]); return;
        case 4: text.insert(at, piece()); return;
        default:
            // Deep nesting and long values come by doubling.
            for (int i = 0; i < 4 && text.size() < kMaxBytes; ++i)
                text.insert(at, text.substr(at, length));
    }
}

std::string Mutator::piece() {
    const std::string& other = seeds_[below(seeds_.size())];
    return other.substr(below(other.size()), below(64));
}

}  // namespace hearth::fuzz
