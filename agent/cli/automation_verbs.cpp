// automations: what Home Assistant is known to have. import: tells Hearth of an automations.yaml,
// or of the registries in the folder .storage; a dry run reads them without a daemon.
#include <filesystem>
#include <memory>
#include <ostream>

#include "automation/signature.hpp"
#include "automation/yaml_reader.hpp"
#include "automation/yaml_writer.hpp"
#include "cli/command_line.hpp"
#include "cli/registry_import.hpp"
#include "cli/table.hpp"
#include "cli/text.hpp"
#include "cli/verbs.hpp"
#include "core/file.hpp"

namespace hearth::cli {

namespace {

using automation::ReadAutomation;
using automation::ReadAutomations;

// Of one call; the daemon takes 64 KiB.
constexpr std::size_t kPieceBytes = 60 * 1024;
constexpr std::size_t kMostProblemsShown = 20;

struct ImportOptions {
    std::string file;
    bool dry_run = false;
};

std::string cell(const Json& row, const char* key) {
    return printable(json_string(row, key).value_or("-"));
}

std::string automations_text(const Json& automations, const Style& style) {
    if (!automations.is_array() || automations.empty())
        return "No automation of Home Assistant is known yet: hearth import automations.yaml tells "
               "of them,\nand mqtt_eventstream shows those that run.\n";
    Table table;
    for (const char* title : {"Automation", "Known from", "Last"}) table.add_column(title);
    table.add_column("Runs seen", Align::kRight);
    table.add_column("What it does");
    for (const Json& one : automations) {
        const std::string alias = cell(one, "alias");
        table.add_row({alias.empty() || alias == "-" ? cell(one, "entity_id") : alias,
                       cell(one, "source"), short_time(cell(one, "last")),
                       format_count(json_integer(one, "runs").value_or(0)), cell(one, "text")});
    }
    return table.render(style);
}

Json report_of(const ImportOptions& options, const ReadAutomations& read) {
    Json list = Json::array(), problems = Json::array();
    for (const ReadAutomation& one : read.automations)
        list.push_back({{"line", one.line},
                        {"id", one.tree.id},
                        {"alias", one.tree.alias},
                        {"text", automation::in_words(automation::signature_of(one.tree))}});
    for (const automation::Problem& problem : read.problems)
        problems.push_back(
            {{"line", problem.line}, {"path", problem.path}, {"text", problem.text}});
    return {{"file", options.file},
            {"dry_run", options.dry_run},
            {"imported", 0},
            {"automations", std::move(list)},
            {"problems", std::move(problems)}};
}

void show_problems(const Console& console, const ReadAutomations& read) {
    const std::size_t total = read.problems.size();
    for (std::size_t i = 0; i < total && i < kMostProblemsShown; ++i)
        console.note(printable(automation::to_string(read.problems[i])));
    if (total > kMostProblemsShown)
        console.note("… and " + std::to_string(total - kMostProblemsShown) + " more problems");
}

// The automations as texts that each fit into one call.
Result<std::vector<std::string>> pieces_of(const ReadAutomations& read) {
    std::vector<std::string> out(1);
    for (const ReadAutomation& one : read.automations) {
        const std::string text = automation::to_yaml(std::vector{one.tree});
        if (text.size() > kPieceBytes)
            return Error{ErrorCode::kTooLarge, "the automation at line " +
                                                   std::to_string(one.line) + " has over " +
                                                   format_bytes(kPieceBytes)};
        if (out.back().size() + text.size() > kPieceBytes) out.emplace_back();
        out.back() += text;
    }
    return out;
}

Status send(ApiClient& client, const std::vector<std::string>& pieces) {
    std::string since;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        Json arguments = {{"yaml", pieces[i]}, {"more", i + 1 < pieces.size()}};
        if (!since.empty()) arguments["since"] = since;
        const auto done = client.call("import_automations", arguments);
        if (!done) {
            std::string text = done.error().text;
            if (i > 0) text += " (a part is imported; import again to complete it)";
            return Error{done.error().code, text};
        }
        if (i == 0) since = json_string(*done, "time").value_or("");
    }
    return {};
}

int finish(const Console& console, const Invocation& invocation, const ReadAutomations& read,
           const Json& report) {
    const std::size_t n = read.automations.size();
    if (invocation.common.json) {
        console.print_json(report);
    } else {
        show_problems(console, read);
        if (report["dry_run"] == true) {
            Table table;
            table.add_column("Line", Align::kRight);
            for (const char* title : {"Automation", "What it does"}) table.add_column(title);
            for (const Json& one : report["automations"])
                table.add_row({std::to_string(one["line"].get<int>()), cell(one, "alias"),
                               cell(one, "text")});
            console.out << table.render(console.style);
        }
        console.out << (report["dry_run"] == true ? "Readable: " : "Imported: ") << n
                    << (n == 1 ? " automation" : " automations");
        if (!read.problems.empty()) console.out << "; left out are those with a problem";
        console.out << ".\n" << std::flush;
    }
    return read.problems.empty() ? kSuccess : kFailed;
}

int import_file(const Console& console, const Invocation& invocation,
                const ImportOptions& options) {
    std::error_code ignored;
    if (std::filesystem::is_directory(options.file, ignored))
        return import_registries(console, invocation, options.file, options.dry_run);
    const automation::ReadLimits limits;
    const auto text = read_file(options.file, limits.max_bytes);
    if (!text) return fail(console, invocation.common, text.error());
    const auto read = automation::read_automations(*text, limits);
    if (!read)
        return fail(console, invocation.common,
                    Error{read.error().code, options.file + ": " + read.error().text});
    Json report = report_of(options, *read);
    if (options.dry_run) return finish(console, invocation, *read, report);
    if (read->automations.empty() && !read->problems.empty()) {
        show_problems(console, *read);
        return fail(console, invocation.common,
                    Error{ErrorCode::kInvalid, options.file + ": no automation could be read"});
    }
    const auto address = address_of(invocation.common);
    if (!address) return fail(console, invocation.common, address.error());
    const auto pieces = pieces_of(*read);
    if (!pieces) return fail(console, invocation.common, pieces.error());
    ApiClient client(*address);
    if (const Status sent = send(client, *pieces); !sent)
        return fail(console, invocation.common, sent.error(), client.daemon_away());
    report["imported"] = read->automations.size();
    return finish(console, invocation, *read, report);
}

}  // namespace

