// The entry of the library that holds the part with LibTorch.
#include "gnn_synergy/training/fit_library.hpp"

extern "C" __attribute__((visibility("default"))) const hearth::synergy::FitFunctions*
hearth_plugin_fit_entry() {
    static const hearth::synergy::FitFunctions functions{hearth::synergy::kFitInterface,
                                                         hearth::synergy::fit_ranking};
    return &functions;
}
