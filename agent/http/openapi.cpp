#include "http/openapi.hpp"

#include <string>

namespace hearth::http {

namespace {

Json response_reference(const char* name) {
    return Json{{"$ref", std::string("#/components/responses/") + name}};
}

Json responses() {
    return Json{{"200", response_reference("Success")}, {"default", response_reference("Failure")}};
}

Json type_schema(const std::string& type) {
    if (type == "scalar") return Json{{"type", Json::array({"string", "number", "boolean"})}};
    if (type == "array") return Json{{"type", type}, {"items", Json{{"type", "object"}}}};
    return Json{{"type", type}};
}

Json query_parameters(const commands::CommandInfo& command) {
    Json out = Json::array();
    for (const auto& parameter : command.parameters)
        out.push_back(Json{{"name", parameter.name},
                           {"in", "query"},
                           {"required", parameter.required},
                           {"description", parameter.summary},
                           {"schema", type_schema(parameter.type)}});
    return out;
}

Json body_schema(const commands::CommandInfo& command) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const auto& parameter : command.parameters) {
        properties[parameter.name] = type_schema(parameter.type);
        properties[parameter.name]["description"] = parameter.summary;
        if (parameter.required) required.push_back(parameter.name);
    }
    Json schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

Json path_of(const commands::CommandInfo& command) {
    Json post{
        {"operationId", command.name},
        {"summary", command.summary},
        {"requestBody",
         Json{{"content", Json{{"application/json", Json{{"schema", body_schema(command)}}}}}}},
        {"responses", responses()}};
    Json path{{"post", std::move(post)}};
    if (command.read_only)
        path["get"] = Json{{"operationId", "get_" + command.name},
                           {"summary", command.summary},
                           {"parameters", query_parameters(command)},
                           {"responses", responses()}};
    return path;
}

Json fixed_path(const char* operation, const char* summary, const char* content_type) {
    return Json{{"get", Json{{"operationId", operation},
                             {"summary", summary},
                             {"responses",
                              Json{{"200", Json{{"description", summary},
                                                {"content", Json{{content_type, Json::object()}}}}},
                                   {"default", response_reference("Failure")}}}}}};
}

Json reply_component(const char* description, Json properties) {
    Json required = Json::array();
    for (const auto& [name, schema] : properties.items()) required.push_back(name);
    const Json schema{
        {"type", "object"}, {"properties", std::move(properties)}, {"required", required}};
    return Json{{"description", description},
                {"content", Json{{"application/json", Json{{"schema", schema}}}}}};
}

Json components() {
    const Json text{{"type", "string"}};
    const Json error{{"type", "object"}, {"properties", Json{{"code", text}, {"text", text}}}};
    return Json{{"responses",
                 Json{{"Success", reply_component("Done", Json{{"ok", Json{{"const", true}}},
                                                               {"result", Json::object()}})},
                      {"Failure",
                       reply_component("Not done; the text says why",
                                       Json{{"ok", Json{{"const", false}}}, {"error", error}})}}},
                {"securitySchemes", Json{{"token", Json{{"type", "http"}, {"scheme", "bearer"}}}}}};
}

}  // namespace

Json list_commands(const commands::CommandRegistry& registry) {
    Json out = Json::array();
    for (const commands::CommandInfo* command : registry.all()) {
        Json parameters = Json::array();
        for (const auto& parameter : command->parameters)
            parameters.push_back(Json{{"name", parameter.name},
                                      {"type", parameter.type},
                                      {"required", parameter.required},
                                      {"summary", parameter.summary}});
        out.push_back(Json{{"name", command->name},
                           {"summary", command->summary},
                           {"read_only", command->read_only},
                           {"parameters", std::move(parameters)}});
    }
    return out;
}

Json openapi_document(const commands::CommandRegistry& registry) {
    Json paths{
        {"/health", fixed_path("health", "The daemon answers", "application/json")},
        {"/api/v1", fixed_path("commands", "All commands and parameters", "application/json")},
        {"/api/v1/openapi.json", fixed_path("openapi", "This document", "application/json")},
        {"/api/v1/events", fixed_path("events", "What happens, live", "text/event-stream")}};
    for (const commands::CommandInfo* command : registry.all())
        paths["/api/v1/" + command->name] = path_of(*command);
    // The token is needed over TCP, not over the Unix socket: hence also "none".
    return Json{{"openapi", "3.1.0"},
                {"info", Json{{"title", "Hearth"},
                              {"version", "1"},
                              {"description", "Edge learning agent for Home Assistant"}}},
                {"security", Json::array({Json{{"token", Json::array()}}, Json::object()})},
                {"paths", std::move(paths)},
                {"components", components()}};
}

}  // namespace hearth::http
