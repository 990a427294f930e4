// completion: prints a completion script for a shell.
#include <memory>
#include <ostream>

#include "cli/command_line.hpp"
#include "cli/completion.hpp"
#include "cli/verbs.hpp"

namespace hearth::cli {

void add_completion_verb(CLI::App& app, Invocation& invocation) {
    const auto shell = std::make_shared<std::string>();
    CLI::App* verb = app.add_subcommand("completion", "Print a completion script for a shell");
    verb->add_option("SHELL", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    verb->add_flag("--json", invocation.common.json, "Print {\"shell\",\"script\"}");
    verb->footer("For bash: hearth completion bash > /etc/bash_completion.d/hearth");
    verb->callback([&app, &invocation, shell] {
        invocation.action = [&app, &invocation, shell](const Console& console) {
            const auto script = completion_script(app, *shell);
            if (!script) return fail(console, invocation.common, script.error());
            if (invocation.common.json)
                console.print_json(Json{{"shell", *shell}, {"script", *script}});
            else
                console.out << *script << std::flush;
            return kSuccess;
        };
    });
}

}  // namespace hearth::cli
