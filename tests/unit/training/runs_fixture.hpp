// Trainings over a real store, with a worker that only waits until it is cancelled.
#pragma once

#include <filesystem>
#include <fstream>

#include "loop_fixture.hpp"
#include "training/trainer.hpp"

namespace hearth::test {

struct RunsFixture : LoopFixture {
    RunsFixture() {
        settings.jobs_folder = folder.file("jobs");
        settings.time_zone = "UTC";
        settings.worker_path = worker("waits", "exec dd bs=65536 count=2 <&3 >/dev/null 2>&1");
        model.manifest.full_every = 4;
        model.manifest.min_holdout = 5;
        model.manifest.incremental = true;
    }
    // A program in the place of hearth-worker.
    std::string worker(const std::string& name, const std::string& commands) {
        const std::string path = folder.file(name);
        std::ofstream(path) << "#!/bin/sh\n" << commands << "\n";
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return path;
    }
    // So many new samples, counted as ingest counts them.
    void live_and_count(int n, const std::string& of = kModelName) {
        live_for(n);
        must(store->models().add_new_samples(of, n));
    }
    store::ModelState state(const std::string& of = kModelName) {
        return *take(store->models().get(of));
    }
    static training::TrainCommand command_for(const std::string& name) {
        training::TrainCommand out;
        out.model = name;
        return out;
    }
    // Lets the loop work until it holds, twenty seconds at most.
    template <class Condition>
    bool wait_until(Condition holds) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        loop->restart();
        while (!holds() && std::chrono::steady_clock::now() < end)
            loop->run_one_for(std::chrono::milliseconds(50));
        return holds();
    }
    training::TrainerParts parts() { return {*versions, *live, *thresholds, *chronicle, feed}; }
    Run run_of(const std::string& id) { return *take(store->runs().get(id)); }

    std::optional<asio::io_context> loop{std::in_place};
    training::TrainerSettings settings;
    training::TrainedModel model{.manifest = loop_manifest()};
};

}  // namespace hearth::test
