#include "http/router.hpp"

#include <memory>
#include <string_view>
#include <utility>

#include "http/openapi.hpp"
#include "http/query.hpp"

namespace hearth::http {

namespace {

constexpr std::string_view kBase = "/api/v1";
constexpr std::string_view kEvents = "/api/v1/events";

Response method_not_allowed(const std::string& allow) {
    Response response =
        failure(405, "method_not_allowed", "this address takes " + allow + " requests only");
    response.allow = allow;
    return response;
}

Response not_found(const std::string& path) {
    return failure(Error{ErrorCode::kNotFound,
                         "there is nothing at " + path + "; GET /api/v1 lists the commands"});
}

// Arguments of a POST: an object, or nothing at all.
Result<Json> arguments_from_body(const std::string& body) {
    if (body.find_first_not_of(" \t\r\n") == std::string::npos) return Json::object();
    return parse_json(body);
}

}  // namespace

bool Router::is_event_stream(const Request& request) {
    if (request.method != "GET") return false;
    const auto target = parse_target(request.target);
    return target && target->path == kEvents;
}

void Router::handle(const Request& request, Respond respond) const {
    const auto target = parse_target(request.target);
    if (!target) return respond(failure(target.error()));
    const std::string& path = target->path;
    const bool fixed = path == "/health" || path == kBase || path == "/api/v1/" ||
                       path == "/api/v1/openapi.json" || path == kEvents;
    if (fixed && request.method != "GET") return respond(method_not_allowed("GET"));
    if (path == "/health") return respond(success(Json{{"status", "up"}}));
    if (path == kBase || path == "/api/v1/")
        return respond(success(Json{{"commands", list_commands(registry_)}}));
    if (path == "/api/v1/openapi.json") {
        Response response;
        response.body = dump_json(openapi_document(registry_));
        return respond(std::move(response));
    }
    if (!path.starts_with("/api/v1/")) return respond(not_found(path));
    const std::string name = path.substr(kBase.size() + 1);
    const commands::CommandInfo* command = registry_.find(name);
    if (command == nullptr) return respond(not_found(path));
    const std::string allow = command->read_only ? "GET, POST" : "POST";
    if (request.method != "POST" && !(command->read_only && request.method == "GET"))
        return respond(method_not_allowed(allow));
    auto arguments = arguments_from_query(target->query, *command);
    if (!arguments) return respond(failure(arguments.error()));
    run_command(name, request, *arguments, std::move(respond));
}

void Router::run_command(const std::string& name, const Request& request,
                         const Json& query_arguments, Respond respond) const {
    Json arguments = query_arguments;
    if (request.method == "POST") {
        if (!query_arguments.empty())
            return respond(failure(Error{ErrorCode::kInvalid,
                                         "give the arguments of a POST as JSON in its body, not in "
                                         "the query"}));
        auto body = arguments_from_body(request.body);
        if (!body) return respond(failure(body.error()));
        arguments = *std::move(body);
    }
    // A handler that answers and then throws would answer twice.
    auto once = std::make_shared<Respond>(std::move(respond));
    registry_.run(name, arguments, [once](const Result<Json>& result) {
        const Respond send = std::exchange(*once, nullptr);
        if (send) send(result ? success(*result) : failure(result.error()));
    });
}

}  // namespace hearth::http
