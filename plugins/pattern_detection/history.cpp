#include "pattern_detection/history.hpp"

#include <algorithm>

#include "core/floor_div.hpp"

namespace hearth::pattern {

History::History(TimeZone zone) : zone_(std::move(zone)) { reset(); }

void History::reset() {
    moment_ = Moment{};
    moment_.recent.fill(kNoSymbol);
    moment_.gap_s.fill(kFirstGapS);
    active_.clear();
    last_seen_.clear();
    by_recency_.clear();
}

bool History::enter_group(const std::string& group) {
    if (group == group_) return false;
    reset();
    group_ = group;
    return true;
}

void History::push(const Event& event, int symbol) {
    enter_group(event.group);
    moment_.gap_s[1] = moment_.gap_s[0];
    moment_.gap_s[0] = empty() ? kFirstGapS : seconds_until(event.time_us);
    const LocalTime local = zone_.local(event.time_us);
    moment_.hour = local.hour;
    moment_.weekday = local.weekday;
    moment_.weekend = local.weekday >= 5;
    const TimeUs wall = event.time_us + local.offset_us;
    moment_.day = floor_div(wall, kMicrosPerDay);
    moment_.time_us = event.time_us;
    follow_session(symbol);
    follow_run(symbol);
    std::shift_right(moment_.recent.begin(), moment_.recent.end(), 1);
    moment_.recent[0] = symbol;
    active_.change(event.entity, event.active, event.until_us, event.time_us);
    moment_.active_set = active_.key();
    follow_recency(symbol);
    ++moment_.events;
}

void History::follow_session(int symbol) {
    if (empty() || moment_.gap_s[0] > kSessionGapS) {
        ++session_;
        moment_.session_position = 0;
        moment_.session_first = symbol;
    } else {
        ++moment_.session_position;
    }
}

void History::follow_run(int symbol) {
    if (symbol == moment_.recent[0]) {
        ++moment_.run_length;
    } else {
        moment_.run_length = 1;
        moment_.before_before_run = moment_.before_run;
        moment_.before_run = moment_.recent[0];
    }
}

void History::follow_recency(int symbol) {
    const auto index = static_cast<std::size_t>(symbol);
    if (index >= last_seen_.size()) last_seen_.resize(index + 1);
    LastSeen& seen = last_seen_[index];
    const bool same_session = seen.event >= 0 && seen.session == session_;
    const bool same_day = seen.event >= 0 && seen.day == moment_.day;
    seen = {moment_.events,
            moment_.time_us,
            session_,
            moment_.day,
            same_session ? seen.in_session + 1 : 1,
            same_day ? seen.on_day + 1 : 1};
    const auto place = std::find(by_recency_.begin(), by_recency_.end(), symbol);
    if (place == by_recency_.end()) {
        by_recency_.insert(by_recency_.begin(), symbol);
    } else {
        std::rotate(by_recency_.begin(), place, place + 1);
    }
}

const History::LastSeen* History::find(int symbol) const {
    const auto index = static_cast<std::size_t>(symbol);
    if (symbol < 0 || index >= last_seen_.size() || last_seen_[index].event < 0) return nullptr;
    return &last_seen_[index];
}

std::int64_t History::events_since(int symbol) const {
    const LastSeen* seen = find(symbol);
    return seen == nullptr ? -1 : moment_.events - 1 - seen->event;
}

int History::session_count(int symbol) const {
    const LastSeen* seen = find(symbol);
    return seen == nullptr || seen->session != session_ ? 0 : seen->in_session;
}

int History::day_count(int symbol) const {
    const LastSeen* seen = find(symbol);
    return seen == nullptr || seen->day != moment_.day ? 0 : seen->on_day;
}

double History::seconds_until(TimeUs time_us) const {
    return std::max(0.0, static_cast<double>(time_us - moment_.time_us) /
                             static_cast<double>(kMicrosPerSecond));
}

double History::seconds_since(int symbol) const {
    const TimeUs then = last_seen_[static_cast<std::size_t>(symbol)].time_us;
    return std::max(
        0.0, static_cast<double>(moment_.time_us - then) / static_cast<double>(kMicrosPerSecond));
}

}  // namespace hearth::pattern
