#include "ask/mentions.hpp"

#include <algorithm>
#include <set>

#include "domain/state_change.hpp"

namespace hearth::ask {

namespace {

constexpr std::size_t kMinDomain = 3;

bool is_id_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

// "on light.hall." ends with a full stop, not with an entity of that name.
std::string_view without_outer_dots(std::string_view word) {
    while (word.starts_with('.')) word.remove_prefix(1);
    while (word.ends_with('.')) word.remove_suffix(1);
    return word;
}

// Home Assistant's domains have three letters or more; "i.e" and "21.5" are none.
bool has_domain(std::string_view word) {
    const std::string_view domain = word.substr(0, word.find('.'));
    return domain.size() >= kMinDomain && domain.front() >= 'a' && domain.front() <= 'z';
}

void collect(std::string_view text, std::set<std::string>& out) {
    for (std::size_t begin = 0; begin < text.size() && out.size() < kMaxMentions;) {
        if (!is_id_char(text[begin])) {
            ++begin;
            continue;
        }
        std::size_t end = begin;
        while (end < text.size() && is_id_char(text[end])) ++end;
        const std::string word(without_outer_dots(text.substr(begin, end - begin)));
        if (has_domain(word) && is_entity_id(word)) out.insert(word);
        begin = end;
    }
}

}  // namespace

std::vector<std::string> mentioned_entities(std::initializer_list<std::string_view> texts) {
    std::set<std::string> out;
    for (const std::string_view text : texts) collect(text, out);
    return {out.begin(), out.end()};
}

}  // namespace hearth::ask
