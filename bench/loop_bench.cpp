// The learning loop over a recorded log: does what answers live stay above its fallback?
//
// The log is played in order of time through the daemon's engine (messages, samples, thresholds,
// trainings in real worker processes, shadow, watch) with its default settings and a clock that
// follows the log. Each prediction is judged by what then happens, before anything learns from it
// (prequential; Dawid 1984), beside the fallback's on the same event.
//
//   loop_bench LOG … [--until 0.7] [--every N]      a line for each N-th part of the log (default
//   5)
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/iso_time.hpp"
#include "core/log.hpp"
#include "played_home.hpp"
#include "recording/log_reader.hpp"
#include "recording/replay_plan.hpp"

using namespace hearth;

namespace {

constexpr const char* kModel = "pattern_detection";
constexpr int kAllRows = 1'000'000;

struct Answered {
    TimeUs time_us = 0;
    std::int64_t version = 0;  // 0: the fallback
};

struct Pair {
    LiveScore live, fallback;
};

// The engine behind one log.
class Home {
public:
    Home(const std::string& log, double until)
        : events_(read_events(log, until)),
          home_(events_.front().changed_us - bench::PlayedHome::kTick, handlers()) {}

    void play() {
        for (const HomeEvent& event : events_) home_.receive(event);
    }

    // What answered and the fallback, on the same events, in order of time.
    std::vector<Pair> pairs() {
        std::map<std::int64_t, std::map<std::int64_t, LiveScore>> by_version;
        std::int64_t newest = 0;
        for (const Answered& answered : answered_) newest = std::max(newest, answered.version);
        for (std::int64_t version = 0; version <= newest; ++version) {
            const auto scores =
                home_.engine().store().live_scores().latest(kModel, version, kAllRows);
            bench::require(scores);
            for (const LiveScore& score : *scores) by_version[version][score.sample_id] = score;
        }
        std::vector<Pair> out;
        for (const auto& [sample, fallback] : by_version[0]) {
            const std::int64_t version = version_before(fallback.time_us);
            const auto& scores = by_version[version];
            if (const auto live = scores.find(sample); live != scores.end())
                out.push_back({live->second, fallback});
        }
        return out;
    }

    Json ask(const std::string& command, const Json& arguments) {
        return home_.ask(command, arguments);
    }

private:
    static std::vector<HomeEvent> read_events(const std::string& path, double until) {
        ReadOptions options;
        options.ends = true;  // as Home Assistant reports it: on and off
        const auto log = read_log(path, options);
        bench::require(log);
        auto events = plan_replay(*log, TimeZone::utc());
        events.resize(static_cast<std::size_t>(until * static_cast<double>(events.size())));
        if (events.empty()) throw std::runtime_error(path + " has no events");
        return events;
    }

    engine::EngineHandlers handlers() {
        engine::EngineHandlers out;
        out.on_prediction = [this](const Json& prediction) {
            const auto time = parse_iso_time(json_string(prediction, "time").value_or(""));
            answered_.push_back({time ? *time : home_.clock().wall_us(),
                                 json_integer(prediction, "version").value_or(0)});
        };
        return out;
    }

    // Which version made the newest prediction before that time.
    std::int64_t version_before(TimeUs time_us) const {
        const auto after = std::lower_bound(
            answered_.begin(), answered_.end(), time_us,
            [](const Answered& answered, TimeUs time) { return answered.time_us < time; });
        return after == answered_.begin() ? 0 : std::prev(after)->version;
    }

