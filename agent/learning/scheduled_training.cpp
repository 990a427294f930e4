#include "learning/scheduled_training.hpp"

#include <algorithm>

#include "learning/plain_words.hpp"

namespace hearth::learning {

namespace {
// A fifth of the rows is held out.
constexpr std::int64_t kRowsPerHeldOut = 5;
}  // namespace

SlotNeeds slot_needs(const Manifest& manifest) {
    return {std::max<std::int64_t>(1, manifest.threshold.minimum),
            manifest.min_holdout * kRowsPerHeldOut};
}

std::string slot_objection(const SlotNeeds& needs, std::int64_t fresh, std::int64_t rows) {
    if (fresh < needs.fresh)
        return counted(fresh, "new sample") + ", and at least " + with_commas(needs.fresh) +
               " are needed";
    if (rows < needs.rows)
        return counted(rows, "sample") + " in all, and at least " + with_commas(needs.rows) +
               " are needed to judge a model";
    return {};
}

std::optional<Cadence> cadence_of(const std::vector<TimeUs>& slots) {
    if (slots.size() < 2) return std::nullopt;
    const TimeUs gap = slots[1] - slots[0];
    if (gap < 4 * kMicrosPerDay) return Cadence::kDaily;
    return gap < 16 * kMicrosPerDay ? Cadence::kWeekly : Cadence::kMonthly;
}

std::set<std::string> codes_of(const std::vector<Blocker>& blockers) {
    std::set<std::string> out;
    for (const Blocker& blocker : blockers) out.insert(blocker.code);
    return out;
}

}  // namespace hearth::learning
