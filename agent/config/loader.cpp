#include "config/loader.hpp"

#include <cstdlib>
#include <filesystem>
#include <list>

#include "config/cross_checks.hpp"
#include "config/override_tree.hpp"
#include "config/problems.hpp"
#include "config/reader.hpp"
#include "config/secrets.hpp"
#include "config/settings_schema.hpp"
#include "core/file.hpp"

namespace hearth::config {

namespace {

constexpr std::size_t kMaxFile = 1024 * 1024;
constexpr const char* kVariables[] = {"HEARTH_MQTT_PASSWORD", "HEARTH_HTTP_TOKEN",
                                      "CREDENTIALS_DIRECTORY"};

std::string working_folder() {
    std::error_code error;
    const auto folder = std::filesystem::current_path(error);
    return error ? "/" : folder.string();
}

std::string folder_of(const std::string& path) {
    return (std::filesystem::path(working_folder()) / path)
        .lexically_normal()
        .parent_path()
        .string();
}

// "system" becomes the name of the machine's zone.
std::string machine_time_zone(std::vector<std::string>& warnings) {
    std::error_code error;
    const std::string target = std::filesystem::read_symlink("/etc/localtime", error).string();
    const std::string marker = "zoneinfo/";
    if (const auto at = target.rfind(marker); !error && at != std::string::npos)
        return target.substr(at + marker.size());
    if (const auto name = read_file("/etc/timezone", 256); name && !name->empty())
        return name->substr(0, name->find_last_not_of("\r\n ") + 1);
    warnings.emplace_back(
        "home.time_zone: this machine has no time zone set (/etc/localtime, /etc/timezone); UTC is "
        "used; set home.time_zone to a name such as Europe/Berlin");
    return "UTC";
}

class Loader {
public:
    explicit Loader(const Environment& environment) : environment_(environment) {}

    Status read_settings_file(const std::string& path) {
        path_ = path;
        const auto text = hearth::read_file(path, kMaxFile);
        if (!text) return text.error();
        readers_.emplace_back(path, folder_of(path), true, problems_);
        const YamlDocument document = parse_yaml(*text);
        if (!document.error.empty())
            problems_.add(path + ":" + std::to_string(document.error_line), "", document.error);
        else
            readers_.back().read_record(fields(), document.root, "");
        for (const std::string& read : readers_.back().keys())
            loaded_.origins[read] = SettingOrigin::kFile;
        return {};
    }

    void read_override(const std::string& text) {
        const std::size_t equals = text.find('=');
        const std::string key = text.substr(0, equals);
        if (equals == std::string::npos || key.empty())
            return problems_.add("--set", "", "found '" + key + "'; allowed: KEY=VALUE");
        YamlDocument value = override_value(text.substr(equals + 1));
        if (!value.error.empty()) return problems_.add("--set", key, value.error);
        readers_.emplace_back("--set", working_folder(), false, problems_);
        readers_.back().read_record(fields(), nested(key, std::move(value.root)), "");
        for (const std::string& read : readers_.back().keys())
            loaded_.origins[read] = SettingOrigin::kCommandLine;
    }

    void complete() {
        take_secret(settings().mqtt.password, "mqtt.password",
                    {settings().mqtt.password_file, "mqtt_password", "HEARTH_MQTT_PASSWORD"});
        take_secret(settings().home_assistant.token, "home_assistant.token",
                    {settings().home_assistant.token_file, "home_assistant_token",
                     "HEARTH_HOME_ASSISTANT_TOKEN"});
        take_secret(settings().http.token, "http.token",
                    {settings().http.token_file, "http_token", "HEARTH_HTTP_TOKEN"});
        check_together(settings(), [this](const std::string& key, const std::string& text) {
            object(key, text);
        });
        if (settings().home.time_zone == "system")
            settings().home.time_zone = machine_time_zone(loaded_.warnings);
    }

    Result<LoadedSettings> take() {
        if (!problems_.empty()) return Error{ErrorCode::kInvalid, problems_.text()};
        return std::move(loaded_);
    }

private:
    Settings& settings() { return loaded_.settings; }
    std::vector<BoundField> fields() { return bind(settings_table(), settings()); }

    void take_secret(std::string& secret, const std::string& key, const SecretPlaces& places) {
        if (!secret.empty() && !places.file.empty())
            object(key + "_file", "is set, and " + key + " too; allowed: one of them");
        if (!secret.empty() && !path_.empty())
            if (auto warning = loose_permissions(path_))
                loaded_.warnings.push_back(key + ": " + *std::move(warning));
        auto found = find_secret(places, environment_, loaded_.warnings);
        if (!found) return object(key + "_file", found.error().text);
        if (*found) secret = **found;
    }

    // Names the place that set the key last.
    void object(const std::string& key, const std::string& text) {
        for (auto reader = readers_.rbegin(); reader != readers_.rend(); ++reader)
            if (reader->has(key)) return reader->object(key, text);
        problems_.add(path_.empty() ? "settings" : path_, key, text);
    }

    const Environment& environment_;
    std::string path_;
    Problems problems_;
    std::list<Reader> readers_;
    LoadedSettings loaded_;
};

}  // namespace

Environment environment_of_process() {
    Environment out;
    for (const char* name : kVariables)
        if (const char* value = std::getenv(name)) out[name] = value;
    return out;
}

Result<LoadedSettings> load_settings(const std::string& path,
                                     const std::vector<std::string>& overrides,
                                     const Environment& environment) {
    Loader loader(environment);
    if (!path.empty())
        if (const Status read = loader.read_settings_file(path); !read) return read.error();
    for (const std::string& text : overrides) loader.read_override(text);
    loader.complete();
    return loader.take();
}

}  // namespace hearth::config
