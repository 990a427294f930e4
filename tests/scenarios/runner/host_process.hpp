// The scenario host as a process: asked by a line of JSON, killed as a power cut does.
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <string>

#include "core/json.hpp"
#include "scenarios/runner/scenario_folder.hpp"

namespace hearth::scenarios {

class HostProcess {
public:
    HostProcess(const ScenarioFolder& folder, TimeUs wall_us);
    ~HostProcess() { kill(); }
    HostProcess(const HostProcess&) = delete;
    HostProcess& operator=(const HostProcess&) = delete;

    // Throws std::runtime_error when the host is gone or could not do it.
    Json ask(const Json& request);
    void kill();  // SIGKILL
    // What it answered when it started: empty, or why it did not.
    const std::string& refusal() const { return refusal_; }

private:
    Json read_answer();

    pid_t pid_ = 0;
    std::FILE* in_ = nullptr;
    std::FILE* out_ = nullptr;
    std::string refusal_;
};

}  // namespace hearth::scenarios
