// import of Home Assistant's registries: areas and devices of entities, from its folder .storage.
#pragma once

#include <string>

#include "cli/invocation.hpp"

namespace hearth::cli {

// folder: the one that holds core.entity_registry. The files of devices and areas may be missing. A
// dry run only reads; no daemon.
int import_registries(const Console& console, const Invocation& invocation,
                      const std::string& folder, bool dry_run);

}  // namespace hearth::cli
