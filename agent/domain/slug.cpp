#include "domain/slug.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/utf8.hpp"

namespace hearth {

namespace {

constexpr std::size_t kMaxLength = 200;

// Words of one text, counted from `first`.
struct Alphabet {
    char32_t first, last;
    std::string_view words;  // separated by spaces; "." stands for a separator, "-" for nothing
};

// Upper and lower case alike; what the letters are called in ASCII.
constexpr std::array<Alphabet, 4> kAlphabets = {{
    {0xC0, 0xFF,
     "a a a a a a ae c e e e e i i i i d n o o o o o . o u u u u y th ss "
     "a a a a a a ae c e e e e i i i i d n o o o o o . o u u u u y th y"},
    {0x100, 0x17F,
     "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h i i i i i i "
     "i i i i ij ij j j k k k l l l l l l l l l l n n n n n n n ng ng o o o o o o oe oe r r r r r "
     "r "
     "s s s s s s s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s"},
    {0x410, 0x42F, "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia"},
    {0x430, 0x44F, "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia"},
}};

std::string_view word_at(std::string_view words, std::size_t index) {
    for (; index > 0; --index) words.remove_prefix(words.find(' ') + 1);
    return words.substr(0, words.find(' '));
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t out = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) out = (out << 6) | (byte(at + i) & 0x3FU);
    at += length;
    return out;
}

bool is_combining_mark(char32_t c) { return c >= 0x300 && c <= 0x36F; }
// Symbols and punctuation between the letters of Latin-1, general punctuation, arrows, emoji.
bool is_symbol(char32_t c) {
    return c < 0xC0 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F000 && c <= 0x1FAFF);
}

std::string hex(char32_t c) {
    std::string out;
    for (auto rest = static_cast<std::uint32_t>(c); rest > 0; rest >>= 4)
        out.insert(out.begin(), "0123456789abcdef"[rest & 0xF]);
    return out;
}

// The characters of an entity id that a code point becomes; "." for a separator.
std::string ascii_of(char32_t c) {
    if (c >= 'A' && c <= 'Z') return {static_cast<char>(c - 'A' + 'a')};
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return {static_cast<char>(c)};
    if (is_combining_mark(c)) return "-";
    if (c == 0x401 || c == 0x451) return "e";
    for (const Alphabet& alphabet : kAlphabets)
        if (c >= alphabet.first && c <= alphabet.last)
            return std::string(word_at(alphabet.words, c - alphabet.first));
    return is_symbol(c) ? "." : "u" + hex(c);
}

}  // namespace

std::string slug(std::string_view name) {
    const std::string text = is_utf8(name) ? std::string(name) : utf8_excerpt(name, name.size());
    std::string out;
    for (std::size_t at = 0; at < text.size() && out.size() < kMaxLength;) {
        const std::string word = ascii_of(next_code_point(text, at));
        if (word == "-") continue;
        if (word != ".")
            out += word;
        else if (!out.empty() && out.back() != '_')
            out.push_back('_');
    }
    out.resize(std::min(out.size(), kMaxLength));
    while (!out.empty() && out.back() == '_') out.pop_back();
    return out.empty() ? "unnamed" : out;
}

}  // namespace hearth
