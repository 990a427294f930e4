#include "worker_process.hpp"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace hearth::conformance {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr int kChildFd = 3;

SteadyClock::time_point after(double seconds) {
    return SteadyClock::now() + std::chrono::duration_cast<SteadyClock::duration>(
                                    std::chrono::duration<double>(seconds));
}

std::vector<std::string> environment_in(const std::string& folder) {
    std::vector<std::string> out{"OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1", "LANG=C.UTF-8",
                                 "PATH=/usr/bin:/bin"};
    if (!folder.empty()) {
        out.push_back("HOME=" + folder);
        out.push_back("TMPDIR=" + folder);
    }
    return out;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> out;
    for (std::string& word : words) out.push_back(word.data());
    out.push_back(nullptr);
    return out;
}

}  // namespace

WorkerProcess::WorkerProcess(const std::string& plugin_library, const std::string& folder) {
    std::array<int, 2> sockets{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0)
        throw std::runtime_error("socketpair failed");
    std::vector<std::string> words{(HEARTH_BINARY_DIR "/bin/hearth-worker"),
                                   "--plugin",
                                   plugin_library,
                                   "--fd",
                                   std::to_string(kChildFd),
                                   "--nice",
                                   "5",
                                   "--trust-any-owner"};
    std::vector<std::string> environment = environment_in(folder);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, sockets[1], kChildFd);
    if (!folder.empty()) ::posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    const int failed = ::posix_spawn(&pid_, words.front().c_str(), &actions, nullptr,
                                     pointers(words).data(), pointers(environment).data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(sockets[1]);
    fd_ = sockets[0];
    if (failed != 0) throw std::runtime_error("cannot start " + words.front());
}

WorkerProcess::~WorkerProcess() {
    close_socket();
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
}

void WorkerProcess::send(const Json& message) {
    const auto frame = encode_frame(message);
    if (!frame) throw std::runtime_error(frame.error().text);
    if (::send(fd_, frame->data(), frame->size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(frame->size()))
        throw std::runtime_error("the worker does not take messages");
}

std::optional<Json> WorkerProcess::next(double seconds) {
    const auto deadline = after(seconds);
    for (;;) {
        auto message = decoder_.next();
        if (!message) throw std::runtime_error(message.error().text);
        if (message->has_value()) return *message;
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now());
        pollfd source{fd_, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&source, 1, static_cast<int>(left.count())) <= 0)
            return std::nullopt;
        std::array<char, 65536> block;
        const ssize_t got = ::recv(fd_, block.data(), block.size(), 0);
        if (got <= 0) return std::nullopt;
        decoder_.feed({block.data(), static_cast<std::size_t>(got)});
    }
}

std::optional<Json> WorkerProcess::wait_for(const std::string& op, double seconds) {
    const auto deadline = after(seconds);
    for (;;) {
        const std::chrono::duration<double> left = deadline - SteadyClock::now();
        auto message = next(left.count());
        if (!message) return std::nullopt;
        if (message->value("op", "") == op) return message;
        passed.push_back(std::move(*message));
    }
}

void WorkerProcess::close_socket() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

void WorkerProcess::kill() { ::kill(pid_, SIGKILL); }

void WorkerProcess::terminate() { ::kill(pid_, SIGTERM); }

int WorkerProcess::wait_exit(double seconds) {
    const auto deadline = after(seconds);
    int status = 0;
    while (::waitpid(pid_, &status, WNOHANG) == 0) {
        if (SteadyClock::now() > deadline) return -1;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace hearth::conformance
