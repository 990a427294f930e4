#include "training/worker_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace hearth::training {

namespace {

constexpr int kWorkerFd = 3;
constexpr auto kWatchInterval = std::chrono::milliseconds(200);
// Once it has closed its connection it is about to end: whoever waits for that need not wait long.
constexpr auto kExitInterval = std::chrono::milliseconds(5);
constexpr int kChecksAfterEnd = 1000;  // five seconds

// What the worker sees of our environment: enough to run, nothing secret. One BLAS thread, set
// before exec since OpenBLAS starts its threads when it is loaded.
std::vector<std::string> worker_environment() {
    std::vector<std::string> out = {"OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1",
                                    "MKL_NUM_THREADS=1"};
    for (const char* name : {"PATH", "LANG", "LC_ALL", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS",
                             "TSAN_OPTIONS", "LSAN_OPTIONS"})
        if (const char* value = std::getenv(name)) out.push_back(std::string(name) + "=" + value);
    return out;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> out;
    out.reserve(words.size() + 1);
    for (std::string& word : words) out.push_back(word.data());
    out.push_back(nullptr);
    return out;
}

std::vector<std::string> worker_arguments(const WorkerOptions& options) {
    std::vector<std::string> out = {
        options.worker_path,       "--plugin", options.plugin_library,          "--fd",
        std::to_string(kWorkerFd), "--nice",   std::to_string(options.niceness)};
    if (options.trust_any_owner) out.emplace_back("--trust-any-owner");
    return out;
}

// Starts the program with `fd` as its descriptor 3 and no other descriptor but the standard three.
int spawn_with_fd(const WorkerOptions& options, int fd, pid_t* pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, fd, kWorkerFd);
    posix_spawn_file_actions_addclosefrom_np(&actions, kWorkerFd + 1);
    sigset_t none, defaults;
    sigemptyset(&none);
    sigemptyset(&defaults);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGCHLD}) sigaddset(&defaults, signal);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    // A process group of its own: Ctrl-C in a terminal reaches the daemon, which ends the worker in
    // its own way.
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    auto arguments = worker_arguments(options);
    auto environment = worker_environment();
    const int error = posix_spawn(pid, options.worker_path.c_str(), &actions, &attributes,
                                  pointers(arguments).data(), pointers(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

std::string describe_exit(int wait_status) {
    if (WIFEXITED(wait_status)) {
        const int code = WEXITSTATUS(wait_status);
        return code == 0 ? "" : "it ended with exit code " + std::to_string(code);
    }
    if (WIFSIGNALED(wait_status)) {
        const int signal = WTERMSIG(wait_status);
        return "it was killed by signal " + std::to_string(signal) +
               (signal == SIGKILL ? " (perhaps for lack of memory)" : "");
    }
    return "it ended for an unknown reason";
}

}  // namespace

std::int64_t resident_bytes(pid_t pid) {
    const std::string path = "/proc/" + std::to_string(pid) + "/statm";
    std::FILE* file = std::fopen(path.c_str(), "re");
    if (!file) return 0;
    char text[128] = {};
    const bool read = std::fgets(text, sizeof text, file) != nullptr;
    std::fclose(file);
    if (!read) return 0;
    char* rest = nullptr;
    std::strtoll(text, &rest, 10);  // total size, not wanted
    return std::strtoll(rest, nullptr, 10) * ::sysconf(_SC_PAGESIZE);
}

WorkerProcess::WorkerProcess(asio::io_context& loop, const WorkerOptions& options,
                             Handlers handlers)
    : options_(options), handlers_(std::move(handlers)), socket_(loop), watch_timer_(loop) {}

WorkerProcess::~WorkerProcess() { abandon(); }

Result<std::shared_ptr<WorkerProcess>> WorkerProcess::start(asio::io_context& loop,
                                                            const WorkerOptions& options,
                                                            Handlers handlers) {
    std::shared_ptr<WorkerProcess> worker(new WorkerProcess(loop, options, std::move(handlers)));
    if (const Status spawned = worker->spawn(); !spawned) return spawned.error();
    worker->read_more();
    worker->watch();
    return worker;
}

Status WorkerProcess::spawn() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return Error{ErrorCode::kIo,
                     std::string("cannot make a socket for the worker: ") + std::strerror(errno)};
    const int error = spawn_with_fd(options_, ends[1], &pid_);
    ::close(ends[1]);
    if (error != 0) {
        ::close(ends[0]);
        reaped_ = exited_ = true;
        return Error{ErrorCode::kIo,
                     "cannot start " + options_.worker_path + ": " + std::strerror(error)};
    }
    boost::system::error_code failed;
    socket_.assign(asio::local::stream_protocol(), ends[0], failed);
    if (failed) {
        ::close(ends[0]);
        abandon();
        return Error{ErrorCode::kIo, "cannot use the worker's socket: " + failed.message()};
    }
    return {};
}

