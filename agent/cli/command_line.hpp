// The program `hearth`: verbs, options and exit codes.
#pragma once

namespace hearth::cli {

// Exit codes, listed in `hearth --help`.
inline constexpr int kSuccess = 0;
inline constexpr int kFailed = 1;       // understood, but not done, or a check failed
inline constexpr int kUsage = 2;        // the command line is wrong
inline constexpr int kDaemonAway = 69;  // no daemon answers (EX_UNAVAILABLE)

// Parses the command line, does what it says and returns the exit code. Never throws.
int run_command_line(int argc, const char* const* argv);

}  // namespace hearth::cli
