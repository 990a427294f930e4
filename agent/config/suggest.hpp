// "Did you mean …": the known word that is nearest to one that is not known.
#pragma once

#include <string>
#include <vector>

namespace hearth::config {

// Edits (insert, delete, replace, swap of neighbours) that turn one text into the other; optimal
// string alignment distance.
int edit_distance(const std::string& a, const std::string& b);

// Empty when no candidate is near enough to be meant.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace hearth::config
