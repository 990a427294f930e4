// Incremental against full training: what each costs and what each is worth, on the same rows.
//
// A log is played in order of time. From its first 60 % a first version is trained in full; then
// the home goes on in steps, and at each step a version is trained from the version before
// (incremental: the new rows and the replay buffer) and another one from scratch (full). Both are
// judged on the same later rows, which neither has learned from, and on the anchor set, early rows
// that nobody ever learns from: the version that forgets falls there.
//
//   retraining_bench LOG … [--sensor-state] [--drop-repeats] [--steps 6] [--seed 42]
//                    [--until 0.7] [--option name=value …]
//
// --until plays only the first part of a log: for choosing options, whose worth is then told by the
// rest.
//
// Cost is processor time of the whole worker process: start, reading, history, fit, judging.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "config/plugin_catalogue.hpp"
#include "core/time_zone.hpp"
#include "learning/replay_reservoir.hpp"
#include "measuring.hpp"
#include "recording/dataset_file.hpp"
#include "recording/log_reader.hpp"
#include "recording/protocol.hpp"
#include "support/temporary_folder.hpp"
#include "training/anchor_set.hpp"
#include "training/worker_run.hpp"

using namespace hearth;
using bench::child_cpu_s;

namespace {

constexpr const char* kModel = "pattern_detection";
constexpr double kFirstPart = 0.6;

struct Options {
    std::vector<std::string> logs;
    ProtocolOptions protocol;
    int steps = 6;
    std::int64_t seed = 42;
    std::int64_t replay_rows = 500;
    double until = 1;
    Json hyper_parameters = Json::object();
};

struct Outcome {
    Json result;
    std::string weights;
    double cpu_s = 0;
};

double score(const Json& result, const char* who, const char* metric) {
    return json_number(result.at("scores").at(who), metric).value_or(0);
}

double anchor_score(const Json& result, const char* who) {
    const Json scores = result.value("anchor", Json::object()).value("scores", Json::object());
    return json_number(scores.value(who, Json::object()), "log_loss").value_or(0);
}

// One home, from its first version to its last.
class Home {
public:
    Home(const Options& options, const Manifest& manifest, const std::string& log)
        : options_(options), manifest_(manifest), log_(log) {
        const auto read = read_log(log, {});
        if (!read) throw std::runtime_error(read.error().text);
        samples_ = make_samples(*read, options.protocol, TimeZone::utc());
        samples_.resize(static_cast<std::size_t>(options.until * static_cast<double>(size())));
        for (std::size_t i = 0; i < samples_.size(); ++i)
            samples_[i].id = static_cast<std::int64_t>(i + 1);
        choose_anchor();
    }

    void play() {
        const auto first = static_cast<std::size_t>(kFirstPart * static_cast<double>(size()));
        Outcome incumbent = train(first, first, nullptr, false);
        std::vector<double> full_s, incremental_s;
        Json last_full, last_incremental;
        const std::size_t step = (size() - first) / static_cast<std::size_t>(options_.steps + 1);
        double sums[3][3] = {};
        for (int i = 1; i <= options_.steps; ++i) {
            const std::size_t end = first + static_cast<std::size_t>(i) * step;
            const std::size_t before = end - step;
            const Outcome full = train(end, before, &incumbent, false);
            Outcome next = train(end, before, &incumbent, true);
            full_s.push_back(full.cpu_s);
            incremental_s.push_back(next.cpu_s);
            static constexpr const char* kMetrics[] = {"top1", "mrr", "log_loss"};
            for (int m = 0; m < 3; ++m) {
                sums[0][m] += score(next.result, "incumbent", kMetrics[m]);
                sums[1][m] += score(next.result, "model", kMetrics[m]);
                sums[2][m] += score(full.result, "model", kMetrics[m]);
            }
            last_full = full.result;
            last_incremental = next.result;
            std::remove(incumbent.weights.c_str());
            std::remove(full.weights.c_str());
            incumbent = std::move(next);
        }
        print(full_s, incremental_s, sums, last_full, last_incremental);
    }

private:
    std::size_t size() const { return samples_.size(); }

