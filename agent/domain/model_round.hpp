// ModelRound: one question to several models, whose answers are awaited together. What the answers
// are for, and who waits for the end, is the owner's.
//
// A model that does not answer within a minute is not waited for: a version that is replaced takes
// its unanswered questions with it. Event loop only; it must outlive the
// questions it asks.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth {

// Asks one model: "explain" of docs/plugin-guide.md.
using AskModel = std::function<void(Json request, std::function<void(Result<Json>)> on_reply)>;

class ModelRound {
public:
    static constexpr TimeUs kPatience = kMicrosPerMinute;

    // on_reply is told each answer, on_end once that all have come or are waited for no more. The
    // round is closed by then.
    using OnReply = std::function<void(const std::string& model, const Result<Json>& reply)>;
    ModelRound(OnReply on_reply, std::function<void()> on_end)
        : on_reply_(std::move(on_reply)), on_end_(std::move(on_end)) {}

    bool is_open() const { return open_.has_value(); }
    // now_us: of the steady clock. Precondition: not open, at least one model.
    void begin(const std::map<std::string, AskModel>& models, const Json& request, TimeUs now_us);
    // Now and then: ends a round that has waited long enough.
    void tick(TimeUs now_us);
    // Closes it without an end; what still comes is not told.
    void drop() { open_.reset(); }

private:
    struct Open {
        std::uint64_t number = 0;
        TimeUs begun_us = 0;
        std::size_t awaited = 0;
    };
    void end();

    OnReply on_reply_;
    std::function<void()> on_end_;
    std::optional<Open> open_;
    std::uint64_t rounds_ = 0;
};

}  // namespace hearth
