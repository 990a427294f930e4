#include "automation/yaml_reader.hpp"

#include <charconv>
#include <optional>

#include "yaml/yaml_scalar.hpp"
#include "yaml/yaml_tree.hpp"

namespace hearth::automation {

namespace {

// The line of the deepest node on the path that is there.
int line_of(const YamlNode& root, std::string_view path) {
    const YamlNode* node = &root;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view step = path.substr(0, slash);
        path = slash == std::string_view::npos ? "" : path.substr(slash + 1);
        const YamlNode* next = nullptr;
        std::size_t index = 0;
        if (node->kind == YamlNode::Kind::kMap)
            next = yaml_member(*node, step);
        else if (std::from_chars(step.data(), step.data() + step.size(), index).ec == std::errc() &&
                 index < node->items.size())
            next = &node->items[index];
        if (next == nullptr) break;
        node = next;
    }
    return node->line;
}

void read_one(const YamlNode& node, const std::string& path, ReadAutomations& out) {
    std::vector<Problem> problems;
    Automation tree = automation_from_json(json_of_yaml(node), problems);
    if (problems.empty()) out.automations.push_back({std::move(tree), node.line});
    for (Problem& problem : problems) {
        problem.line = line_of(node, problem.path);
        if (!path.empty()) problem.path = path + (problem.path.empty() ? "" : "/" + problem.path);
        out.problems.push_back(std::move(problem));
    }
}

Error too_large(const std::string& text) { return {ErrorCode::kTooLarge, text}; }

}  // namespace

Result<ReadAutomations> read_automations(std::string_view yaml, ReadLimits limits) {
    if (yaml.size() > limits.max_bytes)
        return too_large("the text has " + std::to_string(yaml.size()) + " bytes; at most " +
                         std::to_string(limits.max_bytes) + " are read");
    YamlRules rules;
    rules.max_depth = limits.max_depth;
    rules.tags = true;
    rules.aliases = true;
    const YamlDocument document = parse_yaml(yaml, rules);
    if (!document.error.empty())
        return Error{ErrorCode::kInvalid,
                     "line " + std::to_string(document.error_line) + ": " + document.error};
    ReadAutomations out;
    const YamlNode& root = document.root;
    if (root.kind == YamlNode::Kind::kNull) return out;
    if (root.kind == YamlNode::Kind::kScalar)
        return Error{ErrorCode::kInvalid, "line " + std::to_string(root.line) +
                                              ": neither an automation nor a list of them"};
    if (root.kind == YamlNode::Kind::kMap) {
        read_one(root, "", out);
        return out;
    }
    if (root.items.size() > limits.max_automations)
        return too_large("the list has " + std::to_string(root.items.size()) +
                         " automations; at most " + std::to_string(limits.max_automations) +
                         " are read");
    for (std::size_t i = 0; i < root.items.size(); ++i)
        read_one(root.items[i], std::to_string(i), out);
    return out;
}

Result<Automation> read_automation(std::string_view yaml, ReadLimits limits) {
    auto read = read_automations(yaml, limits);
    if (!read) return read.error();
    if (!read->problems.empty()) {
        constexpr std::size_t kMostShown = 10;
        if (read->problems.size() > kMostShown) read->problems.resize(kMostShown);
        return Error{ErrorCode::kInvalid, to_string(read->problems)};
    }
    if (read->automations.size() != 1)
        return Error{ErrorCode::kInvalid,
                     "one automation is expected, not " + std::to_string(read->automations.size())};
    return std::move(read->automations.front().tree);
}

}  // namespace hearth::automation
