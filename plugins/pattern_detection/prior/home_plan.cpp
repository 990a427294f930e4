#include "pattern_detection/prior/home_plan.hpp"

namespace hearth::pattern {
namespace {

// Sensors that lie together, some used more than others.
std::vector<std::size_t> draw_room(Dice& dice, std::size_t sensors) {
    const std::size_t size = 1 + dice.below(std::min<std::size_t>(sensors, 9));
    const std::size_t first = dice.below(sensors);
    std::vector<std::size_t> room;
    for (std::size_t i = 0; i < size; ++i)
        room.push_back(dice.chance(.85) ? (first + i) % sensors : dice.below(sensors));
    return room;
}

Step draw_step(Dice& dice, const std::vector<std::size_t>& room, double care, double pace) {
    Step step;
    const std::size_t choices = dice.chance(.3 + .5 * (1 - care)) ? 2 + dice.below(3) : 1;
    for (std::size_t i = 0; i < choices; ++i) {
        step.sensors.push_back(room[dice.below(room.size())]);
        step.weights.push_back(i == 0 ? 1 : dice.between(0, 1));
    }
    step.skip = dice.chance(.5) ? dice.between(0, .6) * (1 - care) : 0;
    step.repeat = dice.chance(.25) ? dice.between(0, .6) : 0;
    step.gap_s = pace * dice.scale(.3, 5);
    step.gap_sigma = dice.between(.3, 1.5);
    return step;
}

void draw_times(Dice& dice, double care, Activity& activity) {
    const std::size_t bumps = 1 + dice.below(3);
    for (std::size_t i = 0; i < bumps; ++i) {
        activity.hours.push_back(dice.between(5, 25));
        activity.spreads.push_back(dice.scale(.3, 4) * (1.5 - care));
        activity.peaks.push_back(dice.between(.3, 1));
    }
    activity.any_time = dice.chance(.3) ? dice.between(.1, 1) : dice.between(0, .1);
    activity.weekend = dice.chance(.3) ? dice.scale(.1, 4) : 1;
}

Resident draw_resident(Dice& dice, const HomePlan& plan) {
    Resident resident;
    const double care = dice.uniform();
    const std::size_t count = 3 + dice.below(std::min<std::size_t>(plan.sensors, 18));
    for (std::size_t i = 0; i < count; ++i)
        resident.activities.push_back(draw_activity(dice, plan, care));
    const double order = dice.chance(.7) ? dice.scale(2, 40) : 1;
    for (Activity& activity : resident.activities) {
        activity.followers.assign(count, 1);
        for (std::size_t i = 0; i < 1 + dice.below(3); ++i)
            activity.followers[dice.below(count)] = order;
    }
    resident.wakes = dice.between(5, 10);
    resident.sleeps = dice.between(21, 26);
    resident.pause_s = dice.scale(240, 7200);
    resident.pause_sigma = dice.between(.5, 1.5);
    resident.soon = dice.between(0, .7);
    resident.soon_s = dice.scale(10, 200);
    resident.night = dice.chance(.5) ? dice.between(0, .2) : 0;
    return resident;
}

}  // namespace

Activity draw_activity(Dice& dice, const HomePlan& plan, double care) {
    Activity activity;
    const std::vector<std::size_t> room = draw_room(dice, plan.sensors);
    const std::size_t steps = 1 + dice.below(7);
    const double pace = dice.scale(3, 120);
    for (std::size_t i = 0; i < steps; ++i)
        activity.steps.push_back(draw_step(dice, room, care, pace));
    // A door that is opened is closed, a thing that is taken is put back.
    if (dice.chance(.4)) {
        Step last = activity.steps[dice.below(steps)];
        last.gap_s = pace * dice.scale(.5, 20);
        activity.steps.push_back(last);
    }
    activity.wanders = dice.chance(.4);
    const std::size_t count = activity.steps.size();
    for (std::size_t i = 0; i < count * count; ++i)
        activity.moves.push_back(dice.chance(.4) ? dice.between(.1, 1) : .02);
    activity.length = dice.scale(2, 12);
    activity.swap = dice.chance(.4) ? dice.between(0, .5) * (1 - care) : 0;
    draw_times(dice, care, activity);
    activity.weight = dice.scale(.1, 2);
    activity.rest_h = dice.scale(.05, 20);
    return activity;
}

HomePlan draw_home(Dice& dice) {
    HomePlan plan;
    plan.sensors = static_cast<std::size_t>(dice.scale(6, 73));
    const double form = dice.uniform();
    plan.form = form < .4   ? LogForm::kActivations
                : form < .7 ? LogForm::kIntervals
                            : LogForm::kChanges;
    plan.drops_repeats = dice.chance(.4);
    const bool chatters = dice.chance(.3);
    for (std::size_t i = 0; i < plan.sensors; ++i) {
        plan.on_s.push_back(dice.scale(2, 600));
        plan.chatter.push_back(chatters && dice.chance(.3) ? dice.between(.1, .8) : 0);
    }
    plan.chatter_s = dice.scale(1, 30);
    plan.noise = dice.chance(.7) ? dice.between(0, .15) : 0;
    plan.lost = dice.chance(.5) ? dice.between(0, .15) : 0;
    plan.interrupted = dice.between(0, .15);
    plan.on_the_way = dice.chance(.6) ? dice.between(0, .8) : 0;
    plan.passages = draw_room(dice, plan.sensors);
    if (dice.chance(.4)) plan.changes_after = dice.between(.2, 1);
    plan.rows = static_cast<std::size_t>(dice.scale(250, 4000));
    plan.residents.push_back(draw_resident(dice, plan));
    if (dice.chance(.25)) plan.residents.push_back(draw_resident(dice, plan));
    return plan;
}

}  // namespace hearth::pattern
