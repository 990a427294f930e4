// What the commands "settings", "set" and "unset" need of whoever keeps the settings. Event loop
// only.
#pragma once

#include <string>

#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::commands {

class SettingsPort {
public:
    virtual ~SettingsPort() = default;

    // [{"key","value","origin","changeable"}], or the one with this key. For what a model's
    // manifest decides, the value in force and the origin "manifest". kNotFound.
    virtual Result<Json> list(const std::string& key) const = 0;

    // Takes effect at once and survives restarts. from: "home_assistant" or "command". kNotFound,
    // kInvalid, kRefused (only with a restart), kConflict (set on the command line).
    virtual Status set(const std::string& key, const Json& value, const std::string& from) = 0;
    // Back to what the file says. kNotFound when it was not set.
    virtual Status unset(const std::string& key) = 0;
};

}  // namespace hearth::commands