    void choose_anchor() {
        int targets = 0;
        for (const Sample& sample : samples_)
            if (sample.target && ++targets <= training::kAnchorSpan &&
                targets % training::kAnchorStep == 0)
                anchor_.insert(sample.id);
    }

    // The rows [0, end) with what comes after as the hold-out: those of the next step.
    void write_dataset(const std::string& path, std::size_t end, std::size_t new_from,
                       bool incremental) const {
        learning::ReplayReservoir reservoir(static_cast<std::uint64_t>(options_.seed),
                                            options_.replay_rows);
        for (std::size_t i = 0; i < new_from; ++i)
            if (anchor_.count(samples_[i].id) == 0)
                static_cast<void>(reservoir.offer(samples_[i].id, samples_[i].label));
        std::set<std::int64_t> replay;
        for (const auto& slot : reservoir.state().slots) replay.insert(slot.sample_id);
        DatasetHeader header;
        if (incremental) header.new_after_us = samples_[new_from - 1].time_us;
        auto writer = DatasetWriter::open(path, header);
        if (!writer) throw std::runtime_error(writer.error().text);
        const std::size_t step = holdout_rows();
        for (std::size_t i = 0; i < std::min(size(), end + step); ++i) {
            Sample sample = samples_[i];
            sample.part = i < end ? "train" : "test";
            const std::int64_t id = sample.id;
            if (const Status added = writer->add(
                    sample, {anchor_.count(id) > 0, incremental && replay.count(id) > 0});
                !added)
                throw std::runtime_error(added.error().text);
        }
        if (const Status closed = writer->close(); !closed)
            throw std::runtime_error(closed.error().text);
    }

    std::size_t holdout_rows() const {
        const auto first = static_cast<std::size_t>(kFirstPart * static_cast<double>(size()));
        return (size() - first) / static_cast<std::size_t>(options_.steps + 1);
    }

    Outcome train(std::size_t end, std::size_t new_from, const Outcome* incumbent,
                  bool incremental) {
        const std::string output = folder_.file("job");
        std::filesystem::create_directories(output);
        const std::string dataset = folder_.file("dataset.jsonl");
        write_dataset(dataset, end, new_from, incremental);
        Json request = {
            {"dataset", dataset},
            {"output", output},
            {"kind", incremental ? "incremental" : "full"},
            {"seed", options_.seed},
            {"split",
             {{"holdout_fraction", 0.2}, {"holdout_after_us", Json()}, {"min_holdout", 1}}},
            {"incumbent", Json()},
            {"warm_start", incremental},
            {"replay_rows", options_.replay_rows},
            {"options", options_of_model()},
            {"online", true},
            {"max_seconds", 1800}};
        if (incumbent != nullptr)
            request["incumbent"] = {{"weights", incumbent->weights},
                                    {"sha256", incumbent->result["weights"]["sha256"]}};
        Outcome out = run(request);
        out.weights = folder_.file("weights" + std::to_string(++made_) + ".safetensors");
        std::filesystem::rename(output + "/weights.safetensors", out.weights);
        return out;
    }

    Json options_of_model() const {
        const auto options = config::check_options(manifest_, options_.hyper_parameters);
        if (!options) throw std::runtime_error(options.error().text);
        return *options;
    }

    Outcome run(const Json& request) const {
        asio::io_context loop{1};
        training::WorkerOptions worker;
        worker.worker_path = HEARTH_BINARY_DIR "/bin/hearth-worker";
        worker.plugin_library = manifest_.folder + "/" + manifest_.library;
        worker.memory_bytes = std::int64_t{2} << 30;
        worker.trust_any_owner = true;
        std::optional<Result<training::WorkerOutcome>> done;
        const double before = child_cpu_s();
        const auto job = training::WorkerRun::start(
            loop, worker, request, std::chrono::hours(1),
            {[](const Json&) {},
             [&](Result<training::WorkerOutcome> outcome) { done = std::move(outcome); }});
        loop.run();
        if (!done || !*done)
            throw std::runtime_error("no training: " +
                                     (done ? done->error().text : std::string("no answer")));
        return {(*done)->result, "", child_cpu_s() - before};
    }

