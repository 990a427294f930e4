#include "support/daemon.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>
#include <thread>

namespace hearth::test {

using namespace std::chrono_literals;

Daemon::Daemon(const std::string& broker_uri, std::vector<std::string> settings) {
    settings_ = {
        "mqtt.uri=" + broker_uri, "data_folder=" + data_folder(), "http.socket=" + socket(),
        ("plugin_folder=" HEARTH_BINARY_DIR "/one_plugin"),
        ("worker=" HEARTH_BINARY_DIR "/bin/hearth-worker"), "trust_any_owner=true",
        // How busy the machine is while tests run must not decide about them.
        "training.max_load_per_core=0", "training.max_temperature_c=0",
        "training.min_free_memory_mb=0",
        "sources=[{kind: statestream, topic: ha_state}, {kind: plain_json, topic: plain/#}]"};
    settings_.insert(settings_.end(), settings.begin(), settings.end());
}

Daemon::~Daemon() { kill(); }

bool Daemon::launch() {
    std::vector<std::string> words = {(HEARTH_BINARY_DIR "/bin/hearthd"), "--config", ""};
    for (const std::string& setting : settings_) {
        words.emplace_back("--set");
        words.push_back(setting);
    }
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const std::string log_file = folder_.file("log");
    pid_ = ::fork();
    if (pid_ != 0) return pid_ > 0;
    const int log_fd = ::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(log_fd, STDOUT_FILENO);
    ::dup2(log_fd, STDERR_FILENO);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

bool Daemon::start() {
    return launch() && wait_for([](const Json&) { return true; }, 20s);
}

void Daemon::kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
}

int Daemon::wait_for_end(std::chrono::seconds within) {
    const auto until = std::chrono::steady_clock::now() + within;
    int status = 0;
    while (std::chrono::steady_clock::now() < until) {
        if (::waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = 0;
            return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        }
        std::this_thread::sleep_for(10ms);
    }
    kill();
    return -1;
}

int Daemon::terminate() {
    if (pid_ <= 0) return -1;
    ::kill(pid_, SIGTERM);
    return wait_for_end(10s);
}

int Daemon::run_to_end() { return launch() ? wait_for_end(20s) : -1; }

Result<Json> Daemon::call(const std::string& command, const Json& arguments) const {
    cli::ApiClient client({socket(), "", ""}, 20s);
    return client.call(command, arguments);
}

bool Daemon::is_running() const {
    siginfo_t ended{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           ended.si_pid == 0;
}

bool Daemon::wait_for(const std::function<bool(const Json& status)>& condition,
                      std::chrono::seconds within) const {
    const auto until = std::chrono::steady_clock::now() + within;
    Result<Json> status = Json();
    while (std::chrono::steady_clock::now() < until && is_running()) {
        status = call("status");
        if (status && condition(*status)) return true;
        std::this_thread::sleep_for(20ms);
    }
    constexpr std::size_t kShown = 4000;
    const std::string all = log();
    BOOST_TEST_MESSAGE("waited in vain; the last status: "
                       << (status ? status->dump() : status.error().text) << "\nthe log ends: "
                       << all.substr(all.size() - std::min(all.size(), kShown)));
    return false;
}

bool Daemon::wait_until_quiet(std::chrono::seconds within) const {
    std::int64_t last = -1;
    auto since = std::chrono::steady_clock::now();
    return wait_for(
        [&](const Json& status) {
            const auto now = std::chrono::steady_clock::now();
            const std::int64_t received = status["events"]["received"];
            if (received != last || status["events"]["queue"] != 0) since = now;
            last = received;
            return now - since > 500ms;
        },
        within);
}

std::string Daemon::log() const {
    std::ifstream file(folder_.path() + "/log");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace hearth::test
