#include "training/version_keeper.hpp"

#include <filesystem>

#include "core/file.hpp"
#include "core/hash.hpp"
#include "core/log.hpp"
#include "training/anchor_record.hpp"

namespace hearth::training {

namespace fs = std::filesystem;

namespace {

// A file name from a worker: one plain name, no folders.
bool is_plain_name(const std::string& name) {
    return !name.empty() && name.find('/') == std::string::npos && name != "." && name != "..";
}

}  // namespace

std::string VersionKeeper::path_of(const ModelVersion& version) const {
    return folder_ + "/" + version.model + "/" + version.file;
}

Result<ModelVersion> VersionKeeper::keep_candidate(const Run& run, const Json& result,
                                                   const std::string& job_folder,
                                                   std::int64_t trained_through_sample) {
    const Json weights = result.value("weights", Json::object());
    const std::string name = json_string(weights, "file").value_or("");
    if (!is_plain_name(name))
        return Error{ErrorCode::kInvalid, "the worker's result names no weights file"};
    const std::string made = job_folder + "/" + name;
    const auto hash = sha256_of_file(made);
    if (!hash) return hash.error();
    if (*hash != json_string(weights, "sha256").value_or(""))
        return Error{ErrorCode::kInvalid,
                     "the weights file is not the one that the worker reported (hash differs)"};

    ModelVersion version;
    version.model = run.model;
    version.run_id = run.id;
    version.sha256 = *hash;
    version.created_us = clock_.wall_us();
    version.trained_through_us = json_integer(result, "trained_through_us").value_or(0);
    version.trained_through_sample = trained_through_sample;
    version.feature_schema = static_cast<int>(json_integer(result, "feature_schema").value_or(0));
    version.metrics = result.value("scores", Json::object());
    if (const auto anchor = result.find("anchor"); anchor != result.end() && anchor->is_object())
        version.metrics["anchor"] = *anchor;
    // The incumbent's tables stay with the run.
    if (const auto classes = result.find("classes"); classes != result.end())
        if (const auto own = classes->find("model"); own != classes->end())
            version.metrics["classes"] = *own;
    const auto number = store_.versions().next_version(run.model);
    if (!number) return number.error();
    version.version = *number;
    version.file = std::to_string(*number) + ".safetensors";

    std::error_code failed;
    fs::create_directories(folder_ + "/" + run.model, failed);
    version.bytes = static_cast<std::int64_t>(fs::file_size(made, failed));
    if (Status moved = publish_file(made, path_of(version)); !moved) return moved.error();
    const auto added = store_.versions().add_candidate(version);
    if (!added) return added.error();
    return version;
}

Status VersionKeeper::verify(const ModelVersion& version) const {
    const auto hash = sha256_of_file(path_of(version));
    if (!hash) return hash.error();
    if (*hash == version.sha256) return {};
    return Error{ErrorCode::kConflict, "the file of version " + std::to_string(version.version) +
                                           " is damaged (its hash is not the stored one)"};
}

Result<std::optional<ModelVersion>> VersionKeeper::sound_active(const std::string& model) {
    for (;;) {
        auto active = store_.versions().active(model);
        if (!active) return active.error();
        if (!active->has_value()) return std::optional<ModelVersion>();
        const Status sound = verify(**active);
        if (sound) return active;
        if (Status refused = refuse(model, (*active)->version, sound.error().text); !refused)
            return refused.error();
    }
}

Status VersionKeeper::refuse(const std::string& model, std::int64_t version,
                             const std::string& why) {
    const auto refused = store_.versions().get(model, version);
    if (!refused) return refused.error();
    if (!*refused || (*refused)->state == "deleted") return {};
    log::error("model file refused model={} version={} reason=\"{}\"", model, version, why);
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    const auto replacement = store_.versions().rollback_target(model);
    if (!replacement) return replacement.error();
    if (Status marked = store_.versions().mark(model, version, "damaged"); !marked) return marked;
    if ((*refused)->state == "active" && replacement->has_value())
        if (Status done = store_.versions().activate(model, (*replacement)->version); !done)
            return done;
    return transaction->commit();
}

Result<std::optional<ModelVersion>> VersionKeeper::in_shadow(const std::string& model) {
    auto shadow = store_.versions().in_shadow(model);
    if (!shadow || !shadow->has_value()) return shadow;
    const Status sound = verify(**shadow);
    if (sound) return shadow;
    if (Status refused = refuse(model, (*shadow)->version, sound.error().text); !refused)
        return refused.error();
    return std::optional<ModelVersion>();
}

Result<std::optional<ModelVersion>> VersionKeeper::rollback_target(
    const std::string& model, std::optional<std::int64_t> version) {
    return version ? store_.versions().get(model, *version)
                   : store_.versions().rollback_target(model);
}

Result<ModelVersion> VersionKeeper::rollback(const std::string& model,
                                             std::optional<std::int64_t> version) {
    const auto target = rollback_target(model, version);
    if (!target) return target.error();
    if (!target->has_value())
        return Error{ErrorCode::kNotFound,
                     version ? model + " has no version " + std::to_string(*version)
                             : model + " has no earlier version to go back to"};
    if ((*target)->state == "active")
        return Error{ErrorCode::kConflict,
                     "version " + std::to_string((*target)->version) + " is active already"};
    if ((*target)->state == "deleted")
        return Error{ErrorCode::kConflict,
                     "version " + std::to_string((*target)->version) + " of " + model +
                         " was deleted: it was older than the versions that are kept "
                         "(store.keep_versions), or forgotten; models lists those that are left"};
    if (const Status sound = verify(**target); !sound) return sound.error();
    if (Status done = store_.versions().activate(model, (*target)->version); !done)
        return done.error();
    log::info("rolled back model={} version={}", model, (*target)->version);
    ModelVersion active = **target;
    active.state = "active";
    return active;
}

Result<std::optional<std::int64_t>> VersionKeeper::pinned(const std::string& model) const {
    const auto state = store_.models().get(model);
    if (!state) return state.error();
    return *state ? (*state)->pinned_version : std::nullopt;
}

Status VersionKeeper::store_pin(const std::string& model, std::optional<std::int64_t> version) {
    auto state = store_.models().get(model);
    if (!state) return state.error();
    if (!*state) return Error{ErrorCode::kNotFound, "no state is stored for " + model};
    (*state)->pinned_version = version;
    return store_.models().update(**state);
}

Status VersionKeeper::pin(const std::string& model, std::int64_t version) {
    const auto wanted = store_.versions().get(model, version);
    if (!wanted) return wanted.error();
    if (!*wanted)
        return Error{ErrorCode::kNotFound, model + " has no version " + std::to_string(version)};
    if (const std::string& state = (*wanted)->state; state == "damaged" || state == "deleted")
        return Error{ErrorCode::kConflict,
                     "the file of version " + std::to_string(version) + " is " + state};
    const auto present = pinned(model);
    if (!present) return present.error();
    if (*present && **present != version)
        return Error{ErrorCode::kConflict, "version " + std::to_string(**present) + " of " + model +
                                               " is pinned, and one can be; unpin it first"};
    return store_pin(model, version);
}

Result<std::int64_t> VersionKeeper::unpin(const std::string& model,
                                          std::optional<std::int64_t> version) {
    const auto present = pinned(model);
    if (!present) return present.error();
    if (!*present || (version && *version != **present))
        return Error{ErrorCode::kNotFound, version ? "version " + std::to_string(*version) +
                                                         " of " + model + " is not pinned"
                                                   : "no version of " + model + " is pinned"};
    if (Status done = store_pin(model, std::nullopt); !done) return done.error();
    return **present;
}

Result<std::int64_t> VersionKeeper::forget_all(const std::string& model) {
    const auto versions = store_.versions().list(model, 100'000);
    if (!versions) return versions.error();
    std::int64_t removed = 0;
    for (const ModelVersion& version : *versions) {
        if (version.state == "deleted") continue;
        std::error_code failed;
        fs::remove(path_of(version), failed);
        if (failed) return Error{ErrorCode::kIo, path_of(version) + ": " + failed.message()};
        if (Status marked = store_.versions().mark(model, version.version, "deleted"); !marked)
            return marked.error();
        ++removed;
    }
    if (Status unpinned = store_pin(model, std::nullopt); !unpinned) return unpinned.error();
    if (Status gone = AnchorRecord(store_).forget(model); !gone) return gone.error();
    return removed;
}

void VersionKeeper::delete_old(const std::string& model) {
    const auto kept = pinned(model);
    if (!kept)
        return log::warn("cannot tell which version is pinned model={} error=\"{}\"", model,
                         kept.error().text);
    const auto old = store_.versions().deletable(model, keep_versions_, *kept);
    if (!old)
        return log::warn("cannot list old versions model={} error=\"{}\"", model, old.error().text);
    for (const ModelVersion& version : *old) {
        std::error_code failed;
        fs::remove(path_of(version), failed);
        const Status marked = failed ? Status(Error{ErrorCode::kIo, failed.message()})
                                     : store_.versions().mark(model, version.version, "deleted");
        if (!marked)
            log::warn("cannot delete an old version model={} version={} error=\"{}\"", model,
                      version.version, marked.error().text);
    }
}

}  // namespace hearth::training
