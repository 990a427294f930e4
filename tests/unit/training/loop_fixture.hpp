// The learning loop's parts over a real store, with a clock that is moved by hand and no worker.
#pragma once

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <memory>
#include <optional>

#include "core/hash.hpp"
#include "store/store.hpp"
#include "support/manual_clock.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"
#include "training/live_judge.hpp"
#include "training/threshold_keeper.hpp"

namespace hearth::test {

inline constexpr TimeUs kMonday = 1'767'571'200 * kMicrosPerSecond;  // 2026-01-05 00:00 UTC
inline const std::string kModelName = "habits";

inline Manifest loop_manifest() {
    Manifest out;
    out.name = kModelName;
    out.samples.kind = "interaction";
    out.samples.min_confidence = 0;
    out.threshold = {200, 50, 2000};
    out.serve = true;
    out.primary_metrics = {{"top1", Direction::kHigher, 0.01}};
    return out;
}

struct LoopFixture {
    LoopFixture() {
        clock.jump_to(kMonday);
        open();
    }
    // Also: the daemon ends and starts again.
    void open() {
        live.reset();
        thresholds.reset();
        chronicle.reset();
        versions.reset();
        store.reset();
        store = take(store::Store::open(folder.path(), Durability::kNormal, clock));
        must(store->models().ensure(kModelName, 200));
        versions.emplace(*store, clock, folder.file("models"), 5);
        chronicle.emplace(clock, *store, feed, nullptr);
        live.emplace(clock, *store, *versions, *chronicle, rules);
        thresholds.emplace(clock, *store, *chronicle);
        live->set_handlers(
            {[this](const std::string&) { ++changes; }, [this](const std::string&) { ++drifts; }});
    }

    // A candidate with a file of its own; returns its number.
    std::int64_t candidate() {
        ModelVersion version;
        version.model = kModelName;
        version.version = take(store->versions().next_version(kModelName));
        version.file = std::to_string(version.version) + ".safetensors";
        version.run_id = "run" + std::to_string(version.version);
        version.created_us = version.trained_through_us = clock.wall_us();
        version.trained_through_sample = store->samples().last_sample_id("interaction");
        std::filesystem::create_directories(folder.file("models/" + kModelName));
        std::ofstream(versions->path_of(version)) << "weights " << version.version;
        version.sha256 = take(sha256_of_file(versions->path_of(version)));
        return take(store->versions().add_candidate(version));
    }
    std::int64_t activate() {
        const std::int64_t version = candidate();
        must(store->versions().activate(kModelName, version));
        must(live->begin_watch(kModelName, version));
        return version;
    }
    std::int64_t shadow() {
        const std::int64_t version = candidate();
        for (const Decision& decision : take(live->begin_shadow(kModelName, version, "run")))
            chronicle->tell(decision);
        return version;
    }
    std::optional<std::int64_t> active() {
        const auto version = take(store->versions().active(kModelName));
        return version ? std::optional(version->version) : std::nullopt;
    }
    std::string state_of(std::int64_t version) {
        return take(store->versions().get(kModelName, version))->state;
    }
    LiveScore score(std::int64_t version, bool right) {
        LiveScore out;
        out.version = version;
        out.sample_id = ++events;
        out.time_us = clock.wall_us();
        out.top1 = out.reciprocal_rank = right ? 1 : 0;
        out.log_loss = right ? 0.1 : 3;
        return out;
    }
    // The newest decision of that kind.
    Decision last(const char* kind) {
        const auto list = take(store->decisions().list(1, kModelName, kind));
        return list.empty() ? Decision() : list.front();
    }
    // n samples, one every ten minutes; ids grow with time.
    std::vector<Sample> live_for(int n, const std::string& label = "") {
        std::vector<Sample> out;
        for (int i = 0; i < n; ++i) {
            clock.advance(600 * kMicrosPerSecond);
            Sample sample;
            sample.kind = "interaction";
            sample.distinct_key = "key" + std::to_string(++keys);
            sample.time_us = clock.wall_us();
            sample.label = label.empty() ? "light.l" + std::to_string(i % 7) + "=on" : label;
            sample.features = {{"entity", sample.label.substr(0, sample.label.find('='))},
                               {"state", "on"},
                               {"origin", "user"}};
            BOOST_REQUIRE(take(store->samples().insert(sample)));
            out.push_back(sample);
        }
        return out;
    }

    TemporaryFolder folder;
    ManualClock clock;
    Feed feed;
    training::LiveRules rules;
    std::unique_ptr<store::Store> store;
    std::optional<training::VersionKeeper> versions;
    std::optional<training::Chronicle> chronicle;
    std::optional<training::LiveJudge> live;
    std::optional<training::ThresholdKeeper> thresholds;
    int changes = 0, drifts = 0, keys = 0;
    std::int64_t events = 0;
};

}  // namespace hearth::test
