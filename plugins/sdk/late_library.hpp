// Files beside the plugin. A shared object beside the plugin that is loaded only when it is needed:
// LibTorch takes more than half a second of processor time and over a hundred megabytes to load,
// which serving and small trainings can do without.
#pragma once

#include <string>

#include "core/result.hpp"

namespace hearth::sdk {

// The path of the file that lies in the folder of the library that holds the address `inside`, if
// it may be trusted as much as that library. kNotFound; kRefused when others than the owner of the
// plugin may have written it.
Result<std::string> file_beside(const std::string& file_name, const void* inside);

// The address of the symbol `entry` in the library `file_name`, which lies in the folder of the
// library that holds the address `inside`. It stays loaded. Errors as
// file_beside; kNotFound when it has no such symbol.
Result<void*> late_entry(const std::string& file_name, const std::string& entry,
                         const void* inside);

}  // namespace hearth::sdk
