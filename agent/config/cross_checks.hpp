// Rules that bind several settings together.
#pragma once

#include <functional>
#include <string>

#include "config/settings.hpp"

namespace hearth::config {

// key that the problem is about, what is wrong and allowed.
using Objection = std::function<void(const std::string& key, const std::string& text)>;

// Pure. `settings` holds its secrets already.
void check_together(const Settings& settings, const Objection& objection);

}  // namespace hearth::config
