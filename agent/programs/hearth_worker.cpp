// The process that loads a plugin, and with it LibTorch; hearthd starts it and speaks to it.
#include <cstdio>
#include <cstdlib>

#include "worker/arguments.hpp"
#include "worker/worker.hpp"

namespace {
constexpr int kExitUsage = 64;
}

int main(int argc, char* argv[]) {
    const auto arguments = hearth::worker::parse_arguments({argv + 1, argv + argc});
    if (!arguments) {
        std::fprintf(stderr, "hearth-worker: %s\n", arguments.error().text.c_str());
        return kExitUsage;
    }
    const int code = hearth::worker::run_worker(*arguments);
    std::fflush(nullptr);
    std::_Exit(code);
}
