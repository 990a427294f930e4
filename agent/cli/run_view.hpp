// What is known of one training run from the daemon's feed, and how it is shown while it goes on.
// Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/json.hpp"

namespace hearth::cli {

inline constexpr std::size_t kRunBarWidth = 10;  // columns

class RunView {
public:
    // Follows the run with this id; empty: the next run that is seen (of the model, if given).
    explicit RunView(std::string run_id, std::string model = "")
        : run_id_(std::move(run_id)), model_(std::move(model)) {}

    // Takes an event of the feed; others than "run" and "decision" of this run change nothing.
    void take(const std::string& kind, const Json& body);

    // "decision" has come (or a row of `runs` was given to decide()).
    bool decided() const { return decision_.has_value(); }
    // Precondition: decided().
    const Json& decision() const { return *decision_; }
    void decide(const Json& run) { decision_ = run; }

    bool active() const { return active_; }  // queued or running
    const std::string& run_id() const { return run_id_; }

    // "pattern_detection fit [████░░░░]  40 %  epoch 4/10  loss 2.310, val. 2.450".
    std::string line() const;

private:
    bool is_mine(const Json& body);

    std::string run_id_, model_;
    Json last_ = Json::object();
    bool active_ = false;
    std::optional<Json> decision_;
};

}  // namespace hearth::cli
