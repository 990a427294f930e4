#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <limits>

#include "core/log.hpp"
#include "worker/plugin_host.hpp"
#include "worker/plugin_library.hpp"
#include "worker/worker.hpp"

namespace hearth::worker {

namespace {

// The daemon may be killed at any time; its workers must not live on.
void die_with_parent() { ::prctl(PR_SET_PDEATHSIG, SIGKILL); }

int refuse(Channel& channel, const Error& error) {
    log::error("{}", error.text);
    static_cast<void>(channel.send({{"op", "log"}, {"level", "error"}, {"text", error.text}}));
    return kExitFailed;
}

}  // namespace

std::int64_t peak_rss_bytes() {
    // Not ru_maxrss: after fork and exec that still counts the daemon's memory.
    std::ifstream status("/proc/self/status");
    std::string word;
    std::int64_t kilobytes = 0;
    while (status >> word) {
        if (word == "VmHWM:" && status >> kilobytes) return kilobytes * 1024;
        status.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss * 1024;
}

int run_worker(const Arguments& arguments) {
    die_with_parent();
    auto channel = Channel::open(arguments.fd);
    if (!channel) {
        log::error("{}", channel.error().text);
        return kExitFailed;
    }
    if (arguments.nice > 0 && ::setpriority(PRIO_PROCESS, 0, arguments.nice) != 0)
        log::warn("the priority cannot be lowered nice={}", arguments.nice);
    const auto plugin = load_plugin(arguments.plugin, arguments.trust_any_owner);
    if (!plugin) return refuse(*channel, plugin.error());
    PluginHost host(*channel);
    auto model = PluginModel::create(**plugin, host.table());
    if (!model) return refuse(*channel, model.error());
    const Status greeted = channel->send({{"op", "hello"},
                                          {"plugin", (*plugin)->name},
                                          {"version", (*plugin)->version},
                                          {"abi", (*plugin)->abi_version}});
    if (!greeted) return kExitFailed;
    Worker(*channel, *model).run();
    return kExitDone;
}

}  // namespace hearth::worker
