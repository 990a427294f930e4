// The tree of verbs and options of the program `hearth`.
#pragma once

#include "cli/invocation.hpp"

namespace hearth::cli {

// Adds everything to `app`. The invocation must outlive it.
void build_command_tree(CLI::App& app, Invocation& invocation);

}  // namespace hearth::cli
