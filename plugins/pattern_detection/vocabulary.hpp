// The labels of a home, numbered in order of first appearance, and which of them can be predicted.
//
// A symbol is any label that occurs in the history. A candidate is a symbol that has been the
// target of a prediction; candidates have numbers of their own, also by first appearance. Both only
// grow, so that counts and weights stay valid when a device is added.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hearth::pattern {

inline constexpr int kNoSymbol = -1;

class Vocabulary {
public:
    // More labels than this are not told apart: further ones share the last symbol, and no further
    // candidate is added. Keeps the memory bounded whatever the input is.
    static constexpr int kMaxSymbols = 20'000;
    static constexpr int kMaxCandidates = 2'000;

    // The symbol of a label, which gets a number if it has none yet.
    int add_symbol(std::string_view label);
    // The candidate of a label, which is added (as a symbol too) if it is new; nothing when there
    // are kMaxCandidates already.
    std::optional<int> add_candidate(std::string_view label);

    std::optional<int> find_symbol(std::string_view label) const;
    std::optional<int> find_candidate(std::string_view label) const;
    // Nothing for a symbol that is only context, and for kNoSymbol.
    std::optional<int> candidate_of_symbol(int symbol) const;

    // Whose state the label is ("light.hall" of "light.hall=on"), as a number; symbols of one
    // entity share it. Precondition: 0 <= symbol < symbols().
    int entity_of_symbol(int symbol) const {
        return entity_of_symbol_[static_cast<std::size_t>(symbol)];
    }
    int entities() const { return static_cast<int>(entity_numbers_.size()); }

    int symbols() const { return static_cast<int>(labels_.size()); }
    int candidates() const { return static_cast<int>(symbol_of_candidate_.size()); }
    // Precondition: 0 <= symbol < symbols().
    const std::string& label(int symbol) const { return labels_[static_cast<std::size_t>(symbol)]; }
    // Precondition: 0 <= candidate < candidates().
    int symbol_of_candidate(int candidate) const {
        return symbol_of_candidate_[static_cast<std::size_t>(candidate)];
    }

private:
    std::unordered_map<std::string, int> symbol_of_label_;
    std::vector<std::string> labels_;  // by symbol
    std::unordered_map<std::string, int> entity_numbers_;
    std::vector<int> entity_of_symbol_;
    std::vector<int> candidate_of_symbol_;  // kNoSymbol: context only
    std::vector<int> symbol_of_candidate_;
};

}  // namespace hearth::pattern
