// Reads the parts of an automation from their JSON: triggers, conditions, actions. For
// automation_from_json; the depth of nesting is bounded.
#pragma once

#include <string>
#include <vector>

#include "automation/automation.hpp"
#include "automation/tree_json.hpp"

namespace hearth::automation {

inline constexpr int kDeepestPart = 32;

class PartReader {
public:
    explicit PartReader(std::vector<Problem>& problems) : problems_(problems) {}

    // A list of parts, or a single one.
    std::vector<Trigger> triggers(const Json& value, const std::string& path);
    std::vector<Condition> conditions(const Json& value, const std::string& path);
    std::vector<Action> actions(const Json& value, const std::string& path);

private:
    Trigger trigger(const Json& value, const std::string& path);
    Condition condition(const Json& value, const std::string& path);
    Condition logic(Logic logic, const Json& value, const std::string& path);
    Action action(const Json& value, const std::string& path);
    void structured_action(class MappingReader& reader, const std::string& kind, Action& out);
    std::vector<Branch> branches(const Json& value, const std::string& path);
    // False, with a problem, when nested too deep or (mappings only) not a mapping.
    bool enter(const std::string& path);
    bool is_mapping(const Json& value, const std::string& path, const char* what);
    void problem(const std::string& path, const std::string& text) {
        problems_.push_back({.path = path, .text = text});
    }
    template <class Part>
    std::vector<Part> list(const Json& value, const std::string& path,
                           Part (PartReader::*read)(const Json&, const std::string&));

    std::vector<Problem>& problems_;
    int depth_ = 0;
};

}  // namespace hearth::automation
