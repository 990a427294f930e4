#include "domain/model_round.hpp"

namespace hearth {

void ModelRound::begin(const std::map<std::string, AskModel>& models, const Json& request,
                       TimeUs now_us) {
    const std::uint64_t number = ++rounds_;
    open_ = Open{number, now_us, models.size()};
    const auto is_this = [this, number] { return open_ && open_->number == number; };
    for (const auto& [name, ask] : models)
        ask(request, [this, name = name, is_this](const Result<Json>& reply) {
            if (!is_this()) return;
            on_reply_(name, reply);
            if (is_this() && --open_->awaited == 0) end();
        });
}

void ModelRound::tick(TimeUs now_us) {
    if (open_ && now_us - open_->begun_us > kPatience) end();
}

void ModelRound::end() {
    open_.reset();
    on_end_();
}

}  // namespace hearth
