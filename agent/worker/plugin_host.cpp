#include "worker/plugin_host.hpp"

#include "core/utf8.hpp"

namespace hearth::worker {

namespace {

constexpr std::chrono::milliseconds kProgressInterval(200);
constexpr std::chrono::milliseconds kCancelInterval(5);  // plugins ask once a row
constexpr std::size_t kMaxProgressBytes = 4096;
constexpr std::size_t kMaxLogBytes = 2000;
constexpr std::size_t kMaxLogLines = 1000;  // a plugin must not flood the journal

const char* level_word(hearth_log_level level) {
    switch (level) {
        case HEARTH_LOG_INFO: return "info";
        case HEARTH_LOG_WARNING: return "warning";
        case HEARTH_LOG_ERROR: return "error";
    }
    return "error";
}

}  // namespace

PluginHost::PluginHost(Channel& channel)
    : channel_(channel), table_{sizeof(hearth_host), this, on_progress, on_log, on_is_cancelled} {}

bool PluginHost::is_cancelled() {
    const auto now = std::chrono::steady_clock::now();
    if (is_cancelled_ || now - last_poll_ < kCancelInterval) return is_cancelled_;
    last_poll_ = now;
    while (!is_cancelled_) {
        const auto message = channel_.poll();
        if (!message) break;
        const auto op = json_string(*message, "op").value_or("");
        is_cancelled_ = op == "cancel" || op == "stop";
    }
    is_cancelled_ = is_cancelled_ || channel_.is_closed();
    return is_cancelled_;
}

void PluginHost::progress(std::string_view json) {
    auto message = parse_json(json, {kMaxProgressBytes, 4});
    if (!message || !message->is_object()) return;
    const auto phase = json_string(*message, "phase").value_or("");
    const auto now = std::chrono::steady_clock::now();
    if (phase == last_phase_ && now - last_progress_ < kProgressInterval) return;
    last_phase_ = phase;
    last_progress_ = now;
    (*message)["op"] = "progress";
    // A daemon that is gone shows at the next is_cancelled.
    static_cast<void>(channel_.send(*message));
}

void PluginHost::log(hearth_log_level level, std::string_view text) {
    if (++log_lines_ > kMaxLogLines) return;
    const std::string line = log_lines_ == kMaxLogLines
                                 ? "further log lines of the plugin are dropped"
                                 : utf8_excerpt(text, kMaxLogBytes);
    static_cast<void>(channel_.send({{"op", "log"}, {"level", level_word(level)}, {"text", line}}));
}

// The C border: nothing may be thrown into the plugin.

void PluginHost::on_progress(void* context, const char* json, std::size_t length) {
    try {
        static_cast<PluginHost*>(context)->progress({json, length});
    } catch (...) {
        // Progress is a courtesy; without memory for it the run goes on.
    }
}

void PluginHost::on_log(void* context, hearth_log_level level, const char* text,
                        std::size_t length) {
    try {
        static_cast<PluginHost*>(context)->log(level, {text, length});
    } catch (...) {
        // As above.
    }
}

int PluginHost::on_is_cancelled(void* context) {
    try {
        return static_cast<PluginHost*>(context)->is_cancelled() ? 1 : 0;
    } catch (...) {
        return 1;
    }
}

}  // namespace hearth::worker
