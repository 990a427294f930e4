// status, models, samples, why, runs, predict, explain, cancel, rollback, pin, unpin: one command
// of the daemon each.
#include <memory>
#include <ostream>

#include "cli/command_line.hpp"
#include "cli/habits_text.hpp"
#include "cli/json_text.hpp"
#include "cli/status_text.hpp"
#include "cli/text.hpp"
#include "cli/verbs.hpp"

namespace hearth::cli {

namespace {

struct QueryOptions {
    std::string model;
    std::int64_t version = 0, limit = 0, top = 0;
    bool names = false;
};

using Options = std::shared_ptr<QueryOptions>;

constexpr std::int64_t kMostListed = 10'000;

// Only what was given: the defaults are the daemon's.
Json arguments_of(const QueryOptions& options) {
    Json arguments = Json::object();
    if (!options.model.empty()) arguments["model"] = options.model;
    if (options.version > 0) arguments["version"] = options.version;
    if (options.limit > 0) arguments["limit"] = options.limit;
    if (options.top > 0) arguments["top"] = options.top;
    return arguments;
}

// A verb that calls the command of its own name.
CLI::App* add_query(CLI::App& app, Invocation& invocation, const Options& options,
                    const std::string& name, const std::string& summary, Formatter formatter) {
    CLI::App* verb = add_verb(app, invocation, name, summary);
    verb->callback([&invocation, options, name, formatter = std::move(formatter)] {
        invocation.action = [&invocation, options, name, formatter](const Console& console) {
            return call_and_show(console, invocation.common, name, arguments_of(*options),
                                 formatter);
        };
    });
    return verb;
}

void add_model(CLI::App* verb, const Options& options, bool required) {
    auto* option =
        verb->add_option("MODEL", options->model, "Name of the model; see hearth models");
    if (required) option->required();
}

std::string names_text(const Json& models) {
    const Json& list =
        models.is_object() && models.contains("models") ? models.at("models") : models;
    std::string out;
    for (const Json& model : list) out += printable(json_string(model, "name").value_or("")) + "\n";
    return out;
}

void add_models_verb(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<QueryOptions>();
    CLI::App* verb =
        add_query(app, invocation, options, "models", "The models and their state",
                  [options](const Json& models, const Style& style) {
                      return options->names ? names_text(models) : models_text(models, style);
                  });
    verb->add_flag("--names", options->names, "Only the names, one a line");
}

}  // namespace

void add_query_verbs(CLI::App& app, Invocation& invocation) {
    const auto fresh = [] { return std::make_shared<QueryOptions>(); };
    add_query(app, invocation, fresh(), "status", "What the daemon does and how it is",
              status_text);
    add_models_verb(app, invocation);

    Options options = fresh();
    CLI::App* verb = add_query(app, invocation, options, "samples",
                               "What a model has to learn from", samples_text);
    add_model(verb, options, true);
    verb->add_option("--limit", options->limit, "At most so many rows")
        ->check(CLI::Range(std::int64_t{1}, kMostListed));

    options = fresh();
    verb = add_query(app, invocation, options, "why", "Why a model is, or is not, being trained",
                     why_text);
    add_model(verb, options, true);

    options = fresh();
    verb = add_query(app, invocation, options, "cancel", "Stop a training", json_text);
    add_model(verb, options, true);

    options = fresh();
    verb = add_query(app, invocation, options, "runs", "Past trainings and what came of them",
                     runs_text);
    add_model(verb, options, false);
    verb->add_option("--limit", options->limit, "At most so many runs, newest first")
        ->check(CLI::Range(std::int64_t{1}, kMostListed));

    options = fresh();
    verb = add_query(app, invocation, options, "rollback", "Make an earlier version active",
                     json_text);
    add_model(verb, options, true);
    verb->add_option("VERSION", options->version, "Which version (default: the one before)")
        ->check(CLI::PositiveNumber);

    options = fresh();
    verb = add_query(app, invocation, options, "pin", "Keep a version, however old it becomes",
                     json_text);
    add_model(verb, options, true);
    verb->add_option("VERSION", options->version, "Which version")
        ->required()
        ->check(CLI::PositiveNumber);

    options = fresh();
    verb = add_query(app, invocation, options, "unpin", "Let the pinned version go when it is old",
                     json_text);
    add_model(verb, options, true);
    verb->add_option("VERSION", options->version, "Only if it is this one")
        ->check(CLI::PositiveNumber);

    options = fresh();
    verb = add_query(app, invocation, options, "predict", "What the household will do next",
                     prediction_text);
    add_model(verb, options, false);
    verb->add_option("--top", options->top, "At most so many candidates")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{100}));

    options = fresh();
    verb = add_query(app, invocation, options, "explain",
                     "What a model has found out about the household: habits, with counts",
                     habits_text);
    add_model(verb, options, false);
    verb->add_option("--top", options->top, "At most so many habits")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1000}));
}

}  // namespace hearth::cli