void add_automation_verbs(CLI::App& app, Invocation& invocation) {
    CLI::App* verb = add_verb(app, invocation, "automations",
                              "The automations that Home Assistant is known to have");
    const auto arguments = std::make_shared<Json>(Json::object());
    verb->add_option_function<std::int64_t>(
            "--limit", [arguments](const std::int64_t& n) { (*arguments)["limit"] = n; },
            "At most so many, by name")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{500}));
    verb->add_flag_callback(
        "--trees", [arguments] { (*arguments)["trees"] = true; },
        "With --json: the whole of those that were imported");
    verb->callback([&invocation, arguments] {
        invocation.action = [&invocation, arguments](const Console& console) {
            return call_and_show(console, invocation.common, "automations", *arguments,
                                 automations_text);
        };
    });

    const auto options = std::make_shared<ImportOptions>();
    verb = add_verb(app, invocation, "import",
                    "Tell which automations Home Assistant has (its automations.yaml), or which "
                    "areas and devices its entities belong to (its folder .storage)");
    verb->add_option("FILE", options->file,
                     "The file, which takes the place of an earlier import, or the folder")
        ->required();
    verb->add_flag("--dry-run", options->dry_run, "Only read it and show what is in it; no daemon");
    verb->callback([&invocation, options] {
        invocation.action = [&invocation, options](const Console& console) {
            return import_file(console, invocation, *options);
        };
    });
}

}  // namespace hearth::cli
