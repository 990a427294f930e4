// evaluate: trains a model on the first part of a recorded log and scores it on the last, beside
// the baselines. Needs no daemon.
#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>

#include "cli/command_line.hpp"
#include "cli/evaluation_text.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress_bar.hpp"
#include "cli/run_view.hpp"
#include "cli/verbs.hpp"
#include "config/plugin_catalogue.hpp"
#include "config/settings.hpp"
#include "training/evaluation.hpp"
#include "training/pairs_evaluation.hpp"

namespace hearth::cli {

namespace {

namespace fs = std::filesystem;

struct EvaluateArguments {
    std::string model, log, pairs, columns, time_zone = "UTC", plugin_folder, worker;
    std::vector<std::string> options;  // NAME=VALUE
    double split = 0.8;
    bool online = false, drop_repeats = false, sensor_only = false, sensor_state = false;
    bool per_class = false;
    double hide = 0.2;
    std::string by = "pair";
    bool unused = false, hard = false;
    std::int64_t seed = 42;
};

// Where the programs lie beside each other (a build folder), their neighbours are used; else the
// installed ones.
std::string beside_this_program(const char* relative, const std::string& installed) {
    std::error_code failed;
    const fs::path self = fs::read_symlink("/proc/self/exe", failed);
    const fs::path there = (self.parent_path() / relative).lexically_normal();
    return !failed && fs::exists(there) ? there.string() : installed;
}

Result<Manifest> find_manifest(const EvaluateArguments& arguments, const std::string& folder) {
    const config::PluginCatalogue catalogue = config::find_plugins(folder, true);
    std::string known;
    for (const Manifest& manifest : catalogue.manifests) {
        if (manifest.name == arguments.model) return manifest;
        known += (known.empty() ? "" : ", ") + manifest.name;
    }
    std::string text = "there is no model '" + arguments.model + "' in " + folder +
                       (known.empty() ? "" : "; there are: " + known);
    for (const std::string& problem : catalogue.problems) text += "\n" + problem;
    return Error{ErrorCode::kNotFound, text};
}

Result<Json> read_options(const EvaluateArguments& arguments, const Manifest& manifest) {
    Json given = Json::object();
    for (const std::string& option : arguments.options) {
        const auto equals = option.find('=');
        if (equals == std::string::npos)
            return Error{ErrorCode::kInvalid, "--option takes NAME=VALUE, not '" + option + "'"};
        const std::string value = option.substr(equals + 1);
        const auto parsed = parse_json(value);
        given[option.substr(0, equals)] = parsed ? *parsed : Json(value);
    }
    return config::check_options(manifest, given);
}

// What every kind of evaluation is asked for: model, options, worker, seed.
template <class Request>
Status fill_common(const EvaluateArguments& arguments, Request& out) {
    const config::Settings defaults;
    const std::string folder = arguments.plugin_folder.empty()
                                   ? beside_this_program("../plugins", defaults.plugin_folder)
                                   : fs::absolute(arguments.plugin_folder).string();
    auto manifest = find_manifest(arguments, folder);
    if (!manifest) return manifest.error();
    auto options = read_options(arguments, *manifest);
    if (!options) return options.error();
    out.options = std::move(*options);
    out.manifest = std::move(*manifest);
    out.worker.worker_path = arguments.worker.empty()
                                 ? beside_this_program("hearth-worker", defaults.worker)
                                 : fs::absolute(arguments.worker).string();
    out.worker.niceness = 0;
    out.worker.trust_any_owner = true;
    out.seed = arguments.seed;
    return {};
}

Result<training::PairsEvaluationRequest> pairs_request_of(const EvaluateArguments& arguments) {
    training::PairsEvaluationRequest out;
    if (const Status filled = fill_common(arguments, out); !filled) return filled.error();
    out.table = arguments.pairs;
    out.protocol = {{"hide", arguments.hide},
                    {"by", arguments.by},
                    {"unused", arguments.unused},
                    {"hard", arguments.hard}};
    return out;
}

Result<training::EvaluationRequest> log_request_of(const EvaluateArguments& arguments) {
    training::EvaluationRequest out;
    if (const Status filled = fill_common(arguments, out); !filled) return filled.error();
    out.log = arguments.log;
    if (!arguments.columns.empty()) {
        auto columns = parse_column_names(arguments.columns);
        if (!columns) return columns.error();
        out.read.columns = std::move(*columns);
    }
    out.protocol.drop_repeats = arguments.drop_repeats;
    if (arguments.sensor_only) out.protocol.symbol = SymbolKind::kSensor;
    if (arguments.sensor_state) out.protocol.symbol = SymbolKind::kSensorState;
    out.time_zone = arguments.time_zone;
    out.train_fraction = arguments.split;
    out.online = arguments.online;
    return out;
}

using OnProgress = std::function<void(const Json&)>;

Result<Json> run(const EvaluateArguments& arguments, const OnProgress& on_progress,
                 const std::function<bool()>& cancelled) {
    if (arguments.log.empty() == arguments.pairs.empty())
        return Error{ErrorCode::kInvalid, "say what to judge on: either --log or --pairs"};
    if (!arguments.pairs.empty()) {
        const auto request = pairs_request_of(arguments);
        if (!request) return request.error();
        return training::evaluate_pairs(*request, on_progress, cancelled);
    }
    const auto request = log_request_of(arguments);
    if (!request) return request.error();
    return training::evaluate_log(*request, on_progress, cancelled);
}

int evaluate(const Console& console, const CommonOptions& common,
             const EvaluateArguments& arguments) {
    SystemClock clock;
    ProgressBar progress(console.err, clock, console.terminal, console.width);
    const InterruptGuard guard;
    RunView view("evaluate", arguments.model);
    const auto on_progress = [&](const Json& message) {
        Json body = message;
        body["id"] = "evaluate";
        body["model"] = arguments.model;
        body["state"] = "running";
        view.take("run", body);
        progress.show({view.line()});
    };
    const auto result = run(arguments, on_progress, [&] { return guard.interrupted(); });
    progress.finish();
    if (!result) return fail(console, common, result.error());
    if (common.json)
        console.print_json(*result);
    else
        console.out << evaluation_text(*result, arguments.per_class, console.style);
    console.out.flush();
    return kSuccess;
}

}  // namespace

void add_evaluate_verb(CLI::App& app, Invocation& invocation) {
    CLI::App* verb =
        add_verb(app, invocation, "evaluate",
                 "Train a model on the first part of a recorded log, score it on the last");
    const auto arguments = std::make_shared<EvaluateArguments>();
    EvaluateArguments& to = *arguments;
    verb->add_option("MODEL", to.model, "Name of the model")->required();
    verb->add_option("--log", to.log, "Recorded log (a file, .xz too, or a folder of windows)");
    verb->add_option("--pairs", to.pairs, "Instead of a log: automations of several homes (CSV)");
    verb->add_option("--hide", to.hide, "With --pairs: part of each home that is hidden")
        ->check(CLI::Range(0.01, 0.9))
        ->capture_default_str();
    verb->add_option("--by", to.by, "With --pairs: what is hidden, single pairs or automations")
        ->check(CLI::IsMember({"pair", "automation"}))
        ->capture_default_str();
    verb->add_flag("--unused", to.unused, "With --pairs: entities that are in no automation, too");
    verb->add_flag("--hard", to.hard, "With --pairs: against entities of the target's domain only");
    verb->add_option("--split", to.split, "Part of the rows to train on, by time")
        ->capture_default_str();
    verb->add_flag("--online", to.online, "Counts keep learning through the test part");
    verb->add_flag("--drop-repeats", to.drop_repeats, "Drop rows equal to the one before them");
    auto* only = verb->add_flag("--sensor-only", to.sensor_only, "All rows; predict the sensor");
    verb->add_flag("--sensor-state", to.sensor_state, "All rows; predict sensor and state")
        ->excludes(only);
    verb->add_flag("--per-class", to.per_class,
                   "Show the most frequent labels one by one (--json always has them)");
    verb->add_option("--seed", to.seed, "Seed of the training")->capture_default_str();
    verb->add_option("--columns", to.columns, "Columns of another CSV: time=A,entity=B,state=C");
    verb->add_option("--time-zone", to.time_zone, "Zone of the home that the log is from")
        ->capture_default_str();
    verb->add_option("--option", to.options, "Hyper-parameter of the model, NAME=VALUE")
        ->allow_extra_args(false);
    verb->add_option("--plugin-folder", to.plugin_folder, "Folder of the plugins");
    verb->add_option("--worker", to.worker, "The program hearth-worker");
    verb->callback([&invocation, arguments] {
        invocation.action = [&invocation, arguments](const Console& console) {
            return evaluate(console, invocation.common, *arguments);
        };
    });
}

}  // namespace hearth::cli
