#include "gnn_synergy/training/fit_library.hpp"

#include <cstring>

#include "sdk/late_library.hpp"

namespace hearth::synergy {

Result<FitFunctions> load_fit_library() {
    const auto entry = sdk::late_entry("libgnn_synergy_fit.so", "hearth_plugin_fit_entry",
                                       reinterpret_cast<const void*>(&load_fit_library));
    if (!entry) return entry.error();
    const auto functions = reinterpret_cast<const FitFunctions* (*)()>(*entry)();
    if (std::strcmp(functions->interface, kFitInterface) != 0)
        return Error{ErrorCode::kConflict,
                     "libgnn_synergy_fit.so is of another version than the plugin: install the "
                     "plugin again"};
    return *functions;
}

}  // namespace hearth::synergy
