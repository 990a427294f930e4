#include "cli/invocation.hpp"

#include <cstdlib>
#include <ostream>

#include "cli/command_line.hpp"
#include "core/file.hpp"

namespace hearth::cli {

namespace {

constexpr std::size_t kMaxTokenBytes = 4096;

std::string from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

Result<std::string> token_of(const CommonOptions& options) {
    if (options.token_file.empty()) return from_environment("HEARTH_TOKEN");
    auto text = read_file(options.token_file, kMaxTokenBytes);
    if (!text) return text.error();
    while (!text->empty() && (text->back() == '\n' || text->back() == '\r' || text->back() == ' '))
        text->pop_back();
    return text;
}

}  // namespace

CLI::App* add_verb(CLI::App& app, Invocation& invocation, const std::string& name,
                   const std::string& summary) {
    CLI::App* verb = app.add_subcommand(name, summary);
    CommonOptions& common = invocation.common;
    verb->add_flag("--json", common.json, "Print the result as JSON")->group("Common options");
    verb->add_option("--socket", common.socket,
                     "Unix socket of the daemon (default: $HEARTH_SOCKET, else "
                     "/run/hearth/hearth.sock)")
        ->group("Common options");
    verb->add_option("--url", common.url,
                     "Address of the daemon over TCP, such as http://127.0.0.1:8098 (default: "
                     "$HEARTH_URL)")
        ->group("Common options");
    verb->add_option("--token-file", common.token_file,
                     "File with the token for --url (default: the token in $HEARTH_TOKEN)")
        ->group("Common options");
    return verb;
}

Result<ApiAddress> address_of(const CommonOptions& options) {
    ApiAddress address;
    const std::string socket =
        options.socket.empty() ? from_environment("HEARTH_SOCKET") : options.socket;
    if (!socket.empty()) address.socket_path = socket;
    // A socket that was asked for by name goes before a URL that happens to be in the environment.
    address.url = options.url.empty() && options.socket.empty() ? from_environment("HEARTH_URL")
                                                                : options.url;
    if (address.url.empty()) return address;
    auto token = token_of(options);
    if (!token) return token.error();
    if (token->empty())
        return Error{ErrorCode::kInvalid,
                     "the daemon wants a token over TCP: give --token-file or set HEARTH_TOKEN"};
    address.token = *std::move(token);
    return address;
}

int fail(const Console& console, const CommonOptions& options, const Error& error,
         bool daemon_away) {
    console.print_error(error);
    if (options.json)
        console.print_json(
            Json{{"error", Json{{"code", to_string(error.code)}, {"text", error.text}}}});
    return daemon_away ? kDaemonAway : kFailed;
}

int call_and_show(const Console& console, const CommonOptions& options, const std::string& command,
                  const Json& arguments, const Formatter& formatter) {
    const auto address = address_of(options);
    if (!address) return fail(console, options, address.error());
    ApiClient client(*address);
    const auto result = client.call(command, arguments);
    if (!result) return fail(console, options, result.error(), client.daemon_away());
    if (options.json)
        console.print_json(*result);
    else
        console.out << formatter(*result, console.style) << std::flush;
    return kSuccess;
}

}  // namespace hearth::cli
