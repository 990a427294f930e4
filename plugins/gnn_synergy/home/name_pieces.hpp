// Names in any language, made comparable: the words of a name, in small letters, as hashes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace hearth::synergy {

// Ascending, no doubles. Words are runs of letters and digits, other than pure numbers; everything
// beyond ASCII counts as a letter.
std::vector<std::uint32_t> name_pieces(std::string_view name);

}  // namespace hearth::synergy
