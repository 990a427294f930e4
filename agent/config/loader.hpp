// Reads hearth.yaml into Settings.
//
// Everything that is wrong is found in one go: the text of the error has one line for each problem,
// "FILE:LINE: KEY: what was found; what is allowed". Unknown and repeated keys are errors. Secrets
// may stand in the file, in a file of their own (mqtt.password_file, http.token_file), in systemd's
// credentials (mqtt_password, http_token in $CREDENTIALS_DIRECTORY) or in the environment
// (HEARTH_MQTT_PASSWORD, HEARTH_HTTP_TOKEN); the later of these wins.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/setting_origin.hpp"
#include "config/settings.hpp"
#include "core/result.hpp"

namespace hearth::config {

using Environment = std::map<std::string, std::string>;

// The variables of this process that load_settings() looks at.
Environment environment_of_process();

struct LoadedSettings {
    Settings settings;
    SettingOrigins origins;
    std::vector<std::string> warnings;  // such as a secret file that everybody may read
};

// path: the file; empty: defaults and overrides only. Relative paths in it count from its folder.
// overrides: "key=value" as given to --set, applied after the file; the value is YAML
// ("sources=[{kind: plain_json, topic: a/#}]"); relative paths in them count from the working
// directory.
// Errors: kNotFound or kIo for the file, kTooLarge over 1 MiB, else kInvalid with all problems.
Result<LoadedSettings> load_settings(const std::string& path,
                                     const std::vector<std::string>& overrides = {},
                                     const Environment& environment = environment_of_process());

}  // namespace hearth::config
