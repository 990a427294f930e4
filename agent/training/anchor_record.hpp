// The best that a version which was ever active scored on the anchor set. Kept with the model's
// state ("best_on_anchor"), since retention deletes versions; forgetting deletes it too, because
// what it was measured on is gone. Event loop only.
#pragma once

#include <string>

#include "domain/manifest.hpp"
#include "learning/safeguard.hpp"
#include "store/store.hpp"

namespace hearth::training {

class AnchorRecord {
public:
    explicit AnchorRecord(store::Store& store) : store_(store) {}

    // Over what is kept and the versions that are or were active and still there. Empty: none yet.
    Result<learning::Scores> best(const Manifest& manifest) const;
    // Before versions are deleted: what they scored outlives them.
    Status keep(const Manifest& manifest) const;
    Status forget(const std::string& model) const;

private:
    store::Store& store_;
};

}  // namespace hearth::training
