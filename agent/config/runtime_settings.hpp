// The settings in force while the daemon runs: those that it was started with, and over them what
// was set since, in Home Assistant or by a command. What --set says on the command line goes before
// all. Values are checked by the same table as those of the file. Event loop only; stores nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/setting_origin.hpp"
#include "config/settings.hpp"
#include "core/result.hpp"

namespace hearth::config {

struct SettingOverride {
    Json value;  // a text, number or boolean
    SettingOrigin origin = SettingOrigin::kCommand;
    TimeUs set_us = 0;
};

// One line of the list of settings.
struct SettingRow {
    std::string key;
    Json value;  // null: not set; secrets are "***"
    SettingOrigin origin = SettingOrigin::kDefault;
    bool changeable = false;  // while Hearth runs
};

class RuntimeSettings {
public:
    RuntimeSettings(Settings started_with, SettingOrigins origins);
    RuntimeSettings(const RuntimeSettings&) = delete;
    RuntimeSettings& operator=(const RuntimeSettings&) = delete;

    // In force; the same object for ever.
    const Settings& settings() const { return in_force_; }

    // What settings() would be with this value; nothing changes. kNotFound (no such key), kRefused
    // (needs the file and a restart), kConflict (the command line says otherwise), kInvalid.
    Result<Settings> try_set(const std::string& key, const Json& value) const;
    // Errors as above, and nothing is changed then.
    Status set(const std::string& key, SettingOverride override);
    // Back to what Hearth was started with. kNotFound when it was not set.
    Status unset(const std::string& key);

    const std::map<std::string, SettingOverride>& overrides() const { return overrides_; }
    SettingOrigin origin_of(const std::string& key) const;
    // All that there are, those of `models` also where nothing is set.
    std::vector<SettingRow> rows(const std::vector<std::string>& models) const;

private:
    Status check_key(const std::string& key) const;
    Status apply(Settings& settings, const std::string& key, const Json& value) const;

    const Settings started_with_;
    const SettingOrigins origins_;
    Settings in_force_;
    std::map<std::string, SettingOverride> overrides_;
};

// "threshold" of "models.x.threshold", and "x"; empty for a key of another kind.
struct ModelKey {
    std::string model, name;
};
ModelKey model_key(const std::string& key);

}  // namespace hearth::config
