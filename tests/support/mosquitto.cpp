#include "support/mosquitto.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>
#include <utility>

namespace hearth::test {
namespace {

constexpr const char* kProgram = "/usr/sbin/mosquitto";
constexpr int kStartAttempts = 5;
constexpr std::chrono::seconds kUpWithin{10};
constexpr std::chrono::milliseconds kLook{10};

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    const bool ok = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(socket);
    if (!ok) throw std::runtime_error("no free port on the loopback interface");
    return ntohs(address.sin_port);
}

bool accepts(int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    const bool ok =
        ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(socket);
    return ok;
}

}  // namespace

bool Mosquitto::available() { return ::access(kProgram, X_OK) == 0; }

Mosquitto::Mosquitto(Options options) : options_(std::move(options)) {
    for (int attempt = 1;; ++attempt) {
        port_ = free_port();  // somebody else may take it before mosquitto does
        write_configuration();
        launch();
        if (wait_until_up()) return;
        end(SIGKILL);
        if (attempt == kStartAttempts)
            throw std::runtime_error("mosquitto does not start; its log: " + log());
    }
}

Mosquitto::~Mosquitto() { end(SIGKILL); }

std::string Mosquitto::uri(const std::string& scheme) const {
    return scheme + "://localhost:" + std::to_string(port_);
}

std::string Mosquitto::log() const {
    std::ifstream file(folder_.file("log"));
    return {std::istreambuf_iterator<char>(file), {}};
}

void Mosquitto::write_configuration() const {
    std::ofstream file(folder_.file("mosquitto.conf"));
    file << "listener " << port_ << " 127.0.0.1\n"
         << "allow_anonymous true\nmax_queued_messages 0\nlog_type all\n"
         << "persistence_location " << folder_.path() << "/\n"
         << "persistence " << (options_.persistence ? "true" : "false") << "\n"
         << "autosave_on_changes true\nautosave_interval 1\n";
    // Started by root it would become the user mosquitto, who may not read this folder.
    if (::geteuid() == 0) file << "user root\n";
    for (const std::string& line : options_.lines) file << line << "\n";
}

void Mosquitto::launch() {
    const std::string configuration = folder_.file("mosquitto.conf");
    const int output = ::open(folder_.file("log").c_str(),
                              O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    const pid_t parent = ::getpid();
    process_ = ::fork();
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(1);
        ::dup2(output, STDOUT_FILENO);
        ::dup2(output, STDERR_FILENO);
        ::execl(kProgram, kProgram, "-c", configuration.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(output);
    if (process_ < 0) throw std::runtime_error("cannot start a process for mosquitto");
}

bool Mosquitto::wait_until_up() {
    const auto deadline = std::chrono::steady_clock::now() + kUpWithin;
    while (std::chrono::steady_clock::now() < deadline) {
        if (::waitpid(process_, nullptr, WNOHANG) == process_) {
            process_ = 0;
            return false;
        }
        if (accepts(port_)) return true;
        std::this_thread::sleep_for(kLook);
    }
    return false;
}

void Mosquitto::end(int signal) {
    if (process_ <= 0) return;
    ::kill(process_, signal);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
}

void Mosquitto::kill() { end(SIGKILL); }

void Mosquitto::terminate() { end(SIGTERM); }

void Mosquitto::start() {
    if (process_ > 0) return;
    launch();
    if (!wait_until_up())
        throw std::runtime_error("mosquitto does not start again; its log: " + log());
}

void Mosquitto::forget() {
    if (process_ > 0) throw std::logic_error("the broker runs; what it saved cannot be removed");
    std::filesystem::remove(folder_.file("mosquitto.db"));
}

}  // namespace hearth::test
