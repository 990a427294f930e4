// A real hearthd with a data folder and a socket of its own, for tests that start, ask and kill it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "cli/api_client.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "support/temporary_folder.hpp"

namespace hearth::test {

class Daemon {
public:
    // settings: "key=value" as for hearthd --set, after those that the test needs.
    Daemon(const std::string& broker_uri, std::vector<std::string> settings = {});
    ~Daemon();
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    // Started and answering when it returns true.
    bool start();
    void kill();  // SIGKILL
    int
    terminate();  // SIGTERM; its exit code, -1 if it was killed or does not end within ten seconds
    // Starts it and waits until it ends by itself; its exit code.
    int run_to_end();

    Result<Json> call(const std::string& command, const Json& arguments = Json::object()) const;
    // Asks for the status until the condition holds. If it never does, or the daemon ends, the
    // log's end is part of the test's output.
    bool wait_for(const std::function<bool(const Json& status)>& condition,
                  std::chrono::seconds within = std::chrono::seconds(60)) const;
    // Waits until everything that the inbox holds is processed and nothing has come for half a
    // second.
    bool wait_until_quiet(std::chrono::seconds within = std::chrono::seconds(60)) const;

    std::string data_folder() const { return folder_.path() + "/data"; }
    std::string socket() const { return folder_.path() + "/socket"; }
    std::string log() const;
    pid_t pid() const { return pid_; }

private:
    bool launch();
    bool is_running() const;
    int wait_for_end(std::chrono::seconds within);

    TemporaryFolder folder_;
    std::vector<std::string> settings_;
    pid_t pid_ = 0;
};

}  // namespace hearth::test
