// The keys metrics.per_label of a manifest.yaml: what no single label may lose.
#pragma once

#include "config/manifest_schema.hpp"

namespace hearth::config {

Table<ManifestDraft> label_policy_fields();

}  // namespace hearth::config
