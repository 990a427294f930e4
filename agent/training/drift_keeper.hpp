// Looks whether the home still is the one that the active version of a model learned from.
//
// When a version goes live, the samples it learned from are counted into its reference, which is
// stored with it; about once an hour what happened since is compared with that
// (learning/drift.hpp). Each change of the state is a decision. All work is done in slices, one
// scan at a time. Event loop only.
#pragma once

#include <functional>
#include <string>

#include "core/asio.hpp"
#include "core/clock.hpp"
#include "core/time_zone.hpp"
#include "domain/manifest.hpp"
#include "learning/drift.hpp"
#include "store/store.hpp"
#include "training/chronicle.hpp"

namespace hearth::training {

struct DriftKeeperRules {
    learning::DriftRules drift;
    std::int64_t most_samples = 5000;  // the newest of them, in the reference and in the window
    TimeUs window_us = 30 * kMicrosPerDay;
    TimeUs every_us = kMicrosPerHour;
    // A worse state is told at once, a milder one only so long after what was told last: a figure
    // that wavers about a border shall not fill the log.
    TimeUs milder_after_us = kMicrosPerDay;
};

class DriftKeeper {
public:
    // on_severe: told once each time that the drift becomes severe.
    using OnSevere = std::function<void(const std::string& model)>;

    DriftKeeper(asio::io_context& loop, const Clock& clock, store::Store& store,
                Chronicle& chronicle, TimeZone zone, DriftKeeperRules rules = {})
        : loop_(loop),
          clock_(clock),
          store_(store),
          chronicle_(chronicle),
          zone_(std::move(zone)),
          rules_(rules) {}

    void set_on_severe(OnSevere on_severe) { on_severe_ = std::move(on_severe); }

    // Begins whatever is due: the active version's reference if it has none, else a comparison.
    // Costs next to nothing when nothing is due. About once a minute, and when another version goes
    // live.
    void consider(const Manifest& manifest);

    // {"model","version","state","reason","recommendation","features":[{"name","state","psi",
    // "expected","limit","bins","text"}],"assessed","told":{"state","since"},
    // "reference":{"from","through"},"current":{"from","through"}} as of the last comparison.
    Result<Json> report(const std::string& model);

private:
    // One at a time; on_window is called with what was counted, unless that failed.
    void scan(const Manifest& manifest, const store::SampleQuery& query,
              std::function<void(const learning::DriftWindow&)> on_window);
    void collect_reference(const Manifest& manifest, const ModelVersion& version);
    void scan_window(const Manifest& manifest, const ModelVersion& version);
    void compare(const Manifest& manifest, std::int64_t version,
                 const learning::DriftWindow& current);
    Status keep(const std::string& model, std::int64_t version, const learning::DriftReport& report,
                store::StoredDrift drift);

    asio::io_context& loop_;
    const Clock& clock_;
    store::Store& store_;
    Chronicle& chronicle_;
    TimeZone zone_;
    DriftKeeperRules rules_;
    OnSevere on_severe_;
    bool scanning_ = false;
};

}  // namespace hearth::training
