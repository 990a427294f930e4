#include "training/learning_pauses.hpp"

#include <algorithm>
#include <array>

#include "core/iso_time.hpp"

namespace hearth::training {

namespace {

struct KindWords {
    const char *kind, *filter_reason, *is_open, *time_is_over, *ended, *none_open;
};

constexpr std::array<KindWords, 3> kKinds = {
    {{"pause", "paused", "learning is paused", "the pause is over: learning goes on",
      "learning goes on", "learning is not paused"},
     {"guest", "guest", "guests are in the house", "the time that was said for the guests is over",
      "the guests have left", "no guests are noted"},
     {"vacation", "vacation", "the household is on vacation",
      "the time that was said for the vacation is over", "the vacation is over",
      "no vacation is noted"}}};

// Null for a word that is no kind of pause.
const KindWords* find_kind(const std::string& kind) {
    const auto found = std::find_if(kKinds.begin(), kKinds.end(),
                                    [&](const KindWords& words) { return kind == words.kind; });
    return found == kKinds.end() ? nullptr : &*found;
}

// A stored pause of a kind that this version does not know is one by the user.
const KindWords& kind_of(const std::string& kind) {
    const KindWords* known = find_kind(kind);
    return known ? *known : kKinds.front();
}

std::string words_of(const store::Pause& pause) {
    std::string out = kind_of(pause.kind).is_open;
    if (pause.until_us > 0) out += " until " + format_iso_time(pause.until_us);
    if (!pause.reason.empty()) out += " (" + pause.reason + ")";
    return out;
}

}  // namespace

Status LearningPauses::refresh() {
    if (Status told = tell_ended(); !told) return told;
    auto open = store_.pauses().open(clock_.wall_us());
    if (!open) return open.error();
    open_ = std::move(*open);
    std::string reason;
    for (const store::Pause& pause : open_)
        if (pause.model.empty()) reason = kind_of(pause.kind).filter_reason;
    on_changed_(reason);
    return {};
}

Status LearningPauses::tell_ended() {
    const auto ended = store_.pauses().take_ended(clock_.wall_us());
    if (!ended) return ended.error();
    for (const store::Pause& pause : *ended)
        tell(pause.model, "ended", kind_of(pause.kind).time_is_over);
    return {};
}

Status LearningPauses::begin(const PauseRequest& request) {
    if (!find_kind(request.kind))
        return Error{ErrorCode::kInvalid, "a pause is of the kind 'pause', 'guest' or 'vacation'"};
    const TimeUs now = clock_.wall_us();
    if (request.until_us != 0 && request.until_us <= now)
        return Error{ErrorCode::kInvalid, "the end of the pause lies in the past"};
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    const auto ended = store_.pauses().end(request.model, request.kind, now);
    if (!ended) return ended.error();
    store::Pause pause;
    pause.model = request.model;
    pause.kind = request.kind;
    pause.from_us = now;
    pause.until_us = request.until_us;
    pause.reason = request.reason;
    if (Status begun = store_.pauses().begin(pause); !begun) return begun;
    if (Status committed = transaction->commit(); !committed) return committed;
    tell(request.model, "begun", words_of(pause));
    return refresh();
}

Status LearningPauses::end(const std::string& model, const std::string& kind) {
    const auto ended = store_.pauses().end(model, kind, clock_.wall_us());
    if (!ended) return ended.error();
    if (*ended == 0) return Error{ErrorCode::kNotFound, kind_of(kind).none_open};
    tell(model, "ended", kind_of(kind).ended);
    return refresh();
}

bool LearningPauses::guests_present() const {
    return std::any_of(open_.begin(), open_.end(), [](const store::Pause& pause) {
        return pause.kind == "guest" && pause.model.empty();
    });
}

std::vector<learning::Blocker> LearningPauses::objections(const std::string& model) const {
    std::vector<learning::Blocker> out;
    for (const store::Pause& pause : open_)
        if (pause.model == model || (pause.model.empty() && pause.kind == "pause"))
            out.push_back({"paused", words_of(pause)});
    return out;
}

void LearningPauses::tell(const std::string& model, const std::string& code,
                          const std::string& reason) {
    chronicle_.add(model, decision_kind::kPause, code, reason);
}

}  // namespace hearth::training
