// Loading a plugin: one shared object, by absolute path, checked before anything in it is called.
// It is never unloaded: LibTorch stays mapped anyway, and unloading it is known to crash.
#pragma once

#include <string>

#include "core/result.hpp"
#include "sdk/hearth_plugin.h"

namespace hearth::worker {

// Code from this file will be executed, so nobody but root (or the user who runs Hearth) may be
// able to replace it: checks owner and permissions of the file and of every folder above it.
// kRefused naming the first one that is not safe.
Status check_trusted(const std::string& path);

// The plugin's table; lives as long as the process. kRefused: not trusted (not
// checked with `trust_any_owner`). kInvalid: relative path, no shared object, no entry function,
// another ABI version (the text names both).
Result<const hearth_plugin*> load_plugin(const std::string& path, bool trust_any_owner);

}  // namespace hearth::worker
