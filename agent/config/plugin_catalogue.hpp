// The models that are installed: every folder of the plugin folder that has a manifest.yaml.
#pragma once

#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"
#include "domain/manifest.hpp"

namespace hearth::config {

struct PluginCatalogue {
    std::vector<Manifest> manifests;    // by name
    std::vector<std::string> problems;  // one text for each plugin that cannot be used
};

// Reads <folder>/*/manifest.yaml. A broken plugin becomes a problem and hides no other: unreadable
// manifest, library missing, a name that is taken. So does one that everybody may write to, or that
// belongs to neither root nor this user (unless trust_any_owner), since code from there is
// executed. A missing `folder` is a problem too. Follows symbolic links.
PluginCatalogue find_plugins(const std::string& folder, bool trust_any_owner = false);

// The options of a model, complete: what is not given gets its default. An option that the manifest
// does not declare, of the wrong type or out of range is kInvalid; the text lists all such and what
// is declared. options: object or null.
Result<Json> check_options(const Manifest& manifest, const Json& options);

}  // namespace hearth::config
