// What all verbs share: the common options, the way to the daemon, and how a result or an error
// becomes output and exit code.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "cli/api_client.hpp"
#include "cli/console.hpp"

namespace hearth::cli {

struct CommonOptions {
    bool json = false;
    std::string socket;      // --socket, else $HEARTH_SOCKET
    std::string url;         // --url, else $HEARTH_URL
    std::string token_file;  // --token-file; else the token is in $HEARTH_TOKEN
};

// Filled while the command line is parsed; the action runs afterwards.
struct Invocation {
    CommonOptions common;
    std::function<int(const Console&)> action;
};

// A verb with the common options.
CLI::App* add_verb(CLI::App& app, Invocation& invocation, const std::string& name,
                   const std::string& summary);

// From the options and the environment. kNotFound or kIo for the token file, kInvalid for a URL
// without a token.
Result<ApiAddress> address_of(const CommonOptions& options);

// Writes the error (as JSON, too, if wanted) and gives kFailed, or kDaemonAway.
int fail(const Console& console, const CommonOptions& options, const Error& error,
         bool daemon_away = false);

using Formatter = std::function<std::string(const Json&, const Style&)>;

// Calls a command and shows its result: as JSON, or as the formatter has it.
int call_and_show(const Console& console, const CommonOptions& options, const std::string& command,
                  const Json& arguments, const Formatter& formatter);

}  // namespace hearth::cli
