// Trainings that must come and cannot begin yet, such as after forgetting while a training of the
// model is still ending. Each is for a full training, whatever threshold and waiting times say.
//
// Kept with the model's state ("retrain_wanted"), so that a restart loses none. Event loop only.
#pragma once

#include <map>
#include <string>

#include "core/result.hpp"
#include "store/store.hpp"

namespace hearth::training {

class RetrainWishes {
public:
    explicit RetrainWishes(store::Store& store) : store_(store) {}

    // Takes up those that are stored.
    Status load();
    // `trigger` is that of the run to come, such as "forget". It replaces an earlier wish.
    Status keep(const std::string& model, const std::string& trigger);
    // Its run is stored, or there is nothing to train with any more.
    Status drop(const std::string& model);

    const std::map<std::string, std::string>& open() const { return open_; }  // model to trigger

private:
    Status store(const std::string& model, const Json& wish);

    store::Store& store_;
    std::map<std::string, std::string> open_;
};

}  // namespace hearth::training
