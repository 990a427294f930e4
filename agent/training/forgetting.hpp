// Forgets an entity, a person or a period: the rows go, in slices, and with them every version that
// learned from rows of their kind; the models concerned are trained again without them. What stays
// (runs, decisions, the learning log) has figures and names nothing of the home. It goes on after a
// restart. Event loop only.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/asio.hpp"
#include "core/clock.hpp"
#include "store/store.hpp"
#include "training/chronicle.hpp"
#include "training/trainer.hpp"
#include "training/version_keeper.hpp"

namespace hearth::training {

class Forgetting {
public:
    // on_forgotten: samples of the model are gone and so are its versions: what holds them in
    // memory (serving workers, replay buffer) must let go.
    using OnForgotten = std::function<void(const TrainedModel& model)>;

    Forgetting(asio::io_context& loop, const Clock& clock, store::Store& store, Trainer& trainer,
               VersionKeeper& versions, Chronicle& chronicle, OnForgotten on_forgotten)
        : loop_(loop),
          clock_(clock),
          store_(store),
          trainer_(trainer),
          versions_(versions),
          chronicle_(chronicle),
          on_forgotten_(std::move(on_forgotten)) {}

    // Goes on with what a restart interrupted.
    Status start();
    // kInvalid (nothing named), kConflict (one is under way). Progress and end are decisions.
    Status begin(const store::ForgetRequest& request);
    // {"events","asked","samples":{…},"done"} of the one under way, or of the last one.
    Json progress() const;

    // All that a model has learned goes: its versions, not its samples, from which it is trained
    // anew. Returns how many versions there were. kNotFound.
    Result<std::int64_t> reset(const std::string& model);

    bool busy() const { return request_.has_value(); }

private:
    void next_slice();
    Status forget_slice(int max_rows);
    Status store_pending();
    void drop_traces();
    void finish();
    std::int64_t rows_of(const SampleFilter& filter) const;
    void unlearn(const TrainedModel& model, std::int64_t rows);
    Result<std::int64_t> drop_learned(const TrainedModel& model);
    void begin_anew(const TrainedModel& model, const std::string& trigger, const std::string& code,
                    const std::string& reason);
    std::string words() const;

    asio::io_context& loop_;
    const Clock& clock_;
    store::Store& store_;
    Trainer& trainer_;
    VersionKeeper& versions_;
    Chronicle& chronicle_;
    OnForgotten on_forgotten_;
    std::optional<store::ForgetRequest> request_;
    store::ForgetProgress progress_;
};

}  // namespace hearth::training
