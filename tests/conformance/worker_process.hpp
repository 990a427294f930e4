// hearth-worker as the daemon starts it, for the tests that need a process: spawn, frames, kill.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "core/frame.hpp"
#include "core/json.hpp"

namespace hearth::conformance {

class WorkerProcess {
public:
    // `folder`: working directory, HOME and TMPDIR of the process; empty: those of the test.
    explicit WorkerProcess(const std::string& plugin_library, const std::string& folder = "");
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    void send(const Json& message);
    // The next message with this "op"; others are kept in `passed`. Nothing at the end of the
    // stream or after `seconds`.
    std::optional<Json> wait_for(const std::string& op, double seconds = 120);
    void close_socket();
    void kill();       // SIGKILL
    void terminate();  // SIGTERM
    // Exit code; 128 + signal when it was killed; -1 when it is still there after `seconds`.
    int wait_exit(double seconds = 20);

    std::vector<Json> passed;

private:
    std::optional<Json> next(double seconds);

    pid_t pid_ = -1;
    int fd_ = -1;
    FrameDecoder decoder_;
};

}  // namespace hearth::conformance