Status WorkerProcess::send(const Json& message) {
    if (exited_ || end_of_stream_) return Error{ErrorCode::kUnavailable, "the worker has ended"};
    auto frame = encode_frame(message);
    if (!frame) return frame.error();
    outgoing_.push_back(std::move(*frame));
    if (outgoing_.size() == 1) write_next();
    return {};
}

void WorkerProcess::write_next() {
    asio::async_write(
        socket_, asio::buffer(outgoing_.front()),
        [self = shared_from_this()](const boost::system::error_code& failed, std::size_t) {
            if (failed) return;  // the reader notices the end of the worker
            self->outgoing_.pop_front();
            if (!self->outgoing_.empty()) self->write_next();
        });
}

void WorkerProcess::read_more() {
    socket_.async_read_some(
        asio::buffer(buffer_),
        [self = shared_from_this()](const boost::system::error_code& failed, std::size_t count) {
            if (failed) {
                self->end_of_stream_ = true;
                return self->check_exit();
            }
            self->on_bytes(count);
        });
}

void WorkerProcess::on_bytes(std::size_t count) {
    decoder_.feed({buffer_.data(), count});
    for (;;) {
        auto message = decoder_.next();
        if (!message) return kill("it sent a damaged message: " + message.error().text);
        if (!message->has_value()) break;
        if (handlers_.on_message) handlers_.on_message(**message);
        if (exited_) return;
    }
    read_more();
}

void WorkerProcess::watch() {
    watch_timer_.expires_after(end_of_stream_ ? kExitInterval : kWatchInterval);
    watch_timer_.async_wait([self = shared_from_this()](const boost::system::error_code& failed) {
        if (!failed && !self->exited_) self->check_exit();
    });
}

void WorkerProcess::check_exit() {
    if (exited_) return;
    if (!reaped_) watch_memory();
    if (!reaped_) reaped_ = ::waitpid(pid_, &wait_status_, WNOHANG) != 0;
    // What it wrote before it ended is still to be read: finish only after the end of the stream.
    if (reaped_ && end_of_stream_) return finish();
    if (end_of_stream_ && ++checks_after_end_ > kChecksAfterEnd)
        kill("it closed its connection but did not end");
    watch();
}

void WorkerProcess::watch_memory() {
    const std::int64_t resident = resident_bytes(pid_);
    peak_rss_ = std::max(peak_rss_, resident);
    if (options_.memory_bytes > 0 && resident > options_.memory_bytes && kill_reason_.empty())
        kill("it used " + std::to_string(resident >> 20) + " MB of memory; its limit is " +
             std::to_string(options_.memory_bytes >> 20) + " MB");
}

void WorkerProcess::kill(const std::string& reason) {
    if (exited_ || reaped_) return;
    if (kill_reason_.empty()) kill_reason_ = reason;
    ::kill(pid_, SIGKILL);
}

void WorkerProcess::finish() {
    exited_ = true;
    boost::system::error_code ignored;
    socket_.close(ignored);
    watch_timer_.cancel();
    const auto on_exit = std::move(handlers_.on_exit);
    handlers_ = {};
    if (on_exit) on_exit(kill_reason_.empty() ? describe_exit(wait_status_) : kill_reason_);
}

void WorkerProcess::abandon() {
    handlers_ = {};
    if (pid_ > 0 && !reaped_) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    reaped_ = exited_ = true;
    boost::system::error_code ignored;
    socket_.close(ignored);
    watch_timer_.cancel();
}

}  // namespace hearth::training
