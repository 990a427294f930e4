// The commands of Hearth, one handler each. MQTT, HTTP and the command line are three doors to the
// same handlers.
//
// Runs on the event loop. A handler answers once, at once or later, through `reply`.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::commands {

struct ParameterInfo {
    std::string name;
    // "string", "integer", "number", "boolean", "scalar" (any of them), "array" (of objects)
    std::string type;
    bool required = false;
    std::string summary;
};

struct CommandInfo {
    std::string name;     // such as "train"
    std::string summary;  // one line for help and the API description
    bool read_only = true;
    std::vector<ParameterInfo> parameters;
};

using Reply = std::function<void(Result<Json>)>;
using Handler = std::function<void(const Json& arguments, Reply reply)>;

class CommandRegistry {
public:
    void add(CommandInfo info, Handler handler);

    // Checks the arguments (an object) against the parameters: an unknown name, a wrong type or a
    // missing required one is kInvalid and names what is allowed. An unknown command is kNotFound
    // and lists the commands. What a handler throws becomes kInternal.
    void run(const std::string& name, const Json& arguments, const Reply& reply) const;

    const CommandInfo* find(const std::string& name) const;
    std::vector<const CommandInfo*> all() const;  // by name

private:
    struct Entry {
        CommandInfo info;
        Handler handler;
    };
    std::map<std::string, Entry> entries_;
};

}  // namespace hearth::commands
