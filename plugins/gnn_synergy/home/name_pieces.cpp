#include "gnn_synergy/home/name_pieces.hpp"

#include <algorithm>
#include <string>

namespace hearth::synergy {
namespace {

constexpr std::size_t kMostPieces = 16;

// FNV-1a.
std::uint32_t hash(std::string_view word) {
    std::uint32_t out = 2166136261U;
    for (const char c : word) out = (out ^ static_cast<unsigned char>(c)) * 16777619U;
    return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_of_any_language(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 128;
}

}  // namespace

std::vector<std::uint32_t> name_pieces(std::string_view name) {
    std::vector<std::uint32_t> out;
    std::string word;
    bool has_letter = false;
    const auto end_word = [&] {
        if (has_letter && word.size() >= 2 && out.size() < kMostPieces) out.push_back(hash(word));
        word.clear();
        has_letter = false;
    };
    for (const char c : name) {
        if (!is_letter_of_any_language(c) && !is_digit(c)) {
            end_word();
            continue;
        }
        has_letter = has_letter || is_letter_of_any_language(c);
        word += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    }
    end_word();
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

}  // namespace hearth::synergy
