#include "context/naming.hpp"

#include <algorithm>

#include "domain/state_change.hpp"

namespace hearth::context {

namespace {

bool is_of_id(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

}  // namespace

std::optional<std::string> name_of(const Naming& naming, const std::string& entity_id) {
    if (naming.is_excluded(entity_id)) return std::nullopt;
    return naming.learned_as(entity_id);
}

std::vector<std::string> names_of(const Naming& naming, const std::vector<std::string>& ids) {
    std::vector<std::string> out;
    for (const std::string& id : ids) {
        if (!is_entity_id(id)) continue;
        auto name = name_of(naming, id);
        if (name && std::find(out.begin(), out.end(), *name) == out.end())
            out.push_back(*std::move(name));
    }
    return out;
}

std::optional<std::string> text_of(const Naming& naming, const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_of_id(text[end])) ++end;
        if (end == at) {
            out += text[at++];
            continue;
        }
        // "states.light.hall.state" in a template: the two words after the first are the entity.
        std::string word = text.substr(at, end - at);
        constexpr std::string_view kStates = "states.";
        if (word.starts_with(kStates)) {
            out += kStates;
            word.erase(0, kStates.size());
        }
        const std::size_t dot = word.find('.');
        const std::size_t second =
            dot == std::string::npos ? std::string::npos : word.find('.', dot + 1);
        const std::string id = word.substr(0, second);
        if (is_entity_id(id)) {
            const auto name = name_of(naming, id);
            if (!name) return std::nullopt;
            out += *name;
            if (second != std::string::npos) out += word.substr(second);
        } else {
            out += word;
        }
        at = end;
    }
    return out;
}

}  // namespace hearth::context