    std::vector<HomeEvent> events_;
    std::vector<Answered> answered_;
    bench::PlayedHome home_;
};

struct Means {
    double top1 = 0, mrr = 0, log_loss = 0, fallback_top1 = 0, fallback_mrr = 0,
           fallback_log_loss = 0, lead = 0, lead_error = 0;
    std::size_t n = 0, own = 0;  // own: answered by a trained version
};

Means means_of(const std::vector<Pair>& pairs, std::size_t from, std::size_t to) {
    Means out;
    double squares = 0;
    for (std::size_t i = from; i < to; ++i) {
        const auto& [live, fallback] = pairs[i];
        ++out.n;
        if (live.version > 0) ++out.own;
        out.top1 += live.top1;
        out.mrr += live.reciprocal_rank;
        out.log_loss += live.log_loss;
        out.fallback_top1 += fallback.top1;
        out.fallback_mrr += fallback.reciprocal_rank;
        out.fallback_log_loss += fallback.log_loss;
        const double lead = live.reciprocal_rank - fallback.reciprocal_rank;
        out.lead += lead;
        squares += lead * lead;
    }
    const auto n = static_cast<double>(std::max<std::size_t>(1, out.n));
    for (double* sum : {&out.top1, &out.mrr, &out.log_loss, &out.fallback_top1, &out.fallback_mrr,
                        &out.fallback_log_loss, &out.lead})
        *sum /= n;
    out.lead_error = std::sqrt(std::max(0.0, squares / n - out.lead * out.lead) / n);
    return out;
}

void print_line(const std::string& name, const Means& m) {
    std::printf("  %-12s %7zu %7zu  %.3f %.3f  %.3f %.3f  %.3f %.3f  %+.4f +- %.4f\n", name.c_str(),
                m.n, m.own, m.top1, m.fallback_top1, m.mrr, m.fallback_mrr, m.log_loss,
                m.fallback_log_loss, m.lead, 1.96 * m.lead_error);
}

// The lead over the fallback from the first event on, where it was lowest: a running mean that
// starts to count after kSettled events.
void print_lowest(const std::vector<Pair>& pairs) {
    constexpr std::size_t kSettled = 100;
    double rank = 0, hits = 0, lowest_rank = 1, lowest_hits = 1;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        rank += pairs[i].live.reciprocal_rank - pairs[i].fallback.reciprocal_rank;
        hits += pairs[i].live.top1 - pairs[i].fallback.top1;
        if (i + 1 < kSettled) continue;
        lowest_rank = std::min(lowest_rank, rank / static_cast<double>(i + 1));
        lowest_hits = std::min(lowest_hits, hits / static_cast<double>(i + 1));
    }
    std::printf("  lowest running lead: top1 %+.4f, mrr %+.4f\n", lowest_hits, lowest_rank);
}

void print_runs(Home& home) {
    const Json runs = home.ask("runs", {{"model", kModel}, {"limit", 1000}});
    std::map<std::string, int> counts;
    for (const Json& run : runs)
        ++counts[run["kind"].get<std::string>() + " " + run["decision"].get<std::string>()];
    std::printf("  runs:");
    for (const auto& [what, n] : counts) std::printf(" %s %d;", what.c_str(), n);
    std::printf("\n  decisions:");
    counts.clear();
    for (const Json& decision : home.ask("decisions", {{"model", kModel}, {"limit", 1000}}))
        if (decision["kind"] != "run")
            ++counts[decision["kind"].get<std::string>() + " " +
                     decision["code"].get<std::string>()];
    for (const auto& [what, n] : counts) std::printf(" %s %d;", what.c_str(), n);
    std::printf("\n\n");
}

void report(const std::string& log, double until, int parts) {
    Home home(log, until);
    home.play();
    const std::vector<Pair> pairs = home.pairs();
    std::printf("%s\n  %-12s %7s %7s  %-11s  %-11s  %-11s  %s\n", log.c_str(), "part", "events",
                "trained", "top1 fallb.", "mrr  fallb.", "loss fallb.", "lead in mrr, 95 %");
    for (int part = 0; part < parts; ++part) {
        const std::size_t from =
            pairs.size() * static_cast<std::size_t>(part) / static_cast<std::size_t>(parts);
        const std::size_t to =
            pairs.size() * static_cast<std::size_t>(part + 1) / static_cast<std::size_t>(parts);
        print_line(std::to_string(part + 1) + " of " + std::to_string(parts),
                   means_of(pairs, from, to));
    }
    print_line("all", means_of(pairs, 0, pairs.size()));
    print_lowest(pairs);
    std::vector<Pair> own;
    std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(own),
                 [](const Pair& pair) { return pair.live.version > 0; });
    print_line("trained", means_of(own, 0, own.size()));
    print_runs(home);
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char* argv[]) {
    CLI::App arguments("The learning loop over recorded logs", "loop_bench");
    std::vector<std::string> logs;
    double until = 1;
    int parts = 5;
    arguments.add_option("logs", logs, "event logs")->required();
    arguments.add_option("--until", until)->check(CLI::Range(0.05, 1.0));
    arguments.add_option("--every", parts)->check(CLI::Range(1, 100));
    CLI11_PARSE(arguments, argc, argv);
    try {
        if (const Status quiet = start_logging("error", true); !quiet)
            throw std::runtime_error(quiet.error().text);
        for (const std::string& log : logs) report(log, until, parts);
        return EXIT_SUCCESS;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "loop_bench: %s\n", failure.what());
        return EXIT_FAILURE;
    }
}
