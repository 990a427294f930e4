// Reads a plugin's manifest.yaml. docs/design.md section 5 says what it declares.
#pragma once

#include <string>

#include "core/result.hpp"
#include "domain/manifest.hpp"

namespace hearth::config {

// The ABI of the plugins that this Hearth can load.
inline constexpr int kPluginAbiVersion = 1;

// Manifest::folder becomes the absolute folder of the file; whether the library exists is not
// checked. Errors as those of load_settings(): every problem, with file, line, key and what is
// allowed.
Result<Manifest> load_manifest(const std::string& path);

}  // namespace hearth::config
