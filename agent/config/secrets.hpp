// Secrets from places that are better than the settings file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/loader.hpp"

namespace hearth::config {

struct SecretPlaces {
    std::string file;        // path; empty: none
    std::string credential;  // name in $CREDENTIALS_DIRECTORY
    std::string variable;    // environment variable
};

// The secret from the best of its places (variable, credential, file), or nothing when none has
// it. A trailing line break is dropped. Warns about a file that others may read.
// Errors: a place that is named but cannot be read, is empty, over 4 KiB, not UTF-8 or has several
// lines. No error text contains any part of a secret.
Result<std::optional<std::string>> find_secret(const SecretPlaces& places,
                                               const Environment& environment,
                                               std::vector<std::string>& warnings);

// A warning when others than owner and group may read the file, or more than the owner may write
// it; nothing when it is fine or cannot be looked at.
std::optional<std::string> loose_permissions(const std::string& path);

}  // namespace hearth::config
