// Completion scripts for the shells, generated from the tree of verbs and options, so that they
// cannot differ from it. Pure.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "core/result.hpp"

namespace hearth::cli {

// shell: "bash", "zsh" or "fish"; kInvalid for another. The names of models come from the daemon
// while completing (hearth models --names).
Result<std::string> completion_script(const CLI::App& app, const std::string& shell);

}  // namespace hearth::cli
