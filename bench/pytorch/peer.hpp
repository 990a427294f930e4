// The peer that training is measured against: Debian's python3-torch.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace hearth::bench {

inline constexpr const char* kPython = "/usr/bin/python3";

// False, with a message, where it is not installed.
inline bool has_pytorch() {
    if (std::system((std::string(kPython) + " -c 'import torch' 2>/dev/null").c_str()) == 0)
        return true;
    std::printf("SKIPPED: %s has no torch; apt-get install python3-torch\n", kPython);
    return false;
}

// The command that runs a script of bench/pytorch, silently.
inline std::string python_command(const std::string& script, const std::string& arguments) {
    return std::string(kPython) + " " HEARTH_SOURCE_DIR "/bench/pytorch/" + script + " " +
           arguments + " >/dev/null";
}

}  // namespace hearth::bench
