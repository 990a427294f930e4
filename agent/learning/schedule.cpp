#include "learning/schedule.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace hearth::learning {

namespace {

constexpr TimeUs kFarBehind = 7 * kMicrosPerDay;

// A stored mark that no clock shows is damage; the arithmetic below relies on it being gone.
bool is_possible(const std::optional<TimeUs>& mark) {
    constexpr TimeUs kYear9999 = 2'932'532 * kMicrosPerDay;
    return mark && *mark >= 0 && *mark < kYear9999;
}

std::string duration_words(TimeUs span) {
    if (span < 2 * kMicrosPerHour) return std::to_string(span / kMicrosPerMinute) + " minutes";
    if (span < 2 * kMicrosPerDay) return std::to_string(span / kMicrosPerHour) + " hours";
    return std::to_string(span / kMicrosPerDay) + " days";
}

std::string count_words(int count, const char* noun) {
    const std::string number =
        (count >= Schedule::kMostCounted ? "at least " : "") + std::to_string(count);
    return number + " " + noun + (count == 1 ? " was" : "s were");
}

}  // namespace

Schedule::Schedule(CronExpression cron, TimeZone zone, ScheduleRules rules, ScheduleState state)
    : cron_(std::move(cron)), zone_(std::move(zone)), rules_(rules), state_(std::move(state)) {
    const bool other = state_.expression != cron_.text() || state_.zone != zone_.name();
    if (other || !is_possible(state_.handled_until_us)) state_.handled_until_us.reset();
    if (other || !is_possible(state_.handled_behind_us)) state_.handled_behind_us.reset();
    state_.expression = cron_.text();
    state_.zone = zone_.name();
}

// The mark that counts for this clock, set if there is none.
std::optional<TimeUs>& Schedule::mark(TimeUs now) {
    if (!state_.handled_until_us) state_.handled_until_us = now;
    if (*state_.handled_until_us - kFarBehind <= now) {
        state_.handled_behind_us.reset();
        return state_.handled_until_us;
    }
    if (!state_.handled_behind_us || *state_.handled_behind_us - kFarBehind > now)
        state_.handled_behind_us = now;
    return state_.handled_behind_us;
}

void Schedule::start(TimeUs now) {
    if (!state_.stopped) return;
    state_.stopped = false;
    auto& handled = mark(now);
    handled = std::max(*handled, now);
}

ScheduleCheck Schedule::check(TimeUs now) {
    ScheduleCheck out;
    if (state_.stopped) {
        out.words = "the schedule (" + cron_.in_words() + ") is stopped";
        return out;
    }
    const auto until_before = state_.handled_until_us;
    const auto behind_before = state_.handled_behind_us;
    auto& handled = mark(now);
    const TimeUs handled_before = *handled;
    if (const auto slot = last_slot(*handled, now)) {
        judge_slot(*slot, *handled, now, out);
        handled = *slot;
    }
    out.next_us = cron_.next_after(std::max(now, *handled), zone_);
    out.words = words_for(out, handled_before, now);
    out.changed =
        state_.handled_until_us != until_before || state_.handled_behind_us != behind_before;
    return out;
}

void Schedule::judge_slot(TimeUs slot, TimeUs handled, TimeUs now, ScheduleCheck& out) const {
    const TimeUs oldest = now - rules_.catch_up_within_us;
    out.slot_us = slot;
    out.fire = slot >= oldest;
    out.skipped = count_slots(handled, out.fire ? oldest - 1 : slot);
    if (!out.fire) return;
    const bool late = now - slot > rules_.on_time_within_us;
    out.missed = count_slots(std::max(handled, oldest - 1), late ? slot : slot - 1);
}

// Looks back in growing steps, so that neither a long downtime nor a rare slot costs many turns.
std::optional<TimeUs> Schedule::last_slot(TimeUs after, TimeUs until) const {
    for (TimeUs span = kMicrosPerHour; after < until; span *= 2) {
        const TimeUs begin = std::max(after, until - span);
        std::optional<TimeUs> found;
        for (auto slot = cron_.next_after(begin, zone_); slot && *slot <= until;
             slot = cron_.next_after(*slot, zone_))
            found = slot;
        if (found || begin == after) return found;
    }
    return std::nullopt;
}

int Schedule::count_slots(TimeUs after, TimeUs until) const {
    int count = 0;
    for (auto slot = cron_.next_after(after, zone_); slot && *slot <= until && count < kMostCounted;
         slot = cron_.next_after(*slot, zone_))
        ++count;
    return count;
}

std::string Schedule::local_text(TimeUs time) const {
    constexpr std::array<const char*, 7> kDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                  "Friday", "Saturday", "Sunday"};
    const LocalTime local = zone_.local(time);
    const auto minute = static_cast<int>((time + local.offset_us) / kMicrosPerMinute % (24 * 60));
    char text[64];
    std::snprintf(text, sizeof text, "%s %04d-%02d-%02d %02d:%02d",
                  kDays[static_cast<std::size_t>(local.weekday)], local.year, local.month,
                  local.day, minute / 60, minute % 60);
    return text;
}

std::string Schedule::words_for(const ScheduleCheck& check, TimeUs handled, TimeUs now) const {
    std::string out;
    if (check.fire) out = late_words(check, now);
    if (check.skipped > 0) out += (out.empty() ? "" : "; ") + skipped_words(check);
    if (!check.slot_us && handled > now)
        out = "the clock went back: what was due up to " + local_text(handled) + " is done";
    if (!check.next_us) return out;
    return out + (out.empty() ? "next run " : "; next run ") + local_text(*check.next_us) + " (" +
           cron_.in_words() + ")";
}

std::string Schedule::late_words(const ScheduleCheck& check, TimeUs now) const {
    const std::string slot = local_text(*check.slot_us);
    const bool late = now - *check.slot_us > rules_.on_time_within_us;
    if (check.missed == 0) return "due " + slot;
    if (!late)
        return "due " + slot + "; " + count_words(check.missed, "earlier run") +
               " missed, and this one makes up for it all";
    const std::string since = ", " + duration_words(now - *check.slot_us) + " ago";
    if (check.missed == 1)
        return "1 run was missed, due " + slot + since + "; it is made up for now";
    return count_words(check.missed, "run") + " missed, the last due " + slot + since +
           "; one run makes up for them";
}

std::string Schedule::skipped_words(const ScheduleCheck& check) const {
    const std::string limit = "more than " + duration_words(rules_.catch_up_within_us) + " ago";
    if (check.fire) return count_words(check.skipped, "older run") + " skipped, due " + limit;
    return count_words(check.skipped, "run") +
           " skipped: " + (check.skipped == 1 ? "it was due " : "the last was due ") +
           local_text(*check.slot_us) + ", " + limit;
}

}  // namespace hearth::learning
