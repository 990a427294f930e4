// Which entities a text names by their ids. Pure; any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::ask {

inline constexpr std::size_t kMaxMentions = 64;

// Words of the form of an entity id ("light.kitchen"), each once, in alphabetical order; at most
// kMaxMentions. It cannot know whether there is such an entity.
std::vector<std::string> mentioned_entities(std::initializer_list<std::string_view> texts);

}  // namespace hearth::ask
