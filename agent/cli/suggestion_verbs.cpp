// suggestions, suggestion, suggest, anomalies: what could be automated, and what the household says
// to it.
#include <memory>

#include "cli/command_line.hpp"
#include "cli/suggestion_text.hpp"
#include "cli/verbs.hpp"
#include "core/file.hpp"

namespace hearth::cli {

namespace {

struct Answer {
    std::string id, reason, yaml_file;
    std::int64_t days = 0;
    bool accept = false, reject = false, yaml_only = false;
    bool later = false;
};

int show(const Console& console, const Invocation& invocation, const Answer& answer) {
    const bool yaml = answer.yaml_only;
    return call_and_show(console, invocation.common, "suggestion", {{"suggestion", answer.id}},
                         [yaml](const Json& suggestion, const Style& style) {
                             return yaml ? json_string(suggestion, "yaml").value_or("")
                                         : suggestion_text(suggestion, style);
                         });
}

int accept(const Console& console, const Invocation& invocation, const Answer& answer) {
    Json arguments = {{"suggestion", answer.id}};
    if (!answer.yaml_file.empty()) {
        constexpr std::size_t kMostBytes = 64 * 1024;
        const auto text = read_file(answer.yaml_file, kMostBytes);
        if (!text) {
            console.print_error(text.error());
            return kFailed;
        }
        arguments["yaml"] = *text;
    }
    return call_and_show(console, invocation.common, "accept_suggestion", arguments,
                         suggestion_text);
}

int run(const Console& console, const Invocation& invocation, const Answer& answer) {
    if (answer.accept) return accept(console, invocation, answer);
    if (answer.reject)
        return call_and_show(console, invocation.common, "reject_suggestion",
                             {{"suggestion", answer.id}, {"reason", answer.reason}},
                             suggestion_text);
    if (!answer.later) return show(console, invocation, answer);
    Json arguments = {{"suggestion", answer.id}};
    if (answer.days > 0) arguments["days"] = answer.days;
    return call_and_show(console, invocation.common, "postpone_suggestion", arguments,
                         suggestion_text);
}

void add_suggestion_verb(CLI::App& app, Invocation& invocation) {
    const auto answer = std::make_shared<Answer>();
    CLI::App* verb =
        add_verb(app, invocation, "suggestion", "One suggestion: look at it, or answer it");
    verb->add_option("ID", answer->id, "As hearth suggestions lists it")->required();
    auto* yaml = verb->add_flag("--yaml", answer->yaml_only, "Only the YAML, to paste it");
    auto* accept = verb->add_flag("--accept", answer->accept, "It was taken over");
    verb->add_option("--as", answer->yaml_file, "The automation as it was changed (a YAML file)")
        ->needs(accept)
        ->check(CLI::ExistingFile);
    auto* reject = verb->add_flag("--reject", answer->reject, "Never propose it again");
    verb->add_option("--reason", answer->reason, "Why, for the record")->needs(reject);
    auto* later = verb->add_flag("--later", answer->later, "Show it again in some days");
    verb->add_option("--days", answer->days, "After so many days")
        ->needs(later)
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{365}));
    accept->excludes(reject)->excludes(later)->excludes(yaml);
    reject->excludes(later)->excludes(yaml);
    later->excludes(yaml);
    verb->callback([&invocation, answer] {
        invocation.action = [&invocation, answer](const Console& console) {
            return run(console, invocation, *answer);
        };
    });
}

void add_call(CLI::App* verb, Invocation& invocation, const std::string& command,
              const std::shared_ptr<Json>& arguments, Formatter formatter) {
    verb->callback([&invocation, command, arguments, formatter = std::move(formatter)] {
        invocation.action = [&invocation, command, arguments, formatter](const Console& console) {
            return call_and_show(console, invocation.common, command, *arguments, formatter);
        };
    });
}

}  // namespace

void add_suggestion_verbs(CLI::App& app, Invocation& invocation) {
    auto arguments = std::make_shared<Json>(Json::object());
    CLI::App* verb = add_verb(app, invocation, "suggestions", "Automations that Hearth proposes");
    verb->add_flag_callback(
        "--all", [arguments] { (*arguments)["all"] = true; },
        "Also those that were answered or have expired");
    add_call(verb, invocation, "suggestions", arguments, suggestions_text);
    add_suggestion_verb(app, invocation);
    verb = add_verb(app, invocation, "anomalies",
                    "What is strange about the day: what is missed, and what is unusual");
    add_call(verb, invocation, "anomalies", std::make_shared<Json>(Json::object()), anomalies_text);
    verb = add_verb(app, invocation, "suggest", "Look now for what could be automated");
    add_call(verb, invocation, "suggest", std::make_shared<Json>(Json::object()), look_text);
}

}  // namespace hearth::cli
