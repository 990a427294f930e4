#include "models/judged_run.hpp"

#include <chrono>
#include <filesystem>
#include <stdexcept>

#include "config/plugin_catalogue.hpp"
#include "measuring.hpp"
#include "recording/dataset_file.hpp"
#include "support/temporary_folder.hpp"
#include "training/worker_run.hpp"

namespace hearth::bench {
namespace {

void check(const Status& done) {
    if (!done) throw std::runtime_error(done.error().text);
}

void write_dataset(const std::string& path, const std::vector<Sample>& samples) {
    auto writer = DatasetWriter::open(path, {});
    if (!writer) throw std::runtime_error(writer.error().text);
    for (const Sample& sample : samples) check(writer->add(sample));
    check(writer->close());
}

}  // namespace

JudgedRun judge_run(const RunRequest& request) {
    test::TemporaryFolder folder;
    write_dataset(folder.file("dataset.jsonl"), request.samples);
    std::filesystem::create_directories(folder.file("job"));
    const Json message = {
        {"dataset", folder.file("dataset.jsonl")},
        {"output", folder.file("job")},
        {"kind", "full"},
        {"seed", request.seed},
        {"split", {{"holdout_fraction", 0.2}, {"holdout_after_us", Json()}, {"min_holdout", 1}}},
        {"incumbent", Json()},
        {"warm_start", false},
        {"replay_rows", 0},
        {"options", request.options},
        {"online", request.online},
        {"max_seconds", 1800}};
    training::WorkerOptions worker;
    worker.worker_path = HEARTH_BINARY_DIR "/bin/hearth-worker";
    worker.plugin_library = request.manifest.folder + "/" + request.manifest.library;
    worker.memory_bytes = std::int64_t{4} << 30;
    worker.trust_any_owner = true;
    worker.niceness = 0;
    asio::io_context loop{1};
    std::optional<Result<training::WorkerOutcome>> done;
    const double cpu_before = child_cpu_s();
    const auto begin = std::chrono::steady_clock::now();
    const auto job = training::WorkerRun::start(
        loop, worker, message, std::chrono::hours(1),
        {[](const Json&) {},
         [&](Result<training::WorkerOutcome> outcome) { done = std::move(outcome); }});
    loop.run();
    if (!done || !*done)
        throw std::runtime_error(done ? done->error().text : "the worker gave no answer");
    return {(*done)->result, seconds_since(begin), child_cpu_s() - cpu_before,
            static_cast<double>((*done)->peak_rss_bytes) / (1 << 20)};
}

Json model_options(const Manifest& manifest, const std::vector<std::string>& given) {
    Json chosen = Json::object();
    for (const std::string& option : given) {
        const auto equals = option.find('=');
        if (equals == std::string::npos)
            throw std::runtime_error("an option is NAME=VALUE, not '" + option + "'");
        const std::string value = option.substr(equals + 1);
        const auto parsed = parse_json(value);
        chosen[option.substr(0, equals)] = parsed ? *parsed : Json(value);
    }
    const auto options = config::check_options(manifest, chosen);
    if (!options) throw std::runtime_error(options.error().text);
    return *options;
}

Manifest built_plugin(const std::string& name) {
    for (const Manifest& manifest :
         config::find_plugins(HEARTH_BINARY_DIR "/plugins", true).manifests)
        if (manifest.name == name) return manifest;
    throw std::runtime_error("the plugin " + name + " has not been built");
}

}  // namespace hearth::bench
