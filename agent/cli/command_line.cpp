#include "cli/command_line.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <ostream>

#include "cli/command_tree.hpp"
#include "cli/text.hpp"
#include "cli/verbs.hpp"
#include "core/log.hpp"

namespace hearth::cli {

namespace {

constexpr const char* kFooter =
    "Exit codes:\n"
    "  0   done\n"
    "  1   not done, or a check failed (train: not accepted; replay: not everything stored;\n"
    "      interpret: a broken message)\n"
    "  2   the command line is wrong\n"
    "  69  no daemon answers\n"
    "\n"
    "Environment:\n"
    "  HEARTH_SOCKET, HEARTH_URL, HEARTH_TOKEN   how to reach the daemon\n"
    "  NO_COLOR                                  no colours\n"
    "\n"
    "hearth VERB --help has the options of a verb.";

// CLI11 says only that a verb is missing when the one given does not exist.
std::string what_is_wrong(const CLI::App& app, const CLI::ParseError& error,
                          const std::string& first) {
    const auto verbs = app.get_subcommands({});
    const bool known = std::any_of(verbs.begin(), verbs.end(),
                                   [&](const CLI::App* verb) { return verb->get_name() == first; });
    if (known || first.empty() || first.front() == '-') return error.what();
    return "there is no verb '" + printable(first) + "'";
}

int usage_error(const Console& console, const std::string& text) {
    console.print_error(Error{ErrorCode::kInvalid, text});
    console.note("hearth --help lists the verbs, hearth VERB --help their options.");
    return kUsage;
}

int parse_and_run(int argc, const char* const* argv, const Console& console) {
    CLI::App app("Hearth learns from what the household does, at home.", "hearth");
    Invocation invocation;
    build_command_tree(app, invocation);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() != 0)
            return usage_error(console, what_is_wrong(app, error, argc > 1 ? argv[1] : ""));
        app.exit(error, console.out, console.err);  // --help, --version
        return kSuccess;
    }
    return invocation.action(console);
}

}  // namespace

void build_command_tree(CLI::App& app, Invocation& invocation) {
    app.set_version_flag("--version", std::string("hearth ") + HEARTH_VERSION);
    app.require_subcommand(1);
    add_query_verbs(app, invocation);
    add_learning_verbs(app, invocation);
    add_suggestion_verbs(app, invocation);
    add_automation_verbs(app, invocation);
    add_ask_verbs(app, invocation);
    add_settings_verbs(app, invocation);
    add_train_verb(app, invocation);
    add_replay_verb(app, invocation);
    add_simulate_verb(app, invocation);
    add_evaluate_verb(app, invocation);
    add_interpret_verb(app, invocation);
    add_doctor_verb(app, invocation);
    add_completion_verb(app, invocation);
    app.footer(kFooter);  // last: verbs take over the footer that is there when they are made
}

int run_command_line(int argc, const char* const* argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a pipe or socket that closes is an error, not the end
    const Console console = Console::of_process();
    try {
        if (const Status logging = start_logging("warning", false); !logging)
            console.print_error(logging.error());
        return parse_and_run(argc, argv, console);
    } catch (const std::exception& e) {
        console.print_error(Error{ErrorCode::kInternal, e.what()});
        return kFailed;
    }
}

}  // namespace hearth::cli
