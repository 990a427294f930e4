// settings: what is in force and where it comes from; changing one while the daemon runs. reset: a
// model begins anew.
#include <memory>

#include "cli/command_line.hpp"
#include "cli/json_text.hpp"
#include "cli/settings_text.hpp"
#include "cli/verbs.hpp"

namespace hearth::cli {

namespace {

struct SettingOptions {
    std::string key, value;
    bool unset = false;
};

int run_settings(const SettingOptions& options, const Console& console,
                 const CommonOptions& common) {
    Json arguments = Json::object();
    if (!options.key.empty()) arguments["key"] = options.key;
    if (options.unset && options.key.empty())
        return fail(console, common,
                    Error{ErrorCode::kInvalid, "--unset needs the key of a setting"});
    if (options.unset && !options.value.empty())
        return fail(console, common,
                    Error{ErrorCode::kInvalid, "give a value or --unset, not both"});
    if (!options.value.empty()) arguments["value"] = options.value;
    const char* command = options.unset ? "unset" : options.value.empty() ? "settings" : "set";
    return call_and_show(console, common, command, arguments, settings_text);
}

void add_settings_verb(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<SettingOptions>();
    CLI::App* verb = add_verb(app, invocation, "settings",
                              "The settings in force; change one while the daemon runs");
    verb->add_option("KEY", options->key, "Only this one, such as learning.enabled");
    verb->add_option("VALUE", options->value, "Its new value; it goes before the settings file");
    verb->add_flag("--unset", options->unset, "Back to what the settings file says");
    verb->callback([&invocation, options] {
        invocation.action = [&invocation, options](const Console& console) {
            return run_settings(*options, console, invocation.common);
        };
    });
}

void add_reset_verb(CLI::App& app, Invocation& invocation) {
    const auto model = std::make_shared<std::string>();
    const auto sure = std::make_shared<bool>(false);
    CLI::App* verb =
        add_verb(app, invocation, "reset", "Delete what a model has learned and train it anew");
    verb->add_option("MODEL", *model, "Name of the model; see hearth models")->required();
    verb->add_flag("--yes", *sure, "Do it: this cannot be undone");
    verb->callback([&invocation, model, sure] {
        invocation.action = [&invocation, model, sure](const Console& console) {
            if (!*sure)
                return fail(console, invocation.common,
                            Error{ErrorCode::kRefused,
                                  "this deletes every version of " + *model +
                                      ", a pinned one too, for good; its samples stay; add --yes "
                                      "to do it"});
            return call_and_show(console, invocation.common, "reset", {{"model", *model}},
                                 json_text);
        };
    });
}

}  // namespace

void add_settings_verbs(CLI::App& app, Invocation& invocation) {
    add_settings_verb(app, invocation);
    add_reset_verb(app, invocation);
}

}  // namespace hearth::cli
