// doctor: is everything there that Hearth needs? Works without a daemon.
#include <unistd.h>

#include <memory>
#include <ostream>

#include "cli/command_line.hpp"
#include "cli/configuration.hpp"
#include "cli/doctor.hpp"
#include "cli/verbs.hpp"

namespace hearth::cli {

namespace {

std::int64_t machine_memory() {
    return std::int64_t{::sysconf(_SC_PHYS_PAGES)} * ::sysconf(_SC_PAGESIZE);
}

std::string line_of(const Check& check, const Style& style) {
    const bool good = check.finding == Finding::kGood;
    const bool bad = check.finding == Finding::kBad;
    std::string out = good  ? style(Tone::kGood, "✓")
                      : bad ? style(Tone::kBad, "✗")
                            : style(Tone::kWarning, "!");
    out += " " + style(Tone::kBold, check.name) + ": ";
    for (const char c : check.text) out += c == '\n' ? std::string("\n    ") : std::string(1, c);
    if (!check.advice.empty()) out += "\n    → " + check.advice;
    return out + "\n";
}

std::vector<Check> examine(const ConfigurationArguments& arguments, const CommonOptions& common) {
    config::Settings settings;
    std::vector<Check> checks;
    checks.push_back(
        check_configuration(configuration_file(arguments), arguments.overrides, settings));
    // With a broken configuration the rest would judge defaults that nobody uses.
    if (checks.front().finding != Finding::kBad) {
        checks.push_back(check_plugins(settings));
        checks.push_back(check_worker(settings));
        checks.push_back(check_data_folder(settings));
        checks.push_back(check_memory(settings, machine_memory()));
        checks.push_back(check_time_zone(settings));
        checks.push_back(check_broker(settings));
    }
    checks.push_back(check_blas());
    auto address = address_of(common);
    if (!address) {
        checks.push_back({"daemon", Finding::kBad, address.error().text, ""});
        return checks;
    }
    if (common.socket.empty() && address->url.empty() && std::getenv("HEARTH_SOCKET") == nullptr &&
        !settings.http.socket.empty())
        address->socket_path = settings.http.socket;
    ApiClient client(*address, std::chrono::seconds(5));
    checks.push_back(check_daemon(client));
    return checks;
}

int doctor(const Console& console, const CommonOptions& common,
           const ConfigurationArguments& arguments) {
    const std::vector<Check> checks = examine(arguments, common);
    const Json report = doctor_report(checks);
    const int failed = report.at("failed").get<int>();
    if (common.json) {
        console.print_json(report);
    } else {
        for (const Check& check : checks) console.out << line_of(check, console.style);
        console.out << (failed == 0 ? "Nothing stands in the way.\n"
                                    : std::to_string(failed) + " checks failed.\n")
                    << std::flush;
    }
    return failed == 0 ? kSuccess : kFailed;
}

}  // namespace

void add_doctor_verb(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<ConfigurationArguments>();
    CLI::App* verb = add_verb(app, invocation, "doctor", "Is everything there that Hearth needs?");
    add_configuration_options(*verb, *arguments);
    verb->callback([&invocation, arguments] {
        invocation.action = [&invocation, arguments](const Console& console) {
            return doctor(console, invocation.common, *arguments);
        };
    });
}

}  // namespace hearth::cli
