#include "discovery/names.hpp"

#include <algorithm>

#include "core/utf8.hpp"

namespace hearth::discovery {

namespace {

constexpr std::size_t kStateCharacters = 255;

bool is_small(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

std::string device_id(std::string_view client_id) {
    std::string out(client_id);
    for (char& c : out)
        if (!is_small(c) && !is_capital(c) && c != '_' && c != '-') c = '_';
    const bool usable =
        std::any_of(out.begin(), out.end(), [](char c) { return is_small(c) || is_capital(c); });
    return usable ? out : "hearth";
}

std::string entity_slug(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (is_capital(c)) c = static_cast<char>(c - 'A' + 'a');
        if (is_small(c))
            out += c;
        else if (!out.empty() && out.back() != '_')
            out += '_';
    }
    while (!out.empty() && out.back() == '_') out.pop_back();
    return out;
}

std::string title_of(std::string_view model) {
    std::string out(model);
    std::replace(out.begin(), out.end(), '_', ' ');
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z')
        out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
}

std::string state_text(std::string_view text) {
    const std::string sound = utf8_excerpt(text, text.size());
    if (utf8_length(sound) <= kStateCharacters) return sound;
    std::size_t end = 0, characters = 0;
    for (; end < sound.size(); ++end)
        if (starts_character(sound[end]) && ++characters == kStateCharacters) break;
    return sound.substr(0, end) + "…";
}

}  // namespace hearth::discovery