    void print(const std::vector<double>& full_s, const std::vector<double>& incremental_s,
               const double (&sums)[3][3], const Json& last_full,
               const Json& last_incremental) const {
        const auto mean = [](const std::vector<double>& values) {
            double sum = 0;
            for (const double value : values) sum += value;
            return sum / static_cast<double>(values.size());
        };
        const auto steps = static_cast<double>(options_.steps);
        std::printf("%s: %zu rows, %d steps of %zu rows\n", log_.c_str(), size(), options_.steps,
                    holdout_rows());
        std::printf("  %-26s %8s %8s %8s %10s %14s\n", "", "top1", "mrr", "log_loss", "cpu s",
                    "anchor log_loss");
        static constexpr const char* kNames[] = {"the version before", "incremental", "full"};
        const double cost[] = {0, mean(incremental_s), mean(full_s)};
        const double anchor[] = {anchor_score(last_incremental, "incumbent"),
                                 anchor_score(last_incremental, "model"),
                                 anchor_score(last_full, "model")};
        for (int who = 0; who < 3; ++who)
            std::printf("  %-26s %8.4f %8.4f %8.4f %10.2f %14.3f\n", kNames[who],
                        sums[who][0] / steps, sums[who][1] / steps, sums[who][2] / steps, cost[who],
                        anchor[who]);
        std::printf("  incremental is %.1f times cheaper; its log-loss differs by %+.2f %%\n\n",
                    cost[2] / cost[1], 100 * (sums[1][2] / sums[2][2] - 1));
        std::fflush(stdout);
    }

    const Options& options_;
    const Manifest& manifest_;
    std::string log_;
    test::TemporaryFolder folder_;
    std::vector<Sample> samples_;
    std::set<std::int64_t> anchor_;
    int made_ = 0;
};

int run(const Options& options) {
    const auto catalogue = config::find_plugins(HEARTH_BINARY_DIR "/plugins", true);
    for (const Manifest& manifest : catalogue.manifests) {
        if (manifest.name != kModel) continue;
        for (const std::string& log : options.logs) Home(options, manifest, log).play();
        return EXIT_SUCCESS;
    }
    throw std::runtime_error("the plugin pattern_detection has not been built");
}

}  // namespace

int main(int argc, char* argv[]) {
    CLI::App arguments("Incremental against full training", "retraining_bench");
    Options options;
    bool sensor_state = false;
    arguments.add_option("logs", options.logs, "event logs")->required();
    arguments.add_flag("--sensor-state", sensor_state, "every row, sensor and state");
    arguments.add_flag("--drop-repeats", options.protocol.drop_repeats);
    arguments.add_option("--steps", options.steps)->check(CLI::Range(1, 50));
    arguments.add_option("--seed", options.seed);
    arguments.add_option("--replay", options.replay_rows)->check(CLI::Range(0, 100'000));
    arguments.add_option("--until", options.until)->check(CLI::Range(0.1, 1.0));
    std::vector<std::string> chosen;
    arguments.add_option("--option", chosen, "NAME=VALUE of the model")->allow_extra_args(false);
    CLI11_PARSE(arguments, argc, argv);
    for (const std::string& option : chosen) {
        const auto equals = option.find('=');
        options.hyper_parameters[option.substr(0, equals)] =
            std::stod(option.substr(equals == std::string::npos ? option.size() : equals + 1));
    }
    if (sensor_state) options.protocol.symbol = SymbolKind::kSensorState;
    try {
        return run(options);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "retraining_bench: %s\n", failure.what());
        return EXIT_FAILURE;
    }
}
