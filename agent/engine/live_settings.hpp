// Settings that are changed while the daemon runs: checked, stored, applied, told.
//
// What was set is kept in the database and goes before the file at the next start, too. Event loop
// only.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "commands/settings_port.hpp"
#include "config/runtime_settings.hpp"
#include "core/clock.hpp"
#include "domain/manifest.hpp"
#include "store/store.hpp"
#include "training/chronicle.hpp"
#include "training/trained_model.hpp"

namespace hearth::engine {

class LiveSettings final : public commands::SettingsPort {
public:
    // apply: settings() holds the new value of the key; whoever works by it is told.
    using Apply = std::function<Status(const std::string& key)>;

    LiveSettings(const Clock& clock, store::Store& store, config::RuntimeSettings& settings)
        : clock_(clock), store_(store), settings_(settings) {}

    // At start, before anybody works by the settings: what was set in earlier runs. What does not
    // fit any more (a model that is not installed, another range) is named in the log and left
    // aside.
    Status restore(const std::vector<Manifest>& installed);
    void connect(training::Chronicle& chronicle, Apply apply);

    Result<Json> list(const std::string& key) const override;
    Status set(const std::string& key, const Json& value, const std::string& from) override;
    Status unset(const std::string& key) override;

private:
    Status check(const std::string& key, const config::Settings& wanted) const;
    Status take_over(const std::string& key, const std::string& before, const std::string& how);
    Status keep();
    Json row_json(const config::SettingRow& row) const;
    std::string value_text(const std::string& key) const;

    const Clock& clock_;
    store::Store& store_;
    config::RuntimeSettings& settings_;
    std::map<std::string, Manifest> installed_;  // as their files say
    Json aside_ = Json::object();                // stored, and of no use at present
    training::Chronicle* chronicle_ = nullptr;
    Apply apply_;
};

}  // namespace hearth::engine
