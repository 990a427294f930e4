#include "pattern_detection/vocabulary.hpp"

namespace hearth::pattern {

int Vocabulary::add_symbol(std::string_view label) {
    const auto known = symbol_of_label_.find(std::string(label));
    if (known != symbol_of_label_.end()) return known->second;
    if (symbols() == kMaxSymbols) return kMaxSymbols - 1;
    const int symbol = symbols();
    labels_.emplace_back(label);
    candidate_of_symbol_.push_back(kNoSymbol);
    const std::string entity(label.substr(0, label.find('=')));
    entity_of_symbol_.push_back(entity_numbers_.try_emplace(entity, entities()).first->second);
    symbol_of_label_.emplace(label, symbol);
    return symbol;
}

std::optional<int> Vocabulary::add_candidate(std::string_view label) {
    const int symbol = add_symbol(label);
    if (const auto known = candidate_of_symbol(symbol)) return known;
    if (candidates() == kMaxCandidates) return std::nullopt;
    const int candidate = candidates();
    candidate_of_symbol_[static_cast<std::size_t>(symbol)] = candidate;
    symbol_of_candidate_.push_back(symbol);
    return candidate;
}

std::optional<int> Vocabulary::find_symbol(std::string_view label) const {
    const auto known = symbol_of_label_.find(std::string(label));
    if (known == symbol_of_label_.end()) return std::nullopt;
    return known->second;
}

std::optional<int> Vocabulary::find_candidate(std::string_view label) const {
    const auto symbol = find_symbol(label);
    return symbol ? candidate_of_symbol(*symbol) : std::nullopt;
}

std::optional<int> Vocabulary::candidate_of_symbol(int symbol) const {
    if (symbol < 0 || symbol >= symbols()) return std::nullopt;
    const int candidate = candidate_of_symbol_[static_cast<std::size_t>(symbol)];
    if (candidate == kNoSymbol) return std::nullopt;
    return candidate;
}

}  // namespace hearth::pattern
