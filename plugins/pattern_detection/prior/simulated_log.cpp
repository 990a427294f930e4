#include "pattern_detection/prior/simulated_log.hpp"

#include <string>

namespace hearth::pattern {
namespace {

constexpr TimeUs kStart = 1'704'067'200 * kMicrosPerSecond;  // a Monday
constexpr double kDayS = 86'400;

struct Firing {
    double time_s;
    std::size_t sensor;
};

class Life {
public:
    Life(const HomePlan& plan, Resident& resident, Dice& dice, std::size_t firings)
        : plan_(plan), resident_(resident), dice_(dice), wanted_(firings) {
        last_s_.assign(resident.activities.size(), -kDayS);
    }

    std::vector<Firing> live() {
        std::size_t before = resident_.activities.size();
        while (fired_.size() < wanted_) {
            if (!changed_ && static_cast<double>(fired_.size()) >
                                 plan_.changes_after * static_cast<double>(wanted_))
                change();
            pause();
            const std::size_t next = choose(before);
            if (dice_.chance(plan_.on_the_way)) pass();
            last_s_[next] = now_s_;
            carry_out(resident_.activities[next]);
            before = next;
        }
        return std::move(fired_);
    }

private:
    double hour() const { return std::fmod(now_s_, kDayS) / 3600; }
    bool is_weekend() const { return static_cast<int>(now_s_ / kDayS) % 7 >= 5; }

    bool is_night() const {
        const double h = hour();
        const double late = resident_.sleeps;
        return late > 24 ? h >= late - 24 && h < resident_.wakes : h >= late || h < resident_.wakes;
    }

    void pause() {
        now_s_ += dice_.chance(resident_.soon)
                      ? dice_.around(resident_.soon_s, .7)
                      : dice_.around(resident_.pause_s, resident_.pause_sigma);
        if (!is_night() || dice_.chance(resident_.night)) return;
        const double until_waking = std::fmod(resident_.wakes - hour() + 24, 24) * 3600;
        now_s_ += until_waking + std::abs(dice_.normal()) * 1800;
    }

    double time_weight(const Activity& activity) const {
        double weight = activity.any_time;
        for (std::size_t i = 0; i < activity.hours.size(); ++i) {
            double off = std::abs(std::fmod(activity.hours[i], 24) - hour());
            off = std::min(off, 24 - off) / activity.spreads[i];
            weight += activity.peaks[i] * std::exp(-.5 * off * off);
        }
        return weight * (is_weekend() ? activity.weekend : 1);
    }

    std::size_t choose(std::size_t before) {
        std::vector<double> weights;
        for (std::size_t i = 0; i < resident_.activities.size(); ++i) {
            const Activity& activity = resident_.activities[i];
            double weight = 1e-6 + activity.weight * time_weight(activity);
            if (now_s_ - last_s_[i] < activity.rest_h * 3600) weight *= .05;
            if (before < weights.capacity() && before < resident_.activities.size())
                weight *= resident_.activities[before].followers[i];
            weights.push_back(weight);
        }
        return dice_.weighted(weights);
    }

    void pass() {
        const std::size_t first = dice_.below(plan_.passages.size());
        const std::size_t count = 1 + dice_.below(3);
        for (std::size_t i = 0; i < count; ++i) {
            fire(plan_.passages[(first + i) % plan_.passages.size()]);
            now_s_ += dice_.around(5, .7);
        }
    }

    void carry_out(const Activity& activity) {
        std::vector<std::size_t> order;
        if (activity.wanders) {
            std::size_t at = 0;
            const std::size_t count = activity.steps.size();
            do {
                order.push_back(at);
                at = dice_.weighted(
                    {activity.moves.begin() + static_cast<std::ptrdiff_t>(at * count),
                     activity.moves.begin() + static_cast<std::ptrdiff_t>((at + 1) * count)});
            } while (dice_.chance(1 - 1 / activity.length) && order.size() < 60);
        } else {
            for (std::size_t i = 0; i < activity.steps.size(); ++i) order.push_back(i);
            for (std::size_t i = 0; i + 1 < order.size(); ++i)
                if (dice_.chance(activity.swap)) std::swap(order[i], order[i + 1]);
        }
        for (const std::size_t i : order) {
            take(activity.steps[i]);
            if (dice_.chance(plan_.interrupted)) return;
        }
    }

