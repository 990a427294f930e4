// train: asks for a training and, on a terminal or with --wait, watches it to its decision.
#include <memory>
#include <ostream>

#include "cli/command_line.hpp"
#include "cli/event_feed.hpp"
#include "cli/interrupt.hpp"
#include "cli/json_text.hpp"
#include "cli/progress_bar.hpp"
#include "cli/run_view.hpp"
#include "cli/status_text.hpp"
#include "cli/verbs.hpp"

namespace hearth::cli {

namespace {

using namespace std::chrono_literals;

constexpr TimeUs kAskAgainUs = 3 * kMicrosPerSecond;
constexpr std::int64_t kRunsLookedAt = 20;

struct TrainOptions {
    std::string model;
    bool full = false, dry_run = false, force = false, wait = false;
};

Json arguments_of(const TrainOptions& options) {
    Json arguments{{"model", options.model}};
    if (options.full) arguments["full"] = true;
    if (options.dry_run) arguments["dry_run"] = true;
    if (options.force) arguments["force"] = true;
    return arguments;
}

// The run's id in the answer to `train`.
std::string run_id_in(const Json& answer) { return json_string(answer, "run").value_or(""); }

// The feed may lose an event; the list of runs does not.
Status look_up_decision(ApiClient& client, const std::string& model, RunView& view) {
    const auto runs = client.call("runs", Json{{"model", model}, {"limit", kRunsLookedAt}});
    if (!runs) return runs.error();
    const Json& list = runs->is_object() && runs->contains("runs") ? runs->at("runs") : *runs;
    if (!list.is_array()) return {};
    for (const Json& run : list)
        if (json_string(run, "id") == view.run_id() &&
            !json_string(run, "decision").value_or("").empty())
            view.decide(run);
    return {};
}

class TrainingWatch {
public:
    TrainingWatch(const Console& console, ApiClient& client, EventFeed& feed, bool silent)
        : console_(console),
          client_(client),
          feed_(feed),
          silent_(silent),
          progress_(console.err, clock_, console.terminal, console.width) {}

    // Until the run is decided. kCancelled when interrupted (the run goes on).
    Status follow(const std::string& model, RunView& view) {
        InterruptGuard guard;
        TimeUs ask_at = clock_.steady_us() + kAskAgainUs;
        while (!view.decided()) {
            if (guard.interrupted())
                return Error{
                    ErrorCode::kCancelled,
                    "stopped watching; the training goes on. hearth cancel " + model + " stops it"};
            const auto event = feed_.next(feed_.ended() ? 0ms : 200ms);
            if (event) {
                view.take(event->kind, event->body);
                ask_at = clock_.steady_us() + kAskAgainUs;
            } else if (clock_.steady_us() >= ask_at) {
                if (Status asked = look_up_decision(client_, model, view); !asked) return asked;
                ask_at = clock_.steady_us() + kAskAgainUs;
            } else if (feed_.ended()) {
                std::this_thread::sleep_for(200ms);
            }
            if (!silent_) progress_.show({view.line()});
        }
        progress_.finish();
        return {};
    }

private:
    const Console& console_;
    ApiClient& client_;
    EventFeed& feed_;
    bool silent_;
    SystemClock clock_;
    ProgressBar progress_;
};

int train_and_watch(const Console& console, const CommonOptions& common,
                    const TrainOptions& options, const ApiAddress& address) {
    ApiClient client(address);
    EventFeed feed(address);  // before the command, so that no event is missed
    // Without a feed the runs are looked up, which shows no progress but the same decision.
    if (const Status open = feed.wait_until_open(5s);
        !open && open.error().code != ErrorCode::kUnavailable)
        console.note("no live progress: " + open.error().text);
    const auto answer = client.call("train", arguments_of(options));
    if (!answer) return fail(console, common, answer.error(), client.daemon_away());
    RunView view(run_id_in(*answer), options.model);
    TrainingWatch watch(console, client, feed, common.json);
    if (const Status followed = watch.follow(options.model, view); !followed)
        return fail(console, common, followed.error(), client.daemon_away());
    if (common.json)
        console.print_json(view.decision());
    else
        console.out << verdict_text(view.decision(), console.style) << std::flush;
    return json_string(view.decision(), "decision") == "accepted" ? kSuccess : kFailed;
}

int train(const Console& console, const CommonOptions& common, const TrainOptions& options) {
    if (options.wait || (console.terminal && !common.json)) {
        const auto address = address_of(common);
        if (!address) return fail(console, common, address.error());
        return train_and_watch(console, common, options, *address);
    }
    return call_and_show(console, common, "train", arguments_of(options), json_text);
}

}  // namespace

void add_train_verb(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<TrainOptions>();
    CLI::App* verb = add_verb(app, invocation, "train", "Train a model now");
    verb->add_option("MODEL", options->model, "Name of the model; see hearth models")->required();
    verb->add_flag("--full", options->full, "From scratch, even where an incremental run would do");
    verb->add_flag("--dry-run", options->dry_run, "Train and judge, but change nothing");
    verb->add_flag("--force", options->force,
                   "Whatever the threshold, waiting times, a shadow, load, allowed hours and mains "
                   "power say; not in a pause, nor with low memory, heat or a low battery; the "
                   "safeguard still decides");
    verb->add_flag("--wait", options->wait,
                   "Wait for the decision (as on a terminal); exit code 0 only if accepted");
    verb->callback([&invocation, options] {
        invocation.action = [&invocation, options](const Console& console) {
            return train(console, invocation.common, *options);
        };
    });
}

}  // namespace hearth::cli
