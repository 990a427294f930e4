#include "anomalies/anomaly_watch.hpp"

#include <algorithm>
#include <utility>

#include "core/log.hpp"

namespace hearth::anomalies {

namespace {

constexpr TimeUs kPause = 600 * kMicrosPerSecond;
constexpr std::size_t kMostOfAModel = 50;
constexpr int kRememberedDays = 3;
constexpr const char* kToldKey = "anomalies.told";

}  // namespace

AnomalyWatch::AnomalyWatch(const Clock& clock, store::Store& store, TimeZone zone, WatchRules rules,
                           Handlers handlers)
    : clock_(clock),
      store_(store),
      zone_(std::move(zone)),
      rules_(rules),
      handlers_(std::move(handlers)),
      round_(
          [this](const std::string& model, const Result<Json>& reply) { take_reply(model, reply); },
          [this] { finish_round(); }) {}

int AnomalyWatch::today() const {
    const TimeUs now = clock_.wall_us();
    return static_cast<int>((now + zone_.local(now).offset_us) / kMicrosPerDay);
}

void AnomalyWatch::tick() {
    const TimeUs now = clock_.steady_us();
    round_.tick(now);
    if (!rules_.enabled || round_.is_open() || (looked_us_ != 0 && now - looked_us_ < kPause))
        return;
    looked_us_ = now;
    look([](const Result<std::vector<Anomaly>>& found) {
        if (!found) log::debug("no look for anomalies reason=\"{}\"", found.error().text);
    });
}

void AnomalyWatch::look(OnLook on_look) {
    if (!rules_.enabled)
        return on_look(
            Error{ErrorCode::kRefused, "anomalies are switched off (anomalies.enabled)"});
    const auto models = handlers_.models();
    if (models.empty())
        return on_look(Error{ErrorCode::kRefused, "no model can tell what is strange"});
    waiting_.push_back(std::move(on_look));
    if (round_.is_open()) return;
    found_.clear();
    round_.begin(models, {{"what", "anomalies"}, {"now_us", clock_.wall_us()}}, clock_.steady_us());
}

void AnomalyWatch::forget() {
    looked_us_ = 0;
    current_.clear();
    handlers_.on_changed();
    round_.drop();  // its answers may name what was forgotten
    for (const OnLook& on_look : std::exchange(waiting_, {}))
        on_look(Error{ErrorCode::kUnavailable, "something was forgotten meanwhile: ask again"});
}

void AnomalyWatch::take_reply(const std::string& model, const Result<Json>& reply) {
    if (!reply)
        return log::debug("no anomalies from a model model={} reason=\"{}\"", model,
                          reply.error().text);
    const auto list = reply->find("anomalies");
    if (list == reply->end() || !list->is_array()) return;
    std::size_t taken = 0;
    for (const Json& one : *list) {
        if (++taken > kMostOfAModel) return;
        auto anomaly = read_anomaly(model, one);
        if (!anomaly) {
            log::warn("an anomaly cannot be read model={} error=\"{}\"", model,
                      anomaly.error().text);
            continue;
        }
        // On and off of one lamp are one.
        const bool known = std::any_of(found_.begin(), found_.end(), [&](const Anomaly& other) {
            return other.key() == anomaly->key();
        });
        if (!known) found_.push_back(std::move(*anomaly));
    }
}

void AnomalyWatch::finish_round() {
    const std::vector<OnLook> waiting = std::exchange(waiting_, {});
    std::vector<Anomaly> found = std::exchange(found_, {});
    std::stable_sort(found.begin(), found.end(),
                     [](const Anomaly& a, const Anomaly& b) { return a.time_us < b.time_us; });
    const auto same = [](const Anomaly& a, const Anomaly& b) { return a.key() == b.key(); };
    // The first list of a process takes the place of what its predecessor left.
    const bool changed =
        std::exchange(first_, false) ||
        !std::equal(found.begin(), found.end(), current_.begin(), current_.end(), same);
    current_ = found;
    announce(found);
    if (changed) handlers_.on_changed();
    for (const OnLook& on_look : waiting) on_look(found);
}

void AnomalyWatch::announce(const std::vector<Anomaly>& found) {
    load();
    const int day = today();
    const std::size_t forgotten = std::erase_if(told_, [day](const auto& one) {
        return one.second.day < day - kRememberedDays || one.second.day > day;
    });
    auto room =
        rules_.most_a_day - std::count_if(told_.begin(), told_.end(), [day](const auto& one) {
            return one.second.day == day && one.second.announced;
        });
    std::vector<const Anomaly*> fresh;
    std::size_t added = 0;
    for (const Anomaly& one : found) {
        if (told_.contains(one.key())) continue;
        ++added;
        told_[one.key()] = {day, room > 0};
        if (room-- > 0) fresh.push_back(&one);
    }
    if (forgotten + added == 0) return;
    // First noted, then said: who is killed between says nothing rather than all twice.
    if (const Status saved = save(); !saved)
        return log::error("anomalies are not told error=\"{}\"", saved.error().text);
    for (const Anomaly* one : fresh) {
        log::info("anomaly model={} kind={} text=\"{}\"", one->model, one->kind, one->text);
        handlers_.on_new(*one);
    }
}

void AnomalyWatch::load() {
    if (std::exchange(loaded_, true)) return;
    const auto stored = store_.meta().get(kToldKey);
    const auto json = parse_json(stored ? stored->value_or("{}") : "{}");
    if (!json || !json->is_object()) return;
    for (const auto& [key, value] : json->items()) {
        const auto day = json_integer(value, "day");
        if (day)
            told_[key] = {static_cast<int>(*day), json_bool(value, "announced").value_or(true)};
    }
}

Status AnomalyWatch::save() const {
    Json json = Json::object();
    for (const auto& [key, told] : told_)
        json[key] = {{"day", told.day}, {"announced", told.announced}};
    return store_.meta().set(kToldKey, dump_json(json));
}

}  // namespace hearth::anomalies
