// From a request to its response: which route, which command, with which arguments. No sockets.
//
// Runs on the event loop, as the commands do.
#pragma once

#include <functional>

#include "commands/command_registry.hpp"
#include "http/message.hpp"

namespace hearth::http {

using Respond = std::function<void(Response)>;

class Router {
public:
    // The registry must outlive the router.
    explicit Router(const commands::CommandRegistry& registry) : registry_(registry) {}

    // True for a GET of the event stream, which is no request with one response.
    static bool is_event_stream(const Request& request);

    // Calls `respond` once, at once or when the command has answered. A second answer of a command
    // is dropped.
    void handle(const Request& request, Respond respond) const;

private:
    void run_command(const std::string& name, const Request& request, const Json& query_arguments,
                     Respond respond) const;

    const commands::CommandRegistry& registry_;
};

}  // namespace hearth::http
