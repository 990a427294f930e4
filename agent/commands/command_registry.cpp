#include "commands/command_registry.hpp"

#include <exception>

#include "core/log.hpp"

namespace hearth::commands {

namespace {

bool has_type(const Json& value, const std::string& type) {
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "array") return value.is_array();
    if (type == "boolean") return value.is_boolean();
    if (type == "scalar") return value.is_string() || value.is_number() || value.is_boolean();
    return value.is_string();
}

std::string names_of(const CommandInfo& info) {
    std::string out;
    for (const auto& parameter : info.parameters) out += (out.empty() ? "" : ", ") + parameter.name;
    return out.empty() ? "none" : out;
}

Status check_parameter(const ParameterInfo& parameter, const Json& arguments) {
    const auto found = arguments.find(parameter.name);
    if (found == arguments.end()) {
        if (!parameter.required) return {};
        return Error{ErrorCode::kInvalid,
                     "'" + parameter.name + "' is missing: " + parameter.summary};
    }
    if (has_type(*found, parameter.type)) return {};
    return Error{ErrorCode::kInvalid, "'" + parameter.name + "' must be of type " + parameter.type};
}

Status check(const CommandInfo& info, const Json& arguments) {
    if (!arguments.is_object())
        return Error{ErrorCode::kInvalid, "the arguments must be a JSON object"};
    for (const auto& [key, value] : arguments.items()) {
        bool known = key == "id" || key == "issued_at";
        for (const auto& parameter : info.parameters) known = known || parameter.name == key;
        if (!known)
            return Error{ErrorCode::kInvalid, "unknown argument '" + key + "' of " + info.name +
                                                  "; allowed: " + names_of(info)};
    }
    for (const auto& parameter : info.parameters)
        if (Status status = check_parameter(parameter, arguments); !status) return status;
    return {};
}

}  // namespace

void CommandRegistry::add(CommandInfo info, Handler handler) {
    const std::string name = info.name;
    entries_[name] = Entry{std::move(info), std::move(handler)};
}

void CommandRegistry::run(const std::string& name, const Json& arguments,
                          const Reply& reply) const {
    const auto found = entries_.find(name);
    if (found == entries_.end()) {
        std::string known;
        for (const auto& [other, entry] : entries_) known += (known.empty() ? "" : ", ") + other;
        return reply(
            Error{ErrorCode::kNotFound, "unknown command '" + name + "'; there are: " + known});
    }
    if (const Status checked = check(found->second.info, arguments); !checked)
        return reply(checked.error());
    try {
        found->second.handler(arguments, reply);
    } catch (const std::exception& e) {
        log::error("command failed name={} error={}", name, e.what());
        reply(Error{ErrorCode::kInternal, "the command " + name + " failed: " + e.what()});
    }
}

const CommandInfo* CommandRegistry::find(const std::string& name) const {
    const auto found = entries_.find(name);
    return found == entries_.end() ? nullptr : &found->second.info;
}

std::vector<const CommandInfo*> CommandRegistry::all() const {
    std::vector<const CommandInfo*> out;
    for (const auto& [name, entry] : entries_) out.push_back(&entry.info);
    return out;
}

}  // namespace hearth::commands
