#include "config/label_policy_fields.hpp"

namespace hearth::config {

namespace {
constexpr double kMostRows = 1e9;
}

Table<ManifestDraft> label_policy_fields() {
    return {
        {{.key = "metrics.per_label.name",
          .description = "on which no label may fall against the incumbent; not set: not asked",
          .choices = {"recall", "precision", "f1"}},
         [](ManifestDraft& d) -> Target { return &d.per_label.name; }},
        {{.key = "metrics.per_label.tolerance",
          .description = "a label's fall up to this much is accepted",
          .minimum = 0,
          .maximum = 1},
         [](ManifestDraft& d) -> Target { return &d.per_label.tolerance; }},
        {{.key = "metrics.per_label.min_rows",
          .description = "hold-out rows without which a label is not judged by itself",
          .minimum = 1,
          .maximum = kMostRows},
         [](ManifestDraft& d) -> Target { return &d.per_label.min_rows; }},
    };
}

}  // namespace hearth::config
