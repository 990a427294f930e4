// quality, lineage, drift, decisions, plan, schedule, promote, reject, approve, decline, pause,
// resume, forget: one command of the daemon each.
#include <memory>
#include <ostream>

#include "cli/command_line.hpp"
#include "cli/drift_text.hpp"
#include "cli/json_text.hpp"
#include "cli/text.hpp"
#include "cli/verbs.hpp"

namespace hearth::cli {

namespace {

using Arguments = std::shared_ptr<Json>;

constexpr std::int64_t kMostRows = 1000;

CLI::App* add_command(CLI::App& app, Invocation& invocation, const Arguments& arguments,
                      const std::string& name, const std::string& summary, Formatter formatter) {
    CLI::App* verb = add_verb(app, invocation, name, summary);
    verb->callback([&invocation, arguments, name, formatter = std::move(formatter)] {
        invocation.action = [&invocation, arguments, name, formatter](const Console& console) {
            return call_and_show(console, invocation.common, name, *arguments, formatter);
        };
    });
    return verb;
}

CLI::Option* text_option(CLI::App* verb, const Arguments& arguments, const std::string& flag,
                         const char* key, const std::string& summary) {
    return verb->add_option_function<std::string>(
        flag, [arguments, key](const std::string& text) { (*arguments)[key] = text; }, summary);
}

CLI::Option* number_option(CLI::App* verb, const Arguments& arguments, const std::string& flag,
                           const char* key, const std::string& summary) {
    return verb->add_option_function<std::int64_t>(
        flag, [arguments, key](const std::int64_t& number) { (*arguments)[key] = number; },
        summary);
}

void guest_flag(CLI::App* verb, const Arguments& arguments, const std::string& summary) {
    verb->add_flag_callback(
        "--guest", [arguments] { (*arguments)["guest"] = true; }, summary);
}

CLI::Option* model_option(CLI::App* verb, const Arguments& arguments, bool required) {
    auto* option =
        text_option(verb, arguments, "MODEL", "model", "Name of the model; see hearth models");
    if (required) option->required();
    return option;
}

// The daemon sends it ready to read.
Formatter member(const char* key) {
    return [key](const Json& answer, const Style&) {
        return json_string(answer, key).value_or("") + "\n";
    };
}

std::string decisions_text(const Json& decisions, const Style&) {
    if (decisions.empty()) return "Nothing has been decided yet.\n";
    std::string out;
    for (const Json& decision : decisions) {
        const auto text = [&](const char* key) {
            return printable(json_string(decision, key).value_or(""));
        };
        const std::string model = text("model");
        out += text("time").substr(0, 19) + "  " + (model.empty() ? "all models" : model) + "  " +
               text("kind") + ": " + text("code") + "\n    " + text("reason") + "\n";
    }
    return out;
}

// Tables of single labels would be most of the text; --json has them.
std::string lineage_text(const Json& lineage, const Style& style) {
    Json shown = lineage;
    for (const char* place : {"/metrics", "/run/metrics"}) {
        const Json::json_pointer metrics(place);
        if (shown.contains(metrics) && shown[metrics].is_object()) shown[metrics].erase("classes");
    }
    return json_text(shown, style);
}

void add_looking_verbs(CLI::App& app, Invocation& invocation) {
    const auto fresh = [] { return std::make_shared<Json>(Json::object()); };
    Arguments arguments = fresh();
    CLI::App* verb = add_command(app, invocation, arguments, "quality",
                                 "What the samples of a model are worth", member("text"));
    model_option(verb, arguments, true);
    number_option(verb, arguments, "--dropped", "dropped",
                  "With --json: the rows dropped last, each with its reason")
        ->check(CLI::Range(std::int64_t{1}, kMostRows));

    arguments = fresh();
    verb = add_command(app, invocation, arguments, "lineage",
                       "From which samples and by which run a version came", lineage_text);
    model_option(verb, arguments, true);
    number_option(verb, arguments, "VERSION", "version", "Which version (default: the active one)")
        ->check(CLI::PositiveNumber);

    arguments = fresh();
    verb = add_command(app, invocation, arguments, "drift",
                       "Whether the home still is the one that a model learned from", drift_text);
    model_option(verb, arguments, true);

    arguments = fresh();
    verb = add_command(app, invocation, arguments, "decisions",
                       "What the learning loop decided, and why", decisions_text);
    model_option(verb, arguments, false);
    text_option(
        verb, arguments, "--kind", "kind",
        "Only these: run, threshold, shadow, approval, watch, drift, schedule, rollback, pause, "
        "forget, setting");
    number_option(verb, arguments, "--limit", "limit", "At most so many, newest first")
        ->check(CLI::Range(std::int64_t{1}, kMostRows));

    arguments = fresh();
    verb = add_command(app, invocation, arguments, "plan", "The plan of the next trainings",
                       member("markdown"));
    model_option(verb, arguments, false);
    text_option(verb, arguments, "--cadence", "cadence",
                "daily, weekly or monthly; as the schedule if not given")
        ->check(CLI::IsMember({"daily", "weekly", "monthly"}));
    number_option(verb, arguments, "--min-replay", "min_replay",
                  "Rows that must be there (default: what the model needs)")
        ->check(CLI::NonNegativeNumber);
}

void add_acting_verbs(CLI::App& app, Invocation& invocation) {
    const auto fresh = [] { return std::make_shared<Json>(Json::object()); };
    Arguments arguments = fresh();
    CLI::App* verb = add_command(app, invocation, arguments, "schedule",
                                 "When the models train by the clock; start or stop it", json_text);
    text_option(verb, arguments, "ACTION", "action", "show (default), start or stop")
        ->check(CLI::IsMember({"show", "start", "stop"}));

    for (const auto& [name, summary] :
         {std::pair{"promote", "Make the version in shadow active now"},
          std::pair{"reject", "Turn the version in shadow down"}}) {
        arguments = fresh();
        verb = add_command(app, invocation, arguments, name, summary, json_text);
        model_option(verb, arguments, true);
    }

    for (const auto& [name, summary] :
         {std::pair{"approve", "Make the version that waits for approval active"},
          std::pair{"decline", "Turn the version that waits for approval down"}}) {
        arguments = fresh();
        verb = add_command(app, invocation, arguments, name, summary, json_text);
        model_option(verb, arguments, true);
        number_option(verb, arguments, "VERSION", "version",
                      "The one that you mean: refused when another one waits")
            ->check(CLI::PositiveNumber);
    }

    arguments = fresh();
    verb = add_command(app, invocation, arguments, "pause", "Learn nothing for a while", json_text);
    model_option(verb, arguments, false);
    verb->add_option_function<double>(
            "--hours", [arguments](const double& hours) { (*arguments)["hours"] = hours; },
            "For how long (default: until hearth resume)")
        ->check(CLI::PositiveNumber);
    guest_flag(verb, arguments, "Guests are in the house: what happens is not learned");
    text_option(verb, arguments, "--reason", "reason", "Why, for the log");

    arguments = fresh();
    verb = add_command(app, invocation, arguments, "resume", "End a pause", json_text);
    model_option(verb, arguments, false);
    guest_flag(verb, arguments, "The guests have left");
}

void add_forget_verb(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<Json>(Json::object());
    const auto sure = std::make_shared<bool>(false);
    CLI::App* verb = add_verb(app, invocation, "forget",
                              "Delete what was learned about an entity, a person or a period");
    text_option(verb, arguments, "--entity", "entity", "Entity id, such as light.kitchen");
    text_option(verb, arguments, "--person", "person", "Home Assistant's id of a person's user");
    text_option(verb, arguments, "--from", "from", "Begin, such as 2026-03-01T00:00:00Z");
    text_option(verb, arguments, "--to", "to", "End (not included)");
    verb->add_flag("--yes", *sure, "Do it: this cannot be undone");
    verb->callback([&invocation, arguments, sure] {
        invocation.action = [&invocation, arguments, sure](const Console& console) {
            if (!*sure)
                return fail(console, invocation.common,
                            Error{ErrorCode::kRefused,
                                  "this deletes events, samples and every version that learned "
                                  "from them, pinned ones too, for good; add --yes to do it"});
            return call_and_show(console, invocation.common, "forget", *arguments, json_text);
        };
    });
}

}  // namespace

void add_learning_verbs(CLI::App& app, Invocation& invocation) {
    add_looking_verbs(app, invocation);
    add_acting_verbs(app, invocation);
    add_forget_verb(app, invocation);
}

}  // namespace hearth::cli
