// Pauses of learning: by the user, for guests or a vacation, for one model or all. What happens in
// a pause for all is no sample (the filter's reason "paused", "guest" or "vacation"); a pause of
// one model only stops its trainings. Begin and end of each are decisions, also of one that ends by
// itself. Event loop only.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "learning/readiness.hpp"
#include "store/store.hpp"
#include "training/chronicle.hpp"

namespace hearth::training {

struct PauseRequest {
    std::string model;           // empty: all
    std::string kind = "pause";  // "pause", "guest" or "vacation"
    TimeUs until_us = 0;         // 0: until it is ended
    std::string reason;
};

class LearningPauses {
public:
    // on_changed: gets the filter's reason word for samples from now on; empty: they count.
    LearningPauses(const Clock& clock, store::Store& store, Chronicle& chronicle,
                   std::function<void(const std::string& reason)> on_changed)
        : clock_(clock), store_(store), chronicle_(chronicle), on_changed_(std::move(on_changed)) {}

    // Reads what is open. Also from time to time, since pauses end by themselves.
    Status refresh();
    // Replaces one of the same kind and model that is open. kInvalid.
    Status begin(const PauseRequest& request);
    // kNotFound when none is open.
    Status end(const std::string& model, const std::string& kind);

    // Why the model is not trained at present, in words.
    std::vector<learning::Blocker> objections(const std::string& model) const;
    const std::vector<store::Pause>& open() const { return open_; }
    bool guests_present() const;

private:
    void tell(const std::string& model, const std::string& code, const std::string& reason);
    Status tell_ended();

    const Clock& clock_;
    store::Store& store_;
    Chronicle& chronicle_;
    std::function<void(const std::string&)> on_changed_;
    std::vector<store::Pause> open_;
};

}  // namespace hearth::training
