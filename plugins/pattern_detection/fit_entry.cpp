// The entry of the library that holds the part with LibTorch.
#include "pattern_detection/training/fit_library.hpp"

extern "C" __attribute__((visibility("default"))) const hearth::pattern::FitFunctions*
hearth_plugin_fit_entry() {
    static const hearth::pattern::FitFunctions functions{hearth::pattern::kFitInterface,
                                                         hearth::pattern::draw_hidden_layer,
                                                         hearth::pattern::fit_scorer};
    return &functions;
}
