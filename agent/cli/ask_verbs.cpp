// ask, ask-log, feedback: the Ask-AI log.
#include <memory>

#include "cli/command_line.hpp"
#include "cli/json_text.hpp"
#include "cli/text.hpp"
#include "cli/verbs.hpp"
#include "core/file.hpp"

namespace hearth::cli {

namespace {

constexpr std::int64_t kMostRows = 1000;

std::string answer_text(const Json& answer, const Style&) {
    return printable_member(answer, "text") + "\n(" + printable_member(answer, "id") + ")\n";
}

std::string line_of(const char* title, const std::string& text) {
    return text.empty() ? "" : std::string("    ") + title + ": " + text + "\n";
}

std::string entry_text(const Json& entry, const Style& style) {
    std::string out = printable_member(entry, "time").substr(0, 19) + "  " +
                      style(Tone::kBold, printable_member(entry, "id")) + "  " +
                      printable_member(entry, "kind") + "\n    " + printable_member(entry, "text") +
                      "\n";
    const std::string agent = printable_member(entry, "agent");
    out += line_of(agent.empty() ? "answer" : agent.c_str(), printable_member(entry, "answer"));
    if (!printable_member(entry, "yaml").empty()) out += line_of("automation", "--json shows it");
    for (const Json& feedback : entry.value("feedback", Json::array()))
        out += line_of(printable_member(feedback, "feedback").c_str(),
                       printable_member(feedback, "time").substr(0, 19) + " " +
                           printable_member(feedback, "comment"));
    return out;
}

std::string log_text(const Json& entries, const Style& style) {
    if (!entries.is_array() || entries.empty()) return "Nothing was asked yet.\n";
    std::string out;
    for (const Json& entry : entries) out += entry_text(entry, style);
    return out;
}

void add_ask_verb(CLI::App& app, Invocation& invocation) {
    const auto text = std::make_shared<std::string>();
    CLI::App* verb = add_verb(app, invocation, "ask", "Ask something in words");
    verb->add_option("TEXT", *text, "The question")->required();
    verb->callback([&invocation, text] {
        invocation.action = [&invocation, text](const Console& console) {
            return call_and_show(console, invocation.common, "ask", Json{{"text", *text}},
                                 answer_text);
        };
    });
}

void add_log_verb(CLI::App& app, Invocation& invocation) {
    const auto limit = std::make_shared<std::int64_t>(20);
    CLI::App* verb = add_verb(app, invocation, "ask-log",
                              "What was asked, answered and suggested, and what you thought of it");
    verb->add_option("--limit", *limit, "At most so many, newest first (default: 20)")
        ->check(CLI::Range(std::int64_t{1}, kMostRows));
    verb->callback([&invocation, limit] {
        invocation.action = [&invocation, limit](const Console& console) {
            return call_and_show(console, invocation.common, "ask_log", Json{{"limit", *limit}},
                                 log_text);
        };
    });
}

struct FeedbackOptions {
    std::string about, feedback, yaml_file, comment;
};

int send_feedback(const Console& console, const CommonOptions& common,
                  const FeedbackOptions& options) {
    Json arguments = {{"about", options.about}, {"feedback", options.feedback}};
    if (!options.comment.empty()) arguments["comment"] = options.comment;
    if (!options.yaml_file.empty()) {
        const auto yaml = read_file(options.yaml_file);
        if (!yaml) return fail(console, common, yaml.error());
        arguments["yaml"] = *yaml;
    }
    return call_and_show(console, common, "feedback", arguments, json_text);
}

void add_feedback_verb(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<FeedbackOptions>();
    CLI::App* verb =
        add_verb(app, invocation, "feedback", "What you think of an answer or a suggestion");
    verb->add_option("ID", options->about, "Id of the question or suggestion; see hearth ask-log")
        ->required();
    verb->add_option("FEEDBACK", options->feedback, "up, down, accepted, rejected or modified")
        ->required()
        ->check(CLI::IsMember({"up", "down", "accepted", "rejected", "modified"}));
    verb->add_option("--yaml", options->yaml_file,
                     "modified: a file with the automation as it is now");
    verb->add_option("--comment", options->comment, "Why, in words");
    verb->callback([&invocation, options] {
        invocation.action = [&invocation, options](const Console& console) {
            return send_feedback(console, invocation.common, *options);
        };
    });
}

}  // namespace

void add_ask_verbs(CLI::App& app, Invocation& invocation) {
    add_ask_verb(app, invocation);
    add_log_verb(app, invocation);
    add_feedback_verb(app, invocation);
}

}  // namespace hearth::cli
