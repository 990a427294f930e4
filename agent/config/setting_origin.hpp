// Where the value of a setting comes from.
#pragma once

#include <map>
#include <string>

namespace hearth::config {

enum class SettingOrigin {
    kDefault,
    kFile,
    kHomeAssistant,  // set there while Hearth ran
    kCommand,        // set by a command while Hearth ran
    kCommandLine,    // --set; nothing else can change it
};

// "default", "file", "home_assistant", "command", "command_line".
const char* to_string(SettingOrigin origin);

// By key ("models.x.threshold"); a key that is not in it has its default.
using SettingOrigins = std::map<std::string, SettingOrigin>;

}  // namespace hearth::config
