// What every evaluation needs: a folder for its dataset, and a worker that runs to its end while
// the caller waits.
#pragma once

#include <functional>
#include <string>

#include "core/json.hpp"
#include "core/result.hpp"
#include "training/worker_run.hpp"

namespace hearth::training {

// A new folder, gone with everything in it when the object is.
class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const std::string& path() const { return path_; }  // empty: none could be made

private:
    std::string path_;
};

inline constexpr auto kEvaluationLimit = std::chrono::hours(2);

// Blocks. op: as WorkerRun::start. cancelled() is asked ten times a second; may be empty.
Result<WorkerOutcome> run_to_end(const WorkerOptions& worker, Json request, const char* op,
                                 const std::function<void(const Json&)>& on_progress,
                                 const std::function<bool()>& cancelled);

}  // namespace hearth::training
