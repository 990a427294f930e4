#include "scenarios/runner/host_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace hearth::scenarios {

namespace {

std::vector<std::string> words_of(const ScenarioFolder& folder, TimeUs wall_us) {
    std::vector<std::string> out = {(HEARTH_BINARY_DIR "/bin/scenario_host"), "--wall-us",
                                    std::to_string(wall_us), "--machine", folder.machine_root()};
    for (const std::string& setting : folder.settings()) {
        out.emplace_back("--set");
        out.push_back(setting);
    }
    return out;
}

}  // namespace

HostProcess::HostProcess(const ScenarioFolder& folder, TimeUs wall_us) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        throw std::runtime_error("no socket pair");
    std::vector<std::string> words = words_of(folder, wall_us);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const std::string log = folder.log_file();
    pid_ = ::fork();
    if (pid_ == 0) {
        ::dup2(ends[1], STDIN_FILENO);
        ::dup2(ends[1], STDOUT_FILENO);
        ::dup2(::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    in_ = ::fdopen(::dup(ends[0]), "w");
    out_ = ::fdopen(ends[0], "r");
    const Json answer = read_answer();
    refusal_ = json_string(answer, "error").value_or("");
}

Json HostProcess::read_answer() {
    char* line = nullptr;
    std::size_t capacity = 0;
    const ssize_t length = ::getline(&line, &capacity, out_);
    const std::string text = length > 0 ? std::string(line, static_cast<std::size_t>(length)) : "";
    std::free(line);
    const auto answer = parse_json(text, {64U << 20, 64});
    if (!answer) throw std::runtime_error("the host gave no answer, but: " + text);
    return *answer;
}

Json HostProcess::ask(const Json& request) {
    if (pid_ == 0) throw std::runtime_error("the host is not running");
    const std::string text = dump_json(request) + "\n";
    std::fwrite(text.data(), 1, text.size(), in_);
    std::fflush(in_);
    Json answer = read_answer();
    if (const auto error = json_string(answer, "error")) throw std::runtime_error(*error);
    return answer;
}

void HostProcess::kill() {
    if (pid_ == 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
    std::fclose(in_);
    std::fclose(out_);
}

}  // namespace hearth::scenarios