    void take(const Step& step) {
        if (dice_.chance(step.skip)) return;
        do {
            if (dice_.chance(plan_.noise)) {
                fire(dice_.below(plan_.sensors));
                now_s_ += dice_.around(4, 1);
            }
            fire(step.sensors[dice_.weighted(step.weights)]);
            now_s_ += dice_.around(step.gap_s, step.gap_sigma);
        } while (dice_.chance(step.repeat));
    }

    void fire(std::size_t sensor) {
        do {
            if (!dice_.chance(plan_.lost)) fired_.push_back({now_s_, sensor});
            if (!dice_.chance(plan_.chatter[sensor])) return;
            now_s_ += dice_.around(plan_.chatter_s, .8);
        } while (fired_.size() < wanted_);
    }

    void change() {
        changed_ = true;
        for (Activity& activity : resident_.activities) {
            if (!dice_.chance(.4)) continue;
            const std::vector<double> followers = activity.followers;
            activity = draw_activity(dice_, plan_, dice_.uniform());
            activity.followers = followers;
        }
    }

    const HomePlan& plan_;
    Resident& resident_;
    Dice& dice_;
    std::size_t wanted_;
    bool changed_ = false;
    double now_s_ = 7 * 3600;
    std::vector<double> last_s_;
    std::vector<Firing> fired_;
};

Event event_of(std::size_t sensor, double time_s, bool active, bool with_state) {
    Event event;
    event.entity = "s" + std::to_string(sensor);
    event.label = with_state ? event.entity + (active ? "=on" : "=off") : event.entity;
    event.active = active;
    event.time_us = kStart + static_cast<TimeUs>(time_s * 1e6);
    return event;
}

std::vector<Event> written(const HomePlan& plan, const std::vector<Firing>& fired, Dice& dice) {
    std::vector<Event> log;
    std::vector<double> off_s(plan.sensors, -1);  // when the sensor goes off
    for (const Firing& firing : fired) {
        const double until = firing.time_s + dice.around(plan.on_s[firing.sensor], 1);
        const bool is_on = off_s[firing.sensor] > firing.time_s;
        // What is on already can only stay on.
        if (is_on && plan.form != LogForm::kActivations) continue;
        off_s[firing.sensor] = until;
        log.push_back(event_of(firing.sensor, firing.time_s, true, plan.form == LogForm::kChanges));
        if (plan.form == LogForm::kIntervals)
            log.back().until_us = kStart + static_cast<TimeUs>(until * 1e6);
        if (plan.form == LogForm::kChanges)
            log.push_back(event_of(firing.sensor, until, false, true));
    }
    std::stable_sort(log.begin(), log.end(),
                     [](const Event& a, const Event& b) { return a.time_us < b.time_us; });
    return log;
}

}  // namespace

std::vector<Event> simulate_log(HomePlan plan, Dice& dice) {
    std::vector<Firing> fired;
    const std::size_t each = plan.rows / plan.residents.size();
    for (Resident& resident : plan.residents) {
        std::vector<Firing> own = Life(plan, resident, dice, each).live();
        fired.insert(fired.end(), own.begin(), own.end());
    }
    std::stable_sort(fired.begin(), fired.end(),
                     [](const Firing& a, const Firing& b) { return a.time_s < b.time_s; });
    std::vector<Event> log = written(plan, fired, dice);
    if (plan.drops_repeats)
        log.erase(std::unique(log.begin(), log.end(),
                              [](const Event& a, const Event& b) { return a.label == b.label; }),
                  log.end());
    if (log.size() > plan.rows) log.resize(plan.rows);
    return log;
}

}  // namespace hearth::pattern
