// What the worker offers to the plugin it runs: progress and log lines become frames, and "am I to
// stop?" is answered by a look at the socket.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "sdk/hearth_plugin.h"
#include "worker/channel.hpp"

namespace hearth::worker {

class PluginHost {
public:
    // `channel` must outlive this object.
    explicit PluginHost(Channel& channel);
    PluginHost(const PluginHost&) = delete;
    PluginHost& operator=(const PluginHost&) = delete;

    const hearth_host* table() const { return &table_; }
    // A "cancel" or "stop" has come, SIGTERM, or the daemon is gone. Once true it stays true.
    bool is_cancelled();

private:
    static void on_progress(void* context, const char* json, std::size_t length);
    static void on_log(void* context, hearth_log_level level, const char* text, std::size_t length);
    static int on_is_cancelled(void* context);

    void progress(std::string_view json);
    void log(hearth_log_level level, std::string_view text);

    Channel& channel_;
    hearth_host table_;
    bool is_cancelled_ = false;
    std::string last_phase_;
    std::chrono::steady_clock::time_point last_progress_, last_poll_;
    std::size_t log_lines_ = 0;
};

}  // namespace hearth::worker
