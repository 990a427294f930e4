// One hearth-worker process: started, spoken to over a socketpair, watched and, if need be, killed.
//
// Training happens in a process of its own because LibTorch gives no memory back and because a
// crash or an out-of-memory kill must cost one run, never the log. Event loop only.
#pragma once

#include <sys/types.h>

#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "core/asio.hpp"
#include "core/frame.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::training {

struct WorkerOptions {
    std::string worker_path;     // absolute path of hearth-worker
    std::string plugin_library;  // absolute path of the plugin's shared object
    int niceness = 10;
    std::int64_t memory_bytes = 0;  // killed when its resident memory exceeds this; 0 = no limit
    bool trust_any_owner = false;   // development: do not insist on files that only root can write
};

class WorkerProcess : public std::enable_shared_from_this<WorkerProcess> {
public:
    struct Handlers {
        std::function<void(const Json&)> on_message;
        // Exactly once, after the last message. `reason` is empty when the worker ended as told,
        // else words such as "it was killed by signal 9".
        std::function<void(const std::string& reason)> on_exit;
    };

    // kIo when the process cannot be started.
    static Result<std::shared_ptr<WorkerProcess>> start(asio::io_context& loop,
                                                        const WorkerOptions& options,
                                                        Handlers handlers);
    ~WorkerProcess();

    // Queues a message; kUnavailable when the worker has ended, kTooLarge over the frame limit.
    Status send(const Json& message);

    // Ends the process at once; on_exit follows with this reason.
    void kill(const std::string& reason);

    // No handler is called any more; the process is killed and reaped. For shutting down.
    void abandon();

    pid_t pid() const { return pid_; }
    bool running() const { return !exited_; }
    // Largest resident memory seen, in bytes.
    std::int64_t peak_rss_bytes() const { return peak_rss_; }

private:
    WorkerProcess(asio::io_context& loop, const WorkerOptions& options, Handlers handlers);
    Status spawn();
    void read_more();
    void on_bytes(std::size_t count);
    void write_next();
    void watch();
    void check_exit();
    void watch_memory();
    void finish();

    WorkerOptions options_;
    Handlers handlers_;
    asio::local::stream_protocol::socket socket_;
    asio::steady_timer watch_timer_;
    FrameDecoder decoder_;
    std::array<char, 16384> buffer_{};
    std::deque<std::string> outgoing_;
    pid_t pid_ = -1;
    bool end_of_stream_ = false;
    bool reaped_ = false;  // waitpid has given its exit status
    bool exited_ = false;  // reaped and everything it wrote was read
    int wait_status_ = 0;
    int checks_after_end_ = 0;
    std::string kill_reason_;
    std::int64_t peak_rss_ = 0;
};

// Resident memory of a process in bytes, 0 when it cannot be read.
std::int64_t resident_bytes(pid_t pid);

}  // namespace hearth::training
