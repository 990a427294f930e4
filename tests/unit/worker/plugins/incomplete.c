/* A plugin that leaves out functions which every plugin must have. */
#include "sdk/hearth_plugin.h"

static const hearth_plugin table = {HEARTH_PLUGIN_ABI_VERSION,
                                    sizeof(hearth_plugin),
                                    "incomplete",
                                    "0.1",
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0};

__attribute__((visibility("default"))) const hearth_plugin* hearth_plugin_entry(void) {
    return &table;
}
