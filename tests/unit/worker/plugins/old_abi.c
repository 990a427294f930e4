/* A plugin that was built for another border. */
#include "sdk/hearth_plugin.h"

static const hearth_plugin table = {
    HEARTH_PLUGIN_ABI_VERSION + 6, sizeof(hearth_plugin), "old", "0.1", 0, 0, 0, 0, 0, 0, 0, 0, 0};

__attribute__((visibility("default"))) const hearth_plugin* hearth_plugin_entry(void) {
    return &table;
}
