#include "training/retrain_wishes.hpp"

namespace hearth::training {

namespace {
constexpr const char* kKey = "retrain_wanted";
}

Status RetrainWishes::load() {
    const auto states = store_.models().all();
    if (!states) return states.error();
    open_.clear();
    for (const store::ModelState& state : *states)
        if (const auto wish = state.extra.find(kKey); wish != state.extra.end())
            open_[state.model] = json_string(*wish, "trigger").value_or("command");
    return {};
}

Status RetrainWishes::store(const std::string& model, const Json& wish) {
    auto state = store_.models().get(model);
    if (!state) return state.error();
    if (!*state) return Error{ErrorCode::kNotFound, "no state is stored for " + model};
    if (wish.is_null())
        (*state)->extra.erase(kKey);
    else
        (*state)->extra[kKey] = wish;
    return store_.models().update(**state);
}

Status RetrainWishes::keep(const std::string& model, const std::string& trigger) {
    open_[model] = trigger;
    return store(model, {{"trigger", trigger}});
}

Status RetrainWishes::drop(const std::string& model) {
    if (open_.erase(model) == 0) return {};
    return store(model, {});
}

}  // namespace hearth::training
