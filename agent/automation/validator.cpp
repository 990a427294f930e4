#include "automation/validator.hpp"

#include <set>

#include "automation/schema_check.hpp"
#include "automation/value_check.hpp"
#include "yaml/yaml_tree.hpp"

namespace hearth::automation {

namespace {

constexpr std::size_t kMaxBytes = 4 * 1024 * 1024;
constexpr std::size_t kMaxDepth = 64;

void complain_of_repeated_ids(const YamlNode& list, ValueCheck& values) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        const YamlNode* id = yaml_member(list.items[i], "id");
        if (id == nullptr || id->kind != YamlNode::Kind::kScalar) continue;
        if (!seen.insert(id->text).second)
            values.complain(*id, std::to_string(i) + "/id", "another automation has the same id");
    }
}

}  // namespace

std::vector<Problem> validate(std::string_view yaml, const EntityCatalogue* catalogue) {
    std::vector<Problem> problems;
    if (yaml.size() > kMaxBytes)
        return {{.path = "", .text = "has more than " + std::to_string(kMaxBytes) + " bytes"}};
    YamlRules rules;
    rules.max_depth = kMaxDepth;
    rules.tags = true;
    rules.aliases = true;
    const YamlDocument document = parse_yaml(yaml, rules);
    if (!document.error.empty())
        return {{.path = "", .text = document.error, .line = document.error_line}};
    ValueCheck values(problems, catalogue);
    SchemaCheck schema(values);
    const YamlNode& root = document.root;
    if (root.kind != YamlNode::Kind::kList) {
        schema.automation(root, "");
        return problems;
    }
    for (std::size_t i = 0; i < root.items.size(); ++i)
        schema.automation(root.items[i], std::to_string(i));
    complain_of_repeated_ids(root, values);
    return problems;
}

}  // namespace hearth::automation
