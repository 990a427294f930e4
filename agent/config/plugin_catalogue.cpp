#include "config/plugin_catalogue.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "config/hyper_parameters.hpp"
#include "config/manifest_loader.hpp"
#include "config/suggest.hpp"
#include "core/utf8.hpp"

namespace hearth::config {

namespace {

namespace fs = std::filesystem;

// Code from here is executed: nobody but root and this user may change it.
std::optional<std::string> unsafe(const std::string& path, bool trust_any_owner) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return path + " cannot be examined";
    if (!trust_any_owner && info.st_uid != 0 && info.st_uid != ::geteuid())
        return path + " belongs to another user (id " + std::to_string(info.st_uid) +
               "); plugins must belong to root or to the user of Hearth";
    if ((info.st_mode & S_IWOTH) != 0)
        return path + " may be changed by everybody; run: chmod o-w " + path;
    return std::nullopt;
}

Result<Manifest> load_plugin(const fs::path& folder, bool trust_any_owner) {
    auto manifest = load_manifest((folder / "manifest.yaml").string());
    if (!manifest) return manifest;
    const std::string library = manifest->folder + "/" + manifest->library;
    std::error_code error;
    if (!fs::is_regular_file(library, error))
        return Error{ErrorCode::kNotFound, manifest->folder + "/manifest.yaml: library: found '" +
                                               manifest->library +
                                               "', which is not in that folder"};
    for (const std::string& path : {manifest->folder, library})
        if (auto reason = unsafe(path, trust_any_owner))
            return Error{ErrorCode::kRefused, *std::move(reason)};
    return manifest;
}

std::vector<fs::path> plugin_folders(const std::string& folder, std::error_code& error) {
    std::vector<fs::path> out;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        std::error_code ignored;
        if (fs::exists(at->path() / "manifest.yaml", ignored)) out.push_back(at->path());
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::string declared(const Manifest& manifest) {
    std::string out;
    for (const HyperParameter& parameter : manifest.hyper_parameters)
        out += (out.empty() ? "" : ", ") + parameter.name + " (" + allowed_values(parameter) + ")";
    return out.empty() ? "none" : out;
}

const HyperParameter* find_parameter(const Manifest& manifest, const std::string& name) {
    for (const HyperParameter& parameter : manifest.hyper_parameters)
        if (parameter.name == name) return &parameter;
    return nullptr;
}

std::string unknown_option(const Manifest& manifest, const std::string& name) {
    std::vector<std::string> names;
    for (const HyperParameter& parameter : manifest.hyper_parameters)
        names.push_back(parameter.name);
    const std::string meant = nearest(name, names);
    return utf8_excerpt(name, 80) + ": " + manifest.name + " has no such option" +
           (meant.empty() ? "" : "; did you mean '" + meant + "'?");
}

}  // namespace

PluginCatalogue find_plugins(const std::string& folder, bool trust_any_owner) {
    PluginCatalogue out;
    std::error_code error;
    const std::vector<fs::path> folders = plugin_folders(folder, error);
    if (error) {
        out.problems.push_back("plugin_folder: cannot read " + folder + ": " + error.message());
        return out;
    }
    for (const fs::path& path : folders) {
        auto manifest = load_plugin(path, trust_any_owner);
        if (!manifest) {
            out.problems.push_back(manifest.error().text);
            continue;
        }
        const auto taken =
            std::find_if(out.manifests.begin(), out.manifests.end(),
                         [&](const Manifest& other) { return other.name == manifest->name; });
        if (taken != out.manifests.end())
            out.problems.push_back((path / "manifest.yaml").string() + ": name: found '" +
                                   manifest->name + "', which " + taken->folder + " has already");
        else
            out.manifests.push_back(*std::move(manifest));
    }
    std::sort(out.manifests.begin(), out.manifests.end(),
              [](const Manifest& a, const Manifest& b) { return a.name < b.name; });
    return out;
}

Result<Json> check_options(const Manifest& manifest, const Json& options) {
    if (!options.is_object() && !options.is_null())
        return Error{ErrorCode::kInvalid, "options of " + manifest.name +
                                              ": found no section; allowed: " + declared(manifest)};
    Json out = Json::object();
    for (const HyperParameter& parameter : manifest.hyper_parameters)
        out[parameter.name] = parameter.default_value;
    std::string problems;
    for (const auto& [name, value] : options.items()) {
        const HyperParameter* parameter = find_parameter(manifest, name);
        if (!parameter) {
            problems += unknown_option(manifest, name) + "\n";
        } else if (auto checked = check_value(*parameter, value)) {
            out[name] = *std::move(checked);
        } else {
            problems += name + ": " + checked.error().text + "\n";
        }
    }
    if (problems.empty()) return out;
    return Error{ErrorCode::kInvalid,
                 problems + "options of " + manifest.name + ": " + declared(manifest)};
}

}  // namespace hearth::config
