// Keeps a model's replay buffer: a stratified reservoir of the samples it learns from, stored as it
// changes. Event loop only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/manifest.hpp"
#include "domain/sample.hpp"
#include "learning/replay_reservoir.hpp"
#include "store/store.hpp"

namespace hearth::training {

class ReplayKeeper {
public:
    // capacity: samples a model keeps.
    ReplayKeeper(store::Store& store, std::uint64_t seed, std::int64_t capacity)
        : store_(store), seed_(seed), capacity_(capacity) {}

    // Takes up the stored buffer and offers it what came since; fills it anew where samples of it
    // are gone (forgotten or too old) or its size was changed. Also after forgetting.
    Status load(const Manifest& manifest);

    // New samples, stored already. Only those that the model learns from and has to predict.
    Status offer(const Manifest& manifest, const std::vector<Sample>& samples);

private:
    using Reservoir = learning::ReplayReservoir;
    Status begin_anew(const Manifest& manifest);
    Status catch_up(const Manifest& manifest);
    Status offer_one(const std::string& model, Reservoir& reservoir, const Sample& sample);
    Status store_head(const std::string& model, const Reservoir& reservoir);

    store::Store& store_;
    std::uint64_t seed_;
    std::int64_t capacity_;
    std::map<std::string, Reservoir> reservoirs_;  // by model
};

}  // namespace hearth::training
