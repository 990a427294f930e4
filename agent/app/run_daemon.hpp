// The daemon as a program: arguments, configuration, exit codes.
#pragma once

namespace hearth::app {

// hearthd [--config FILE] [--set KEY=VALUE]… [--check] [--version].
// Exit codes: 0 ended as told; 1 could not start or failed; 64 wrong arguments; 74 a message could
// not be stored; 78 the configuration is wrong (each problem is printed with file, line and key).
int run_daemon(int argc, char* argv[]);

}  // namespace hearth::app
