// The worker process: loads one plugin, greets the daemon, does one training or serves until it is
// told to stop. The messages are described in docs/plugin-guide.md.
#pragma once

#include <cstdint>

#include "core/json.hpp"
#include "worker/arguments.hpp"
#include "worker/channel.hpp"
#include "worker/plugin_model.hpp"

namespace hearth::worker {

class Worker {
public:
    // Both must outlive the worker.
    Worker(Channel& channel, PluginModel& model) : channel_(channel), model_(model) {}

    // Handles messages until a training is done, "stop" comes or the channel closes.
    void run();

private:
    // False: the worker's work is over.
    bool handle(const Json& message);
    // Of a training or an evaluation.
    void send_result(const Answer& answer);
    void serve(const Json& message);
    void observe(const Json& message);
    void reply_to(const Json& message, const char* op, const char* member, const Answer& answer);

    Channel& channel_;
    PluginModel& model_;
};

inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;  // the plugin cannot be used; said in a log frame and stderr

// Everything from the start of the process to its exit code. Static destructors should not be run
// after it (those of LibTorch are known to crash): leave with std::_Exit.
int run_worker(const Arguments& arguments);

// The most memory that this process has had resident, in bytes.
std::int64_t peak_rss_bytes();

}  // namespace hearth::worker
