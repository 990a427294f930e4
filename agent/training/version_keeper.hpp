// The versions of the models on disk and in the store: keeping an accepted candidate, activating
// it, going back, and never handing out a file whose hash is not the one that was stored. Event
// loop only.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/json.hpp"
#include "core/result.hpp"
#include "domain/run.hpp"
#include "store/store.hpp"

namespace hearth::training {

class VersionKeeper {
public:
    // Files stand in <folder>/<model>/<version>.safetensors.
    VersionKeeper(store::Store& store, const Clock& clock, std::string folder, int keep_versions)
        : store_(store), clock_(clock), folder_(std::move(folder)), keep_versions_(keep_versions) {}

    std::string path_of(const ModelVersion& version) const;

    // Moves the weights that a run left in `job_folder` into place (durably) and stores them as a
    // candidate. `result` is the worker's: weights {file, sha256, bytes}, feature_schema,
    // trained_through_us, scores. The hash is checked against the file. kInvalid when it does not
    // fit, kIo.
    Result<ModelVersion> keep_candidate(const Run& run, const Json& result,
                                        const std::string& job_folder,
                                        std::int64_t trained_through_sample);

    // The active version, its file verified. A damaged file is marked so, and the newest previous
    // version whose file is sound takes its place; nothing when there is none.
    Result<std::optional<ModelVersion>> sound_active(const std::string& model);

    // Its file is there and is the one that was stored.
    Status check(const ModelVersion& version) const { return verify(version); }

    // The plugin cannot use this version, such as one with the features of an older plugin: it is
    // marked as damaged, and if it was the active one, the newest previous version takes its place.
    Status refuse(const std::string& model, std::int64_t version, const std::string& why);

    // The version in shadow, its file verified; nothing when there is none or its file is damaged.
    Result<std::optional<ModelVersion>> in_shadow(const std::string& model);

    // Makes an earlier version active: the given one, or else the previous one. kNotFound,
    // kConflict (damaged, deleted, already active). The caller tells the serving side.
    Result<ModelVersion> rollback(const std::string& model, std::optional<std::int64_t> version);

    // Keeps a version's file and row whatever keep_versions says, until it is unpinned; one of a
    // model. It says nothing about which version is active, and forgetting deletes it all the same.
    // kNotFound, kConflict (another one is pinned; its file is damaged or deleted).
    Status pin(const std::string& model, std::int64_t version);
    // Gives back which one it was. kNotFound when none is pinned, or not this one.
    Result<std::int64_t> unpin(const std::string& model, std::optional<std::int64_t> version);
    Result<std::optional<std::int64_t>> pinned(const std::string& model) const;

    // Deletes the files of all versions, the active and the pinned one too; returns how many there
    // were. Their rows stay, as "deleted": a run can always be traced. What the best of them scored
    // on the anchor set goes with them.
    Result<std::int64_t> forget_all(const std::string& model);

    // Deletes the files of versions beyond the number that is kept, but not the pinned one's.
    // Failures are logged.
    void delete_old(const std::string& model);

private:
    Status verify(const ModelVersion& version) const;
    Status store_pin(const std::string& model, std::optional<std::int64_t> version);
    Result<std::optional<ModelVersion>> rollback_target(const std::string& model,
                                                        std::optional<std::int64_t> version);

    store::Store& store_;
    const Clock& clock_;
    std::string folder_;
    int keep_versions_;
};

}  // namespace hearth::training
