#include "training/evaluation_worker.hpp"

#include <cstdlib>
#include <filesystem>

namespace hearth::training {

namespace fs = std::filesystem;

namespace {

constexpr auto kCancelPoll = std::chrono::milliseconds(100);

}  // namespace

ScratchFolder::ScratchFolder() {
    std::string pattern = (fs::temp_directory_path() / "hearth-evaluate-XXXXXX").string();
    if (::mkdtemp(pattern.data())) path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

Result<WorkerOutcome> run_to_end(const WorkerOptions& worker, Json request, const char* op,
                                 const std::function<void(const Json&)>& on_progress,
                                 const std::function<bool()>& cancelled) {
    asio::io_context loop{1};
    Result<WorkerOutcome> out = Error{ErrorCode::kInternal, "the worker gave no answer"};
    asio::steady_timer poll(loop);
    const auto run = WorkerRun::start(loop, worker, std::move(request), kEvaluationLimit,
                                      {on_progress,
                                       [&](Result<WorkerOutcome> outcome) {
                                           out = std::move(outcome);
                                           loop.stop();
                                       }},
                                      op);
    const std::function<void()> watch = [&] {
        if (cancelled()) run->cancel();
        poll.expires_after(kCancelPoll);
        poll.async_wait([&](const boost::system::error_code& failed) {
            if (!failed) watch();
        });
    };
    if (cancelled) watch();
    loop.run();
    run->abandon();
    return out;
}

}  // namespace hearth::training
