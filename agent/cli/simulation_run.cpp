#include "cli/simulation_run.hpp"

#include <algorithm>
#include <chrono>
#include <ostream>
#include <thread>

#include "cli/command_line.hpp"
#include "cli/status_text.hpp"
#include "cli/text.hpp"
#include "mqtt/paho_session.hpp"

namespace hearth::cli {

namespace {

using namespace std::chrono_literals;

constexpr TimeUs kVerdictUs = 120 * kMicrosPerSecond;   // for a model to become active at the end
constexpr TimeUs kIdleUs = 20 * kMicrosPerSecond;       // nothing is trained: nothing will come
constexpr TimeUs kTrainingUs = 600 * kMicrosPerSecond;  // for the training that was asked for
constexpr TimeUs kFeedRetryUs = 2 * kMicrosPerSecond;
constexpr std::int64_t kRunsLookedAt = 50;
constexpr TimeUs kPredictionPauseUs = kMicrosPerSecond;

// Every sample but signs of presence, sun and weather is something that is predicted.
bool is_target(const std::string& label) {
    static const std::set<std::string> kPresence = {"motion", "occupancy", "presence"};
    static const std::set<std::string> kContext = {"person", "device_tracker", "sun", "weather"};
    const std::string entity_id = label.substr(0, label.find('='));
    if (kContext.contains(domain_of(entity_id))) return false;
    const auto& entities = SimulatedHome::entities();
    return std::none_of(entities.begin(), entities.end(), [&](const SimulatedEntity& entity) {
        return entity.entity_id == entity_id && kPresence.contains(entity.device_class);
    });
}

TimeUs begin_of(const SimulationOptions& options) {
    return options.zone.to_utc(day_number(options.start) * kMicrosPerDay);
}

}  // namespace

Result<SimulationPlan> plan_simulation(const SimulateArguments& arguments, const Clock& clock) {
    SimulationPlan plan;
    const auto speed = parse_replay_speed(arguments.speed);
    if (!speed) return speed.error();
    auto zone = TimeZone::find(arguments.time_zone);
    if (!zone) return zone.error();
    plan.speed = *speed;
    plan.home.zone = *std::move(zone);
    plan.home.weeks = arguments.weeks;
    plan.seed = arguments.seed;
    plan.once = arguments.once;
    if (!arguments.start.empty()) {
        const auto start = parse_date(arguments.start);
        if (!start) return start.error();
        plan.home.start = *start;
        return plan;
    }
    const LocalTime now = plan.home.zone.local(clock.wall_us());
    plan.home.start =
        date_of_day(day_number({now.year, now.month, now.day}) - std::int64_t{7} * arguments.weeks);
    return plan;
}

SimulationRun::SimulationRun(const Console& console, const CommonOptions& common,
                             const SimulationPlan& plan, const ApiAddress& address)
    : console_(console),
      common_(common),
      plan_(plan),
      address_(address),
      client_(address, 30s),
      flow_(address, clock_),
      home_(plan.seed, plan.home),
      view_(plan.home.zone, 7 * plan.home.weeks, begin_of(plan.home), is_target,
            console.error_style),
      progress_(console.err, clock_, console.terminal, console.width) {}

int SimulationRun::run(const BrokerArguments& broker) {
    if (const Status ready = check_daemon(); !ready)
        return fail(console_, common_, ready.error(), client_.daemon_away());
    asio::io_context loop;
    PahoSession session(
        broker_options(broker, "hearth-simulate"),
        [&loop](std::function<void()> task) { asio::post(loop, std::move(task)); }, clock_);
    Delivery delivery(session, loop);
    if (const Status connected = delivery.connect(10s); !connected)
        return fail(console_, common_, connected.error());
    began_us_ = clock_.steady_us();
    const PublishingOutcome outcome = play(delivery);
    if (!outcome.failure && !guard_.interrupted()) {
        wait_for_verdict();
        if (!view_.activation()) train_once_more();
        if (view_.activation() && !plan_.once) keep_watching();
    }
    progress_.finish();
    return report(outcome);
}

// A simulated home must not be mixed into the data of a real one.
Status SimulationRun::check_daemon() {
    const auto status = client_.call("status");
    if (!status) return status.error();
    if (json_bool(*status, "simulated") == false)
        return Error{ErrorCode::kRefused,
                     "the daemon at " + client_.where() +
                         " serves a real home. Start one with home.simulated: true and a data "
                         "folder of its own (config/demo.yaml is an example)"};
    view_.take("status", *status);
    const auto runs = client_.call("runs", Json{{"limit", kRunsLookedAt}});
    if (!runs) return runs.error();
    for (const Json& run : *runs)
        if (!json_string(run, "decision").value_or("").empty())
            known_runs_.insert(json_string(run, "id").value_or(""));
    open_feed();
    const auto begun = flow_.begin();
    return begun ? Status() : begun.error();
}

PublishingOutcome SimulationRun::play(Delivery& delivery) {
    Publishing publishing(delivery, &flow_, clock_,
                          {{HaFormat::kStatestream, ""}, {HaFormat::kEventstream, ""}},
                          plan_.speed);
    return publishing.run([this] { return home_.next(); },
                          [this](const PublishingCounts& counts) { return on_turn(counts); });
}

bool SimulationRun::on_turn(const PublishingCounts& counts) {
    counts_ = counts;
    watch_feed(0ms);
    return !guard_.interrupted() && !(plan_.once && view_.activation());
}

// Takes what the daemon has said; a feed that ended is opened again.
void SimulationRun::watch_feed(std::chrono::milliseconds wait) {
    if ((!feed_ || feed_->ended()) && clock_.steady_us() >= next_feed_us_) open_feed();
    auto event = feed_->next(wait);
    if (!event && feed_->ended() && wait.count() > 0) std::this_thread::sleep_for(wait);
    for (; event; event = feed_->next(0ms)) take(event->kind, event->body);
    show(counts_);
}

void SimulationRun::open_feed() {
    const bool again = feed_ != nullptr;
    feed_ = std::make_unique<EventFeed>(address_);
    next_feed_us_ = clock_.steady_us() + kFeedRetryUs;
    if (feed_->wait_until_open(1s) && again) catch_up();
}

void SimulationRun::take(const std::string& kind, const Json& body) {
    if (kind == "decision" && !known_runs_.insert(json_string(body, "id").value_or("")).second)
        return;
    const std::string text = view_.take(kind, body);
    // With --once an activation ends the run, and the report has it.
    const bool last = plan_.once && kind == "decision" && view_.activation();
    if (!text.empty() && !common_.json && !last) progress_.print(text);
}

void SimulationRun::catch_up() {
    const auto runs = client_.call("runs", Json{{"limit", kRunsLookedAt}});
    if (!runs || !runs->is_array()) return;
    for (auto run = runs->rbegin(); run != runs->rend(); ++run)  // oldest first
        if (!json_string(*run, "decision").value_or("").empty()) take("decision", *run);
}

void SimulationRun::show(const PublishingCounts& counts) {
    if (common_.json) return;
    if (clock_.steady_us() >= next_prediction_us_) {
        if (const auto line = view_.prediction_line()) {
            progress_.print(*line);
            next_prediction_us_ = clock_.steady_us() + kPredictionPauseUs;
        }
    }
    progress_.show(view_.lines(counts));
}

template <class Condition>
void SimulationRun::wait_for(TimeUs timeout_us, Condition done) {
    const TimeUs end = clock_.steady_us() + timeout_us;
    while (!done() && !guard_.interrupted() && clock_.steady_us() < end) watch_feed(200ms);
}

void SimulationRun::wait_for_verdict() {
    TimeUs busy_us = clock_.steady_us();
    wait_for(kVerdictUs, [&] {
        if (view_.training()) busy_us = clock_.steady_us();
        return view_.activation() || clock_.steady_us() - busy_us > kIdleUs;
    });
}

// The weeks are over and nothing is active: every model gets one more chance, with all samples.
void SimulationRun::train_once_more() {
    for (const std::string& model : view_.models()) {
        if (guard_.interrupted() || view_.activation()) return;
        const auto answer = client_.call("train", Json{{"model", model}, {"force", true}});
        if (!answer) {
            console_.print_error(answer.error());
            continue;
        }
        const std::string run = json_string(*answer, "run").value_or("");
        wait_for(kTrainingUs, [&] {
            const auto decision = view_.decisions().find(model);
            return decision != view_.decisions().end() &&
                   json_string(decision->second, "id") == run;
        });
    }
}

void SimulationRun::keep_watching() {
    if (!common_.json)
        progress_.print(std::string(kSimulatedHome) +
                        ": the weeks are over; Ctrl-C ends the view.");
    while (!guard_.interrupted()) watch_feed(200ms);
}

Json SimulationRun::summary(const PublishingOutcome& outcome) const {
    const double seconds = static_cast<double>(clock_.steady_us() - began_us_) / kMicrosPerSecond;
    Json out{{"simulated", true},
             {"generator", SimulatedHome::version()},
             {"seed", plan_.seed},
             {"days", outcome.counts.events > 0 ? view_.day_of(outcome.counts.last_event_us) : 0},
             {"events", outcome.counts.events},
             {"messages", outcome.counts.messages},
             {"seconds", seconds},
             {"activated", view_.activation().has_value()},
             {"predictions", Json{{"judged", view_.score().judged()},
                                  {"right", view_.score().right()},
                                  {"among_three", view_.score().among_three()}}},
             {"decisions", view_.decisions()}};
    if (view_.activation()) out["activation"] = *view_.activation();
    return out;
}

int SimulationRun::report(const PublishingOutcome& outcome) {
    const Json result = summary(outcome);
    if (common_.json)
        console_.print_json(result);
    else
        console_.out << "Simulated home: " << format_value(result.at("days")) << " days, "
                     << format_count(outcome.counts.events) << " events in "
                     << format_count(outcome.counts.messages) << " messages, "
                     << format_duration(result.at("seconds").get<double>()) << ".\n";
    if (outcome.failure) return fail(console_, CommonOptions{}, *outcome.failure);
    if (!view_.activation()) {
        explain_failure();
        return kFailed;
    }
    if (common_.json) return kSuccess;
    const Json& activation = *view_.activation();
    console_.out << "Active on the simulated home: "
                 << format_value(activation.value("model", Json()));
    if (plan_.once)
        console_.out << ", " << verdict_text(activation, console_.style);
    else
        console_.out << " version " << format_value(activation.value("version", Json())) << "\n";
    console_.out.flush();
    return kSuccess;
}

void SimulationRun::explain_failure() {
    console_.print_error(Error{ErrorCode::kRefused, guard_.interrupted()
                                                        ? "stopped before a model became active"
                                                        : "no model became active"});
    for (const std::string& model : view_.models()) {
        const auto decision = view_.decisions().find(model);
        if (decision != view_.decisions().end())
            console_.note(printable(model) + ": " +
                          verdict_text(decision->second, console_.error_style));
        const auto why = client_.call("why", Json{{"model", model}});
        if (why) console_.note(why_text(*why, console_.error_style));
    }
}

}  // namespace hearth::cli
