// Gathers the components of the device: each gets its ids, its name and its place in the payload.
#pragma once

#include <string>

#include "core/json.hpp"
#include "discovery/agent_view.hpp"

namespace hearth::discovery {

class ComponentList {
public:
    explicit ComponentList(const AgentView& agent);

    // key: what the entity is called for ever: unique id and discovery id are made of it. `rest`:
    // the keys of its platform.
    void add(const std::string& platform, const std::string& key, const std::string& name,
             const std::string& icon, Json rest);

    // An object by key, as a discovery payload has it under "components".
    Json take() { return std::move(components_); }

private:
    std::string id_, slug_;
    Json components_ = Json::object();
};

// Jinja for `command_template`: a command with an id and a time of its own, so that Hearth can
// refuse one that comes too late, and `arguments`: the inner of a JSON object, where "{{ value }}"
// stands for what was entered.
std::string command_template(const std::string& arguments);

// The same for a question as docs/ask-log.md has it, which may wait for its answer.
std::string question_template();

}  // namespace hearth::discovery
