// The table of what a manifest.yaml declares.
#pragma once

#include "config/field.hpp"
#include "domain/manifest.hpp"

namespace hearth::config {

// A manifest while it is read.
struct ManifestDraft {
    Manifest manifest;
    LabelPolicy per_label;  // the manifest's, if metrics.per_label.name is set
    std::vector<std::string> capabilities;
};

const Table<ManifestDraft>& manifest_table();
const Table<MetricPolicy>& metric_table();
const Table<HyperParameter>& hyper_parameter_table();

const char* to_string(HyperParameter::Type type);

}  // namespace hearth::config
